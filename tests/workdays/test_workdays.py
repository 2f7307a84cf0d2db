"""Workdays: what counts, where counting starts, and what is only provisional."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.workdays import (
    Calendar,
    CalendarError,
    Deadline,
    add_workdays,
    message,
    next_workday,
    official,
    workdays_between,
)

OFFICIAL = official()
days = st.dates(date(2004, 2, 1), date(2026, 10, 31))
counts = st.integers(-400, 400)


def test_counting_begins_the_day_after():
    assert add_workdays(date(2026, 11, 16), 1, OFFICIAL).on == date(2026, 11, 17)
    assert add_workdays(date(2026, 11, 20), 3, OFFICIAL).on == date(2026, 11, 25)


def test_a_declared_holiday_is_skipped():
    assert add_workdays(date(2026, 9, 30), 1, OFFICIAL).on == date(2026, 10, 8)


def test_a_makeup_saturday_counts():
    assert date(2026, 10, 10).weekday() == 5
    assert add_workdays(date(2026, 10, 9), 1, OFFICIAL).on == date(2026, 10, 10)


def test_zero_workdays_is_today_or_the_next_workday():
    assert add_workdays(date(2026, 11, 20), 0, OFFICIAL).on == date(2026, 11, 20)
    assert add_workdays(date(2026, 11, 21), 0, OFFICIAL).on == date(2026, 11, 23)


def test_a_negative_count_goes_back_from_the_day_before():
    assert add_workdays(date(2026, 11, 23), -1, OFFICIAL).on == date(2026, 11, 20)
    assert add_workdays(date(2026, 10, 8), -1, OFFICIAL).on == date(2026, 9, 30)
    assert next_workday(date(2026, 11, 20), OFFICIAL).on == date(2026, 11, 23)


def test_workdays_between_leaves_out_the_first_day_and_counts_the_last():
    assert workdays_between(date(2026, 11, 20), date(2026, 11, 23), OFFICIAL) == 1
    assert workdays_between(date(2026, 11, 23), date(2026, 11, 20), OFFICIAL) == -1
    assert workdays_between(date(2026, 11, 20), date(2026, 11, 20), OFFICIAL) == 0


def test_a_deadline_in_an_unpublished_year_is_provisional():
    assert add_workdays(date(2027, 3, 1), 1, OFFICIAL) == Deadline(date(2027, 3, 2), True)


def test_a_deadline_that_crossed_an_unpublished_year_is_provisional():
    patchy = Calendar(frozenset(), frozenset(), frozenset({2030, 2032, 2033}))
    deadline = add_workdays(date(2030, 12, 1), 300, patchy)
    assert deadline == Deadline(date(2032, 1, 23), True)


def test_the_last_week_of_december_leans_on_the_next_years_notice():
    assert not add_workdays(date(2026, 12, 23), 1, OFFICIAL).is_provisional
    assert add_workdays(date(2026, 12, 24), 1, OFFICIAL).is_provisional
    published = OFFICIAL.with_changes(years=[2027], holidays=[date(2027, 1, 1)])
    assert add_workdays(date(2026, 12, 24), 1, published) == Deadline(date(2026, 12, 25), False)
    assert add_workdays(date(2026, 12, 31), 1, published) == Deadline(date(2027, 1, 4), False)


def test_the_week_is_long_enough_for_every_notice_so_far():
    declared = {day for day in OFFICIAL.holidays | OFFICIAL.makeup_workdays if day.month == 12}
    assert date(2007, 12, 29) in declared
    assert min(day.day for day in declared) > 24


def test_a_district_may_add_and_take_back_a_closure():
    closed = OFFICIAL.with_changes(holidays=[date(2026, 11, 23), date(2026, 10, 10)])
    assert next_workday(date(2026, 11, 20), closed).on == date(2026, 11, 24)
    assert not closed.is_workday(date(2026, 10, 10))
    again = closed.with_changes(workdays=[date(2026, 11, 23)])
    assert next_workday(date(2026, 11, 20), again).on == date(2026, 11, 23)
    assert not OFFICIAL.holidays & {date(2026, 11, 23)}


def test_a_day_cannot_be_both_holiday_and_workday():
    day = date(2026, 11, 23)
    with pytest.raises(CalendarError, match="2026-11-23") as found:
        OFFICIAL.with_changes(holidays=[day], workdays=[day])
    assert found.value.code == "both"
    with pytest.raises(CalendarError):
        Calendar(frozenset({day}), frozenset({day}), frozenset({2026}))


@pytest.mark.parametrize("day", [datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-20", None])
def test_a_moment_or_a_text_is_not_a_day(day):
    for ask in (
        lambda: add_workdays(day, 1, OFFICIAL),
        lambda: workdays_between(date(2026, 11, 1), day, OFFICIAL),
    ):
        with pytest.raises(CalendarError) as found:
            ask()
        assert found.value.code == "not_a_day"


@pytest.mark.parametrize("count", [1.5, "3", True, None])
def test_a_count_must_be_a_whole_number(count):
    with pytest.raises(CalendarError) as found:
        add_workdays(date(2026, 11, 20), count, OFFICIAL)
    assert found.value.code == "not_a_count"
    assert found.value.message == message("not_a_count", value=count)
    assert found.value.message_en == message("not_a_count", "en", value=count)


@pytest.mark.parametrize(("day", "count"), [(date.max, 1), (date.min, -1), (date(9999, 12, 1), 100)])
def test_the_end_of_time_is_an_error_in_words(day, count):
    with pytest.raises(CalendarError, match="beyond the calendar"):
        add_workdays(day, count, OFFICIAL)


@given(days, counts)
def test_the_answer_is_always_a_workday(day, count):
    assert OFFICIAL.is_workday(add_workdays(day, count, OFFICIAL).on)


@given(days, counts, st.integers(1, 30))
def test_a_longer_count_never_ends_earlier(day, count, more):
    assert add_workdays(day, count, OFFICIAL).on <= add_workdays(day, count + more, OFFICIAL).on


@given(days, counts, st.integers(1, 30))
def test_a_later_start_never_ends_earlier(day, count, later):
    start = date.fromordinal(day.toordinal() + later)
    assert add_workdays(day, count, OFFICIAL).on <= add_workdays(start, count, OFFICIAL).on


@given(days, counts.filter(bool))
def test_counting_back_gives_the_same_number(day, count):
    assert workdays_between(day, add_workdays(day, count, OFFICIAL).on, OFFICIAL) == count


@given(days, counts)
def test_steps_add_up_when_they_start_on_a_workday(day, count):
    start = add_workdays(day, 0, OFFICIAL).on
    there = add_workdays(start, count, OFFICIAL).on
    assert add_workdays(there, -count, OFFICIAL).on == start


@given(days, st.integers(1, 3000))
def test_an_answer_inside_published_years_is_firm(day, count):
    deadline = add_workdays(day, count, OFFICIAL)
    assert deadline.is_provisional == (deadline.on > date(2026, 12, 24))
