"""Where homes and places are taken to lie."""

import numpy as np
import pytest

from lianxin.pairing.whereabouts import coordinates, middles_of

PATHS = ["D/", "D/T1/", "D/T1/V1/", "D/T1/V2/", "D/T2/", "D/T2/V3/"]
NAN = np.nan


def test_a_place_lies_in_the_middle_of_its_homes():
    where = middles_of(PATHS, ["D/T1/V1/", "D/T1/V1/"], np.array([1.0, 3.0]), np.array([10.0, 20.0]))
    assert where.of("D/T1/V1/") == (2.0, 15.0)
    assert where.of("D/T1/") == (2.0, 15.0)


def test_a_home_without_coordinates_lies_in_the_middle_of_its_village():
    at = ["D/T1/V1/", "D/T1/V1/"]
    east, north = np.array([1.0, NAN]), np.array([10.0, NAN])
    longitude, latitude = coordinates(middles_of(PATHS, at, east, north), at, east, north)
    assert longitude.tolist() == [1.0, 1.0]
    assert latitude.tolist() == [10.0, 10.0]


def test_half_a_pair_of_coordinates_is_none():
    at = ["D/T1/V1/", "D/T1/V1/"]
    east, north = np.array([1.0, 5.0]), np.array([10.0, NAN])
    longitude, _ = coordinates(middles_of(PATHS, at, east, north), at, east, north)
    assert longitude.tolist() == [1.0, 1.0]


def test_a_village_without_any_home_on_the_map_lies_near_its_town():
    where = middles_of(PATHS, ["D/T1/V1/"], np.array([100.0]), np.array([30.0]))
    assert np.hypot(where.of("D/T1/V2/")[0] - 100, where.of("D/T1/V2/")[1] - 30) < 0.2


@pytest.mark.parametrize("known", [[], ["D/T1/V1/"]])
def test_no_two_unknown_places_fall_on_one_spot(known):
    where = middles_of(PATHS, known, np.full(len(known), 9.0), np.full(len(known), 9.0))
    unknown = [path for path in PATHS if path.count("/") > 1 and not any(k.startswith(path) for k in known)]
    spots = {where.of(path) for path in unknown}
    assert len(spots) == len(unknown)
