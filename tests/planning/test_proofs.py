"""The shipped policies of visits hold together; a spoilt one is told where and why."""

import pytest

from lianxin.planning.proofs import prove_must_visit, prove_visits
from lianxin.planning.standards import standards
from lianxin.planning.vocabulary import MUST_GO, MUST_SEE, Reason
from lianxin.policies.kinds import KINDS
from tests.planning.numbers_of import NUMBERS
from tests.planning.policies import shipped, spoilt

HEAD = "value: {}, unit: "


def test_the_shipped_policies_are_faultless():
    assert prove_must_visit(shipped("must-visit")) == []
    assert prove_visits(shipped("visits")) == []


def test_what_the_policy_may_give_are_reasons():
    gives = set(KINDS["must-visit"].gives)
    assert gives <= set(Reason)
    assert gives >= MUST_GO | MUST_SEE
    assert {rule.gives for rule in shipped("must-visit").rules} == gives


def test_the_shipped_numbers_are_enough_to_plan_with():
    assert set(NUMBERS) <= set(shipped("visits").values)
    assert standards(shipped("visits").values, shipped("tiers").values).visits


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("when: priority_share >= poor_share", "when: gets_low_income_allowance", "gives_a_place"),
        ("when: is_delegate", "when: km_to_town > remote_km", "gives_a_home"),
        ("when: is_delegate", "when: is_delegate and open_problems > stuck_problems", "place_and_home"),
        ("  days_person_delegate:", "  days_of_delegates:", "missing"),
        ("  again_place_stuck:", "  again_stuck:", "missing"),
        ("gives: place_poor, rules: [", "gives: place_remote, rules: [", "example_fails"),
        ("gives: death, rules: [death-in-the-home]", "gives: death, rules: []", "example_fails"),
        ("could_be: [place_poor, ", "could_be: [", "example_fails"),
    ],
)  # fmt: skip
def test_a_spoilt_must_visit_policy_is_refused(old, new, code):
    faults = prove_must_visit(spoilt("must-visit", old, new))
    assert {fault.code for fault in faults} == {code}
    assert all(fault.message != fault.message_en and "{" not in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("gap_min: {value: 0.5", "gap_min: {value: 1.5", "gaps_crossed"),
        ("gap_max: {value: 1.6", "gap_max: {value: 1.05", "no_room"),
        ("quiet_summer_harvest_to: {value: 612", "quiet_summer_harvest_to: {value: 831", "no_room"),
        ("quiet_summer_harvest_to:", "quiet_summer_harvest_till:", "quiet_unpaired"),
        ("quiet_summer_harvest_to: {value: 612", "quiet_summer_harvest_to: {value: 631", "not_month_and_day"),
        ("summer_from: {value: 4", "summer_from: {value: 9", "seasons_out_of_order"),
        ("week_visits: {value: 6", "week_visits: {value: 0", "not_whole"),
        ("day_stops: {value: 6", "day_stops: {value: 13", "too_many_stops"),
        ("drive_speed: {value: 25", "drive_speed: {value: 0", "not_positive"),
        ("weekend_visits: {value: 0", "weekend_visits: {value: 2", "not_yes_or_no"),
        ("detour: {value: 1.4", "detour: {value: -1", "negative"),
        ("day_ends: {value: 18", "day_ends: {value: 8", "times_crossed"),
        ("evening_ends: {value: 20.5", "evening_ends: {value: 25", "times_crossed"),
        ("  drive_start:", "  start_driving:", "number_missing"),
        ("  times_weather:", "  how_often_weather:", "missing"),
        ("gives: after_work, rules: [at-work-by-day]", "gives: ordinary, rules: []", "example_fails"),
    ],
)
def test_a_spoilt_policy_of_visits_is_refused(old, new, code):
    faults = prove_visits(spoilt("visits", old, new))
    assert {fault.code for fault in faults} == {code}
    assert all(fault.message != fault.message_en and "{" not in fault.message for fault in faults)


def test_a_wrong_number_is_told_with_its_line():
    policy = spoilt("visits", "week_visits: {value: 6", "week_visits: {value: 0")
    (fault,) = prove_visits(policy)
    assert "week_visits" in policy.text.splitlines()[fault.line - 1]
