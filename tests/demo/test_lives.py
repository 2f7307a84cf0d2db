"""Births, weddings, deaths and departures of the year."""

from collections import Counter

import numpy as np
import pytest

from lianxin.demo.families import Slot
from lianxin.demo.lives import (
    ADULT,
    BIRTHS,
    DEATHS,
    Birth,
    Death,
    Departure,
    Wedding,
    unfold_lives,
)
from lianxin.demo.newcomers import introduce
from lianxin.demo.year import unfold
from lianxin.registry.identity import read_id_number
from lianxin.registry.vocabulary import Relation, Sex


@pytest.fixture(scope="module")
def changes(district):
    return unfold(district)


@pytest.fixture(scope="module")
def lives(district, changes):
    return unfold_lives(district, changes)


@pytest.fixture(scope="module")
def newcomers(district, lives):
    return introduce(district, lives)


def of(kind, lives):
    return [one for one in lives if isinstance(one, kind)]


def test_births_and_deaths_come_at_about_the_rates_of_the_country(district, lives):
    since = (np.datetime64(district.today) - district.surveyed_on).astype(int)
    years = since[district.folk.home].sum() / 365
    assert len(of(Birth, lives)) / years == pytest.approx(BIRTHS, rel=0.15)
    assert len(of(Death, lives)) / years == pytest.approx(DEATHS, rel=0.15)
    assert 50 < len(of(Departure, lives)) < 400
    assert 200 < len(of(Wedding, lives)) < 900


def test_the_old_die_more_often_than_the_young(district, lives):
    ages = district.folk.age[[one.resident for one in of(Death, lives)]]
    assert np.median(ages) > np.median(district.folk.age) + 20
    assert (ages < 30).mean() < 0.05


def test_nothing_happens_twice_in_a_household_and_nothing_to_the_living_specification(lives):
    homes = Counter(one.household for one in lives)
    assert max(homes.values()) == 1
    assert 0 not in homes


def test_everything_happens_after_the_survey_in_the_order_it_is_told(district, lives):
    since = (np.datetime64(district.today) - district.surveyed_on).astype(int)
    assert all(1 <= one.days_ago < since[one.household] for one in lives)
    assert [one.days_ago for one in lives] == sorted((one.days_ago for one in lives), reverse=True)


def test_no_later_change_speaks_of_the_dead_or_of_those_who_left(changes, lives):
    dead = {one.resident for one in of(Death, lives)}
    gone = {one.household for one in of(Departure, lives)}
    assert not dead & {change.resident for change in changes}
    assert not gone & {change.household for change in changes}


def test_a_head_who_dies_is_followed_by_a_grown_member_of_the_household(district, lives):
    folk = district.folk
    heads = [one for one in of(Death, lives) if folk.slot[one.resident] == Slot.HEAD]
    left_alone = np.bincount(folk.home, minlength=district.homes.n) == 1
    assert heads
    for one in heads:
        if left_alone[one.household]:
            assert one.heir == -1
        else:
            assert folk.home[one.heir] == one.household
            assert folk.age[one.heir] >= ADULT


def test_a_child_has_a_mother_of_childbearing_age_and_its_fathers_place(district, lives, newcomers):
    for one in of(Birth, lives):
        assert district.folk.female[one.mother]
        assert 19 < district.folk.age[one.mother] < 46
        child = newcomers[one]
        is_grandchild = district.folk.slot[one.mother] == Slot.IN_LAW
        assert child.relation is (Relation.GRANDCHILD if is_grandchild else Relation.CHILD)
        assert (district.today - child.born).days == one.days_ago


def test_who_marries_in_is_of_the_other_sex_and_of_age(district, lives, newcomers):
    for one in of(Wedding, lives):
        spouse = newcomers[one]
        assert (spouse.sex is Sex.FEMALE) != district.folk.female[one.partner]
        assert spouse.relation is Relation.CHILD_IN_LAW
        assert (district.today - spouse.born).days > 20 * 366 + one.days_ago


def test_newcomers_bear_numbers_of_nobody_and_no_name_of_their_household(district, newcomers):
    numbers = [person.id_number for person in newcomers.values() if person.id_number]
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & set(district.id_numbers)
    phones = {person.phone for person in newcomers.values() if person.phone}
    assert not phones & set(district.phones)
    members = {(int(home), name) for home, name in zip(district.folk.home, district.names, strict=True)}
    assert not members & {(one.household, person.name) for one, person in newcomers.items()}


def test_an_id_number_tells_the_birthday_and_the_sex_of_its_bearer(newcomers):
    for person in newcomers.values():
        if person.id_number:
            known = read_id_number(person.id_number)
            assert (known.birth_on, known.sex) == (person.born, person.sex)


def test_the_same_seed_tells_the_same_lives(village):
    told = [introduce(village, unfold_lives(village, unfold(village))) for _ in range(2)]
    assert told[0] == told[1]
