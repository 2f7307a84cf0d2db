"""Households on the real division list."""

import numpy as np
import pytest

from lianxin.areas.divisions import read_divisions
from lianxin.demo import towns
from lianxin.demo.vocabulary import HOUSEHOLDS, Size

NESTED = """code,name,level,parent_code
610902000000,汉滨区,district,
610902100000,关庙镇,town,610902000000
610902100001,关庙社区居委会,community,610902100000
610902100201,小关村委会,village,610902100001
"""


def test_every_village_and_community_of_the_list_is_a_place(places):
    assert len(places) == 529
    assert len({place.town_code for place in places}) == 28


def test_a_village_under_a_community_belongs_to_the_town_above():
    village = towns.places_of(read_divisions(NESTED))[1]
    assert (village.name, village.town_name) == ("小关村委会", "关庙镇")


@pytest.mark.parametrize(("size", "count"), [(Size.VILLAGE, 1), (Size.TOWN, 12), (Size.DISTRICT, 529)])
def test_a_size_covers_a_village_a_town_or_all(places, size, count):
    chosen = towns.places_for(size, places)
    assert len(chosen) == count
    assert towns.HOME_PLACE in {place.code for place in chosen}


@pytest.mark.parametrize("size", Size)
def test_a_size_has_its_number_of_households_and_none_of_its_places_is_empty(places, size):
    homes = towns.settle(size, places, np.random.default_rng(1))
    assert homes.n == HOUSEHOLDS[size]
    assert np.bincount(homes.place, minlength=len(homes.places)).min() > 20


def test_a_village_lies_at_the_same_spot_whatever_the_seed(places):
    one, two = (towns.settle(Size.TOWN, places, np.random.default_rng(seed)) for seed in (1, 2))
    for place in range(len(one.places)):
        for axis in ("longitude", "latitude"):
            means = [getattr(homes, axis)[homes.place == place].mean() for homes in (one, two)]
            assert means[0] == pytest.approx(means[1], abs=0.01)


def test_remote_places_are_poorer(district):
    homes = district.homes
    assert np.corrcoef(homes.remote, homes.fortune)[0, 1] < -0.1


def test_the_halves_of_a_district_are_whole_towns_of_much_the_same_size(district, village):
    first, rest = towns.halves(district.homes)
    assert (first ^ rest).all()
    assert abs(int(first.sum()) - 30_000) < 600
    codes = np.array([place.town_code for place in district.homes.places])[district.homes.place]
    assert not set(codes[first]) & set(codes[rest])
    (only,) = towns.halves(village.homes)
    assert only.all()
