"""Rounds of a district: planned, planned anew, kept in step with classes and cadres."""

from datetime import date, timedelta

import pytest

from lianxin import flow
from lianxin.ledger.models import Event
from lianxin.pairing.actions import choose_cadre
from lianxin.people.vocabulary import Role
from lianxin.planning.actions import plan_rounds, record_done, refresh_duties
from lianxin.planning.models import Duty, Plan, Trip
from lianxin.planning.refusals import PlanningRefused
from lianxin.registry.models import Household
from lianxin.workdays import official
from tests.people.cast import make_worker
from tests.planning.acting import DAY, faults, know, plan, rounds_of

NEXT_YEAR = date(2027, 1, 1), date(2027, 12, 31)


def test_a_plan_near_the_end_of_a_year_takes_in_the_next_and_keeps_every_rule(paired, now):
    planned = plan(now)
    assert (planned.from_on, planned.to_on) == (date(2026, 11, 21), date(2027, 12, 31))
    assert planned.by_reason["round"] == sum(len(rounds_of(home)) for home in paired)
    for home in paired:
        assert faults(home, 4, NEXT_YEAR, official()) == set()
    Duty.objects.filter(pk=rounds_of(paired[0])[-1].pk).delete()
    assert "number" in faults(paired[0], 4, NEXT_YEAR, official())


def test_what_is_owed_counts_from_the_first_day_with_a_cadre(paired, now):
    plan(now)
    assert [duty for duty in rounds_of(paired[0]) if duty.due_on.year == 2026] == []


def test_a_household_without_a_cadre_is_owed_nothing(paired, now):
    Household.objects.filter(pk=paired[0].pk).update(keeper=None)
    plan(now)
    assert rounds_of(paired[0]) == []
    assert rounds_of(paired[1]) != []


def test_planning_again_gives_the_same_rounds_and_does_not_double_them(paired, now):
    plan(now)
    before = [(duty.opens_on, duty.due_on) for duty in rounds_of(paired[0])]
    plan(now)
    assert [(duty.opens_on, duty.due_on) for duty in rounds_of(paired[0])] == before
    assert Plan.objects.count() == 2
    assert Event.objects.filter(kind="plan.made").count() == 2


def test_planning_again_keeps_what_is_open_and_what_was_done_and_counts_both(paired, now):
    plan(now)
    first, second = rounds_of(paired[0])[:2]
    later = now + (second.opens_on - date(2026, 11, 21) + DAY)
    record_done(first, on=first.opens_on, actor=None, now=later)
    plan(later)
    first.refresh_from_db()
    assert first.end == Duty.DONE
    assert second.pk in {duty.pk for duty in rounds_of(paired[0])}
    of_year = [duty for duty in rounds_of(paired[0]) if duty.opens_on.year == 2027]
    assert len(of_year) + 1 == 4


def test_a_plan_may_end_in_the_middle_of_a_year(paired, now):
    planned = plan(now, to_on=date(2027, 6, 30))
    assert planned.to_on == date(2027, 6, 30)
    assert {duty.opens_on.year for duty in rounds_of(paired[0])} == {2027}
    assert max(duty.opens_on for duty in rounds_of(paired[0])) <= date(2027, 6, 30)


def test_nothing_is_planned_before_today(paired, now):
    assert plan(now, from_on=date(2026, 1, 1)).from_on == date(2026, 11, 21)


def test_a_home_that_becomes_priority_is_planned_anew_for_its_class(paired, settle, now):
    plan(now)
    know(paired[0], now, income_per_head=3000, housing_is_safe=False)
    paired[0].refresh_from_db()
    assert paired[0].standing.tier == "priority"
    assert faults(paired[0], 12, NEXT_YEAR, official()) == set()
    assert len(rounds_of(paired[1])) == len([d for d in rounds_of(paired[1]) if d.why["times"] == 4])


def test_open_visits_go_to_the_new_cadre_and_both_owe_the_hand_over(paired, worker, areas, settle, now):
    plan(now)
    third = make_worker("W-3", Role.COLLECTOR, areas["V1"])
    choose_cadre(paired[0], third, actor=None, now=now)
    flow.carry_on(now=now)
    assert {duty.staff for duty in rounds_of(paired[0])} == {third}
    meeting = Duty.objects.open().get(reason="hand_over")
    assert (meeting.staff, meeting.companion) == (third, worker)
    assert set(Duty.objects.of(worker).open()) == {meeting}
    record_done(meeting, on=date(2026, 11, 21), actor=None, now=now)
    assert paired[0].handovers.get().end == "met"


def test_after_a_late_visit_the_next_one_waits_its_time(paired, settle, now):
    plan(now)
    first, second = rounds_of(paired[0])[:2]
    made_on = second.opens_on - 2 * DAY
    later = now + (made_on - date(2026, 11, 21))
    record_done(first, on=made_on, actor=None, now=later)
    settle(later)
    assert (rounds_of(paired[0])[0].opens_on - made_on).days >= 45


def test_a_household_that_leaves_is_owed_nothing_more(paired, settle, now):
    plan(now)
    Household.objects.filter(pk=paired[0].pk).update(state="moved_away", keeper=None)

    class Left:
        kind, subject_kind, subject_id = "household.unpaired", "household", paired[0].pk

    refresh_duties([Left], now=now)
    assert not Duty.objects.open().filter(household=paired[0]).exists()
    assert rounds_of(paired[1])


def test_a_home_paired_after_the_plan_gets_its_rounds(paired, li, neighbour, settle, now):
    Household.objects.filter(pk=li.pk).update(keeper=None)
    plan(now)
    assert rounds_of(li) == []
    li.refresh_from_db()
    li.pairings.update(to_on=now.date())
    choose_cadre(li, neighbour, actor=None, now=now)
    flow.carry_on(now=now)
    assert faults(li, 4, NEXT_YEAR, official()) == set()


def test_trips_take_the_next_days_visits_along(paired, now):
    plan(now)
    first = rounds_of(paired[0])[0]
    later = now + (first.opens_on - date(2026, 11, 21))
    planned = plan(later)
    trip = Trip.objects.get(staff=first.staff, day__gte=first.opens_on)
    assert planned.trips >= 1
    assert [stop["duties"] for stop in trip.stops] == [[str(first.pk)]]
    assert trip.leaves <= trip.stops[0]["arrives"] < trip.back


@pytest.mark.parametrize(("span", "code"), [({"to_on": date(2026, 11, 1)}, "dates")])
def test_days_that_make_no_sense_are_refused(paired, now, span, code):
    with pytest.raises(PlanningRefused) as caught:
        plan(now, **span)
    assert caught.value.code == code


def test_a_plan_needs_policies_and_pairs(areas, policy, now):
    with pytest.raises(PlanningRefused) as caught:
        plan(now)
    assert caught.value.code == "no-policy"


def test_a_plan_without_pairs_says_so(policies, wang, now):
    with pytest.raises(PlanningRefused) as caught:
        plan_rounds(from_on=now.date() + timedelta(days=1), actor=None, now=now)
    assert caught.value.code == "no-pairs"
