"""A year of changing facts."""

from collections import Counter

import numpy as np
import pytest

from lianxin.demo.year import Change, unfold
from lianxin.policies.catalogue import default


@pytest.fixture(scope="module")
def changes(district):
    return unfold(district)


def test_changes_come_in_the_order_they_were_observed(changes):
    assert [one.days_ago for one in changes] == sorted((one.days_ago for one in changes), reverse=True)


def test_nothing_changes_before_the_survey_or_after_today(district, changes):
    surveyed = (np.datetime64(district.today) - district.surveyed_on).astype(int)
    assert all(one.days_ago >= 1 for one in changes)
    late = [one for one in changes if one.days_ago >= surveyed[one.household]]
    assert {one.indicator for one in late} <= {"disaster_loss", "housing_is_safe"}
    assert not late


def test_no_fact_changes_twice_on_one_day(changes):
    seen = Counter((one.days_ago, one.household, one.resident, one.indicator) for one in changes)
    assert max(seen.values()) == 1


def test_a_change_belongs_to_its_household(district, changes):
    for one in changes:
        about = default()[one.indicator].about
        assert about == ("household" if one.resident < 0 else "resident")
        assert one.resident < 0 or district.folk.home[one.resident] == one.household


def test_between_a_tenth_and_a_third_of_the_households_have_a_history(district, changes):
    assert 0.1 < len({one.household for one in changes}) / district.homes.n < 0.34


def test_an_illness_is_followed_by_its_costs(district, changes):
    ill = {one.household: one.days_ago for one in changes if one.value == "serious"}
    costs = {
        one.household: one
        for one in changes
        if one.indicator == "medical_out_of_pocket" and one.household in ill
    }
    assert len(ill) > 100
    for household, day in ill.items():
        before = district.livelihood.amounts["medical_out_of_pocket"][household]
        assert costs[household].value > before
        assert costs[household].days_ago <= day


def test_a_flood_strikes_a_village_on_one_day(district, changes):
    losses = [one for one in changes if one.indicator == "disaster_loss" and _is_flood(district, one)]
    days: dict[int, Counter[int]] = {}
    for one in losses:
        days.setdefault(int(district.homes.place[one.household]), Counter())[one.days_ago] += 1
    assert len(days) > 5
    assert all(len(counts) == 1 for counts in days.values())


def _is_flood(district, change: Change) -> bool:
    """A filled blank also names the loss; a flood's is greater than none and differs from the survey's."""
    return change.value > 0 and change.value != district.livelihood.amounts["disaster_loss"][change.household]
