"""From the tables to columns: homes for the rounds, trips, loads, and the job of planning."""

from datetime import date, timedelta

import numpy as np
import pytest

from lianxin import flow
from lianxin.classification.models import Tenure
from lianxin.planning.actions import plan_trips, record_done
from lianxin.planning.ahead import Visited, accrued
from lianxin.planning.models import Duty
from lianxin.planning.reading import last_plan, read_round_homes, standards_on, trips_of
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.workload import overdue_today, overloaded
from lianxin.work.actions import ask_for
from lianxin.work.models import Work
from lianxin.work.running import run_next
from tests.planning.acting import plan, rounds_of
from tests.planning.numbers_of import numbers

TODAY = date(2026, 11, 21)


def test_homes_are_read_with_their_cadres_and_the_day_they_got_one(paired, worker, neighbour):
    homes = read_round_homes()
    assert list(homes.keys) == [home.pk for home in paired]
    assert [homes.cadres[row] for row in homes.cadre] == [worker.pk, neighbour.pk]
    assert homes.paired_on.tolist() == [TODAY.toordinal()] * 2
    some = read_round_homes([paired[1].pk])
    assert (list(some.keys), some.cadres) == ([paired[1].pk], [neighbour.pk])


def test_each_class_owes_for_the_days_a_home_was_in_it_with_a_cadre(paired):
    for tier, first, after in [
        ("watch", date(2026, 3, 1), date(2027, 7, 1)),
        ("priority", date(2027, 7, 1), None),
    ]:
        Tenure.objects.create(household=paired[0], tier=tier, from_on=first, to_on=after, cause="classified")
    year = date(2027, 1, 1), date(2027, 12, 31)
    owed = accrued(read_round_homes(), year, numbers())
    assert owed[0] == pytest.approx((181 * 4 + 184 * 12) / 365)
    assert owed[1] == pytest.approx(4), "one that was never judged is unassessed all the year"
    before = accrued(read_round_homes(), (date(2026, 1, 1), date(2026, 12, 31)), numbers())
    assert before[0] == pytest.approx(41 * 4 / 365), "before it had a cadre nothing was owed"


def test_days_visited_are_counted_by_year_and_season():
    days = [date(2026, 12, 31), date(2027, 2, 1), date(2027, 3, 1), date(2027, 8, 1)]
    visited = Visited(np.zeros(4, np.int64), np.array([day.toordinal() for day in days]))
    done, covered = visited.within((date(2027, 1, 1), date(2027, 12, 31)), 2, numbers())
    assert done.tolist() == [3, 0]
    assert covered.tolist() == [0b0101, 0]
    assert visited.last_on(2).tolist() == [days[-1].toordinal(), 0]


def test_trips_leave_out_what_is_not_owed_any_more(paired, worker, now):
    plan(now)
    first = rounds_of(paired[0])[0]
    later = now + (first.opens_on - TODAY)
    plan_trips(staff=worker, from_on=first.opens_on, actor=worker, now=later)
    span = {"from_on": first.opens_on, "to_on": first.opens_on + timedelta(days=9)}
    assert [stop.home for trip in trips_of(worker, **span) for stop in trip.stops] == [paired[0].pk]
    record_done(first, on=first.opens_on, actor=worker, now=later)
    assert len(trips_of(worker, **span)) == 1, "a day that was gone stays in the calendar"
    Duty.objects.filter(pk=first.pk).update(end=Duty.DROPPED)
    assert trips_of(worker, **span) == []


def test_an_overfull_week_counts_doors_and_is_shown_with_a_way_out(paired, worker, now):
    most = standards_on(TODAY).week_visits
    monday = date(2026, 11, 23)
    window = {"opens_on": monday, "due_on": monday + timedelta(days=30), "planned_on": monday}
    for home in range(most + 1):
        household = paired[0] if home == 0 else _another(paired[0], home, now)
        Duty.objects.create(
            household=household, area=household.area, staff=worker, reason="round", minutes=40,
            made_on=TODAY, why={}, **window,
        )  # fmt: skip
    Duty.objects.create(
        household=paired[0], area=paired[0].area, staff=worker, reason="person_poor", minutes=40,
        made_on=TODAY, why={}, opens_on=monday, due_on=monday + timedelta(days=3),
    )  # fmt: skip
    (found,) = overloaded(today=TODAY)
    assert found.cadre == worker.pk
    assert len(found.moves) == 1
    assert found.unplaced == 0
    assert overloaded(today=TODAY, areas=[paired[1].area]) == []
    assert overdue_today(now=now) == 0
    assert overdue_today(now=now + timedelta(days=60)) == most + 2


def _another(household, number, now):
    from lianxin.registry.actions import add_household

    head = {"name": "周大山"}
    return add_household(number=f"HB9{number:05d}", area=household.area, head=head, actor=None, now=now)


def test_the_worker_plans_the_district_with_progress(paired, monkeypatch):
    from django.utils import timezone

    work = ask_for("planning.run", actor=None, now=timezone.now())
    steps = []
    monkeypatch.setattr("lianxin.work.actions.report", lambda work, step, *rest, now: steps.append(step))
    run_next(flow.JOBS)
    work.refresh_from_db()
    assert work.state == Work.DONE
    assert steps == ["reading", "spreading", "writing", "trips"]
    assert work.outcome == last_plan().summary


def test_a_plan_that_is_refused_says_why(policies, wang):
    from django.utils import timezone

    work = ask_for("planning.run", actor=None, now=timezone.now())
    run_next(flow.JOBS)
    work.refresh_from_db()
    assert (work.state, work.outcome["code"]) == (Work.FAILED, "no-pairs")


def test_without_policies_there_are_no_numbers(db):
    with pytest.raises(PlanningRefused):
        standards_on(TODAY)
