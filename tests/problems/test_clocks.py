"""Clocks: workdays and hours, pauses, warnings, time used; and a second calculator that agrees."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.problems.clocks import (
    Clock,
    Span,
    after_workdays,
    clock_of,
    days_stood,
    due,
    merged,
    morning_after,
    used,
    warned_at,
)
from lianxin.workdays import add_workdays, official
from tests.problems.ladders import ZONE, at, ladder, times

DAYS = Clock(None, 3, 1)
HOURS = Clock(2, 0, 1)
FIRST = datetime(2025, 1, 1, tzinfo=ZONE)
MOMENTS = st.integers(0, 640 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
LIMITS = st.integers(1, 20)
SPANS = st.builds(
    lambda begins, hours: Span(begins, begins + timedelta(hours=hours)), MOMENTS, st.integers(-5, 24 * 40)
)
PAUSES = st.lists(SPANS, max_size=4)


def test_three_workdays_end_on_the_third_at_the_end_of_the_day():
    assert due(DAYS, at("2026-03-02 10:00"), (), times()) == (at("2026-03-05 18:00"), False)


def test_the_hour_at_which_it_came_in_makes_no_difference_within_a_day():
    found = {due(DAYS, at(f"2026-03-02 {hour:02}:59"), (), times()).at for hour in range(24)}
    assert found == {at("2026-03-05 18:00")}


def test_the_day_is_that_of_the_district_and_not_of_greenwich():
    late = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # already the 3rd here
    assert due(DAYS, late, (), times()).at == at("2026-03-06 18:00")


def test_two_hours_run_through_the_night():
    assert due(HOURS, at("2026-07-04 23:30"), (), times()).at == at("2026-07-05 01:30")


def test_a_workday_whose_end_a_pause_covers_does_not_count():
    pause = Span(at("2026-03-03 10:00"), at("2026-03-04 10:00"))
    assert due(DAYS, at("2026-03-02 10:00"), [pause], times()).at == at("2026-03-06 18:00")


def test_a_pause_that_ends_before_the_day_does_costs_nothing():
    pause = Span(at("2026-03-03 10:00"), at("2026-03-03 15:00"))
    assert due(DAYS, at("2026-03-02 10:00"), [pause], times()).at == at("2026-03-05 18:00")


def test_a_deadline_in_a_year_without_a_calendar_is_provisional():
    last = max(official().years)
    begins = datetime(last, 12, 30, 10, tzinfo=ZONE)
    assert due(Clock(None, 7, 1), begins, (), times()).is_provisional
    assert not due(HOURS, begins, (), times()).is_provisional


def test_a_warning_comes_on_the_morning_of_the_workday_before():
    ends = at("2026-03-05 18:00")
    assert warned_at(DAYS, ends, at("2026-03-02 10:00"), times()) == at("2026-03-04 09:00")
    assert warned_at(HOURS, at("2026-07-05 01:30"), at("2026-07-04 23:30"), times()) == at("2026-07-05 00:30")
    assert warned_at(Clock(None, 3, 0), ends, at("2026-03-02 10:00"), times()) is None


def test_used_time_counts_workdays_that_ended_and_hours_begun():
    begins = at("2026-03-02 10:00")
    assert used(DAYS, begins, at("2026-03-04 12:00"), (), times()) == (1, None)
    assert used(DAYS, begins, at("2026-03-05 18:00"), (), times()) == (3, None)
    assert used(HOURS, at("2026-07-04 23:30"), at("2026-07-05 00:31"), (), times()) == (0, 2)


def test_answers_are_owed_by_the_end_of_a_workday_and_reminders_come_in_the_morning():
    friday = at("2026-03-06 20:00")
    assert after_workdays(friday, 1, times()).at == at("2026-03-09 18:00")
    assert morning_after(friday, 1, times()) == at("2026-03-09 09:00")


def test_days_stood_are_days_begun():
    one = Span(at("2026-03-03 10:00"), at("2026-03-04 10:01"))
    assert (days_stood([one]), days_stood([one, one]), days_stood([])) == (2, 4, 0)


def by_hand(limit, begins, pauses):
    """The second calculator: walk day by day with sets of dates, sharing nothing but the list of holidays."""
    day, left = begins.astimezone(ZONE).date(), limit
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        is_free = day in official().holidays or (
            day.isoweekday() > 5 and day not in official().makeup_workdays
        )
        evening = datetime(day.year, day.month, day.day, 18, tzinfo=ZONE)
        stands = [pause for pause in pauses if pause.begins < evening <= pause.ends]
        left -= not is_free and not stands
    return evening


@given(MOMENTS, LIMITS, PAUSES)
def test_workdays_agree_with_a_second_calculator(begins, limit, pauses):
    assert due(Clock(None, limit, 0), begins, pauses, times()).at == by_hand(limit, begins, pauses)


@given(MOMENTS, LIMITS)
def test_without_pauses_it_is_the_calendar_alone(begins, limit):
    day = add_workdays(begins.date(), limit, official()).on
    assert due(Clock(None, limit, 0), begins, (), times()).at.date() == day


@settings(max_examples=30)
@given(MOMENTS, st.integers(1, 12), PAUSES)
def test_hours_are_the_time_outside_the_pauses(begins, hours, pauses):
    ends = due(Clock(hours, 0, 0), begins, pauses, times()).at
    minutes = int((ends - begins).total_seconds() // 60)
    stood = sum(
        any(one.begins <= begins + timedelta(minutes=m) < one.ends for one in pauses) for m in range(minutes)
    )
    assert abs(minutes - stood - hours * 60) <= 2 * len(pauses)


@given(MOMENTS, LIMITS, PAUSES, SPANS)
def test_one_more_pause_never_brings_a_deadline_nearer(begins, limit, pauses, more):
    for clock in (Clock(None, limit, 0), Clock(limit, 0, 0)):
        assert due(clock, begins, [*pauses, more], times()).at >= due(clock, begins, pauses, times()).at


@given(MOMENTS, LIMITS, PAUSES)
def test_at_its_end_a_clock_is_used_up_and_before_it_is_not(begins, limit, pauses):
    clock = Clock(None, limit, 0)
    ends = due(clock, begins, pauses, times()).at
    assert used(clock, begins, ends, pauses, times()).workdays == limit
    assert used(clock, begins, ends - timedelta(seconds=1), pauses, times()).workdays == limit - 1


@given(MOMENTS, LIMITS, st.integers(0, 19))
def test_a_warning_lies_between_beginning_and_end(begins, limit, warn):
    for clock in (Clock(None, limit, min(warn, limit - 1)), Clock(limit, 0, min(warn, limit - 1))):
        ends = due(clock, begins, (), times()).at
        warned = warned_at(clock, ends, begins, times())
        assert (warned is None) == (clock.warn == 0)
        assert warned is None or begins <= warned < ends


@given(PAUSES)
def test_merged_spans_cover_the_same_moments_and_lie_apart(pauses):
    spans = merged(pauses)
    assert all(one.ends < other.begins for one, other in zip(spans, spans[1:], strict=False))
    for pause in pauses:
        for moment in (pause.begins, pause.ends, pause.begins + timedelta(hours=1)):
            in_one = any(one.begins <= moment < one.ends for one in pauses)
            assert in_one == any(one.begins <= moment < one.ends for one in spans)


@pytest.mark.parametrize("rung", ["village", "town", "district"])
def test_something_urgent_has_the_same_hours_on_every_rung(rung):
    assert clock_of(ladder(), rung, "life").hours == 2
