"""The county as a whole: the same every time, complete enough, and told to the register as drafts."""

import hashlib
import time
from datetime import date

import numpy as np
import pytest

from lianxin.demo.county import make
from lianxin.demo.drafts import drafts, group_name
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import unfold
from lianxin.policies.catalogue import default
from lianxin.registry.vocabulary import Relation

TODAY = date(2026, 11, 21)


def print_of(county):
    """One digest over every draft and every change."""
    digest = hashlib.sha256()
    for draft in drafts(county):
        digest.update(repr(draft).encode())
    digest.update(repr(unfold(county)).encode())
    return digest.hexdigest()


def test_the_same_seed_makes_the_same_county_byte_for_byte(places):
    counties = [make(size=Size.TOWN, seed=7, today=TODAY, places=places) for _ in range(2)]
    assert print_of(counties[0]) == print_of(counties[1])


def test_another_seed_or_another_day_makes_another_county(places, village):
    prints = {print_of(village)}
    prints.add(print_of(make(size=Size.VILLAGE, seed=2, today=TODAY, places=places)))
    prints.add(print_of(make(size=Size.VILLAGE, seed=1, today=date(2026, 11, 22), places=places)))
    assert len(prints) == 3


@pytest.mark.parametrize("size", [Size.VILLAGE, Size.TOWN])
def test_the_family_of_the_living_specification_is_always_there(places, size):
    county = make(size=size, seed=99, today=TODAY, places=places)
    family = next(iter(drafts(county)))
    assert (family.number, family.town_name, family.village_name) == (
        "HB004217",
        "晏坝镇",
        "晏坝中心社区居委会",
    )
    head, spouse, daughter, son = family.residents
    assert head.facts["health"] == spouse.facts["health"] == "disabled"
    assert (head.facts["labour"], spouse.facts["labour"]) == ("lost", "lost")
    assert (daughter.facts["works_at"], son.facts["schooling"]) == ("elsewhere", "vocational")
    assert family.facts["income_per_head"] == 3_100
    assert family.facts["gets_low_income_allowance"] is False
    assert all(change.household != 0 for change in unfold(county))


def test_household_numbers_are_unique_and_in_order(district):
    assert len(set(district.numbers)) == district.homes.n
    assert district.numbers[0] == "HB004217"
    assert district.numbers[1:] == sorted(district.numbers[1:])


def test_drafts_hold_only_facts_the_register_knows_each_under_its_subject(village):
    catalogue = default()
    for draft in drafts(village):
        assert all(catalogue[code].about == "household" for code in draft.facts)
        for resident in draft.residents:
            assert all(catalogue[code].about == "resident" for code in resident.facts)


def test_choices_of_the_drafts_are_choices_of_the_catalogue(village):
    catalogue = default()
    for draft in drafts(village):
        for resident in draft.residents:
            for code, value in resident.facts.items():
                if catalogue[code].type == "choice":
                    assert value in catalogue[code].choice_codes


def test_a_draft_has_one_head_who_gives_the_household_its_name(village):
    for draft in drafts(village):
        heads = [resident for resident in draft.residents if resident.relation is Relation.HEAD]
        assert [head.name for head in heads] == [draft.head_name]
        assert draft.rows == tuple(resident.row for resident in draft.residents)


def test_chosen_households_are_drafted_in_the_order_asked(village):
    chosen = [draft.number for draft in drafts(village, np.array([5, 0]))]
    assert chosen == [village.numbers[5], village.numbers[0]]


def test_some_facts_are_missing_and_some_lists_are_old(district):
    gaps = district.gaps
    assert 0.01 < np.mean(gaps.of_homes["income_total"]) < 0.06
    assert 0.02 < np.mean(district.surveyed_on < np.datetime64("2025-11-21")) < 0.06
    assert 0.001 < np.mean(gaps.no_id_number) < 0.03


def test_the_register_is_never_told_the_truth(village):
    told = {code for draft in drafts(village) for code in draft.facts}
    assert not told & set(village.truth().__slots__)


def test_groups_are_written_in_chinese_numerals():
    assert [group_name(number) for number in (1, 10, 11, 19)] == ["一组", "十组", "十一组", "十九组"]


def test_a_district_of_drafts_is_made_in_time(places):
    start = time.process_time()
    county = make(size=Size.DISTRICT, seed=3, today=TODAY, places=places)
    count = sum(1 for _ in drafts(county))
    assert count == 60_000
    assert time.process_time() - start < 15
