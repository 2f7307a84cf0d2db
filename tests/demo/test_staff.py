"""Who works in the demo."""

from collections import Counter

import pytest

from lianxin.demo.county import generator, make
from lianxin.demo.staff import CADRES, staff_for
from lianxin.demo.vocabulary import Size
from lianxin.people.rules import plain_number
from lianxin.people.vocabulary import Rank, Role, abilities_in


@pytest.fixture(scope="module")
def colleagues(district, places):
    return staff_for(Size.DISTRICT, district.homes, places, generator(1, "staff"))


def test_a_district_has_as_many_cadres_as_the_real_one_and_a_second_person_of_the_desk(colleagues):
    assert len(colleagues) == CADRES + 1
    assert len({one.number for one in colleagues}) == CADRES + 1


def test_every_place_has_a_cadre_and_the_larger_ones_have_more(colleagues, district):
    cadres = Counter(one.area_code for one in colleagues if one.role is Role.COLLECTOR)
    homes = Counter(district.homes.places[place].code for place in district.homes.place.tolist())
    assert all(cadres[place.code] >= 1 for place in district.homes.places)
    assert all(homes[code] / cadres[code] < 40 for code in homes)


@pytest.mark.parametrize(("size", "count"), [(Size.VILLAGE, 16), (Size.TOWN, 160)])
def test_smaller_sizes_have_their_share(places, village, size, count):
    county = make(size=size, seed=1, today=village.today, places=places)
    assert len(staff_for(size, county.homes, places, generator(1, "staff"))) == count + 1


def test_there_is_a_login_for_every_role_two_at_the_desk_and_a_neighbour_from_another_town(
    colleagues, district
):
    logins = {one.number: one for one in colleagues if one.is_login}
    assert Counter(one.role for one in logins.values()) == {
        **dict.fromkeys(Role, 1), Role.DISTRICT_DESK: 2, Role.COLLECTOR: 2
    }  # fmt: skip
    ours = district.homes.places[district.homes.place[0]]
    assert logins["WORKER"].area_code == ours.code
    assert logins["HEAD"].area_code == ours.town_code
    assert logins["NEIGHBOUR"].area_code[:9] != ours.code[:9]


def test_numbers_are_written_the_way_sign_in_keeps_them(colleagues):
    assert all(plain_number(one.number) == one.number for one in colleagues)


def test_one_cadre_in_twelve_leads_from_a_town_or_the_district(colleagues):
    ranks = Counter(one.rank for one in colleagues)
    assert 0.07 < ranks[Rank.LEADER] / len(colleagues) < 0.09
    assert 0.12 < ranks[Rank.MIDDLE] / len(colleagues) < 0.18
    leaders = [one for one in colleagues if one.rank is Rank.LEADER]
    assert all(one.area_code.endswith("000") for one in leaders)
    assert any(one.area_code.endswith("000000") for one in leaders)


def test_half_of_them_can_do_something_and_a_few_were_posted_down(colleagues):
    able = [one for one in colleagues if one.abilities]
    assert 0.45 < len(able) / len(colleagues) < 0.55
    assert all(len(abilities_in(one.abilities)) == 1 for one in able)
    seconded = [one for one in colleagues if one.is_seconded]
    assert 30 < len(seconded) < 60
    assert all(one.unit for one in seconded)
    assert not any(one.is_login for one in seconded)
