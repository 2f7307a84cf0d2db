"""Where homes and places are taken to lie."""

import numpy as np
import pytest

from lianxin.pairing.whereabouts import coordinates, middles_of

PATHS = ["D/", "D/T1/", "D/T1/V1/", "D/T1/V2/", "D/T2/", "D/T2/V3/"]
NAN = np.nan


def test_a_place_lies_in_the_middle_of_its_homes():
    where = middles_of(PATHS, {"D/T1/V1/": (2.0, 15.0, 2), "D/T1/V2/": (5.0, 15.0, 1)})
    assert where.of("D/T1/V1/") == (2.0, 15.0)
    assert where.of("D/T1/") == (3.0, 15.0)


@pytest.mark.parametrize("own", [(NAN, NAN), (5.0, NAN)])
def test_a_home_without_both_coordinates_lies_in_the_middle_of_its_village(own):
    where = middles_of(PATHS, {"D/T1/V1/": (1.0, 10.0, 1)})
    at, east, north = ["D/T1/V1/"] * 2, np.array([7.0, own[0]]), np.array([70.0, own[1]])
    longitude, latitude = coordinates(where, at, east, north)
    assert longitude.tolist() == [7.0, 1.0]
    assert latitude.tolist() == [70.0, 10.0]


def test_a_village_without_any_home_on_the_map_lies_near_its_town():
    where = middles_of(PATHS, {"D/T1/V1/": (100.0, 30.0, 4)})
    assert np.hypot(where.of("D/T1/V2/")[0] - 100, where.of("D/T1/V2/")[1] - 30) < 0.2


@pytest.mark.parametrize("known", [{}, {"D/T1/V1/": (9.0, 9.0, 1)}])
def test_no_two_unknown_places_fall_on_one_spot(known):
    where = middles_of(PATHS, known)
    unknown = [path for path in PATHS if path.count("/") > 1 and not any(k.startswith(path) for k in known)]
    spots = {where.of(path) for path in unknown}
    assert len(spots) == len(unknown)
