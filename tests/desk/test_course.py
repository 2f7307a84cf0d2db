"""Counting back from today, and what may be compared with what."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lianxin.desk.overview.course import counted_back, course_of, month_days, polyline

TODAY = date(2026, 11, 22)
LAST_WEEK, IN_JUNE = date(2026, 11, 15), date(2026, 6, 3)
DAYS = st.dates(date(2025, 1, 1), TODAY)


def test_the_days_of_a_year_end_today_and_fit_short_months():
    days = month_days(TODAY)
    assert (len(days), days[0], days[-2], days[-1]) == (13, date(2025, 11, 22), date(2026, 10, 22), TODAY)
    assert date(2026, 2, 28) in month_days(date(2026, 3, 31))


def test_what_entered_since_was_not_there_before():
    days = [date(2026, 5, 1), date(2026, 6, 3), TODAY]
    assert counted_back(10, [(IN_JUNE, 4), (LAST_WEEK, -1)], days) == [7, 11, 10]


@given(st.lists(st.tuples(DAYS, DAYS)))
def test_counting_back_agrees_with_counting_each_day(stays):
    """A stay lasts from its first day until, not including, its last one; some go on today."""
    stays = [(min(stay), max(stay)) for stay in stays]
    flows = [(begin, 1) for begin, _ in stays] + [(end, -1) for _, end in stays]
    days = month_days(TODAY)
    there = [sum(begin <= day < end for begin, end in stays) for day in days]
    assert counted_back(there[-1], flows, days) == there


def test_a_change_is_told_against_three_months_ago():
    course = course_of({"priority": 40, "fine": 960}, {"priority": [(LAST_WEEK, -6)]}, TODAY)
    assert (course.compared, course.change("priority"), course.change("fine")) == (3, -6, 0)
    assert len(course.days) == 13


def test_a_list_brought_in_later_is_no_change():
    """Half of the register came last week: nothing before it can be compared with."""
    counts = {"priority": 40, "fine": 960}
    course = course_of(counts, {"priority": [(LAST_WEEK, 20)], "fine": [(LAST_WEEK, 480)]}, TODAY)
    assert course.days == (TODAY,)
    assert (course.compared, course.change("priority")) == (None, None)


def test_a_young_register_is_compared_with_what_there_is():
    came = {"priority": [(date(2026, 9, 1), 40)], "fine": [(date(2026, 9, 1), 960)]}
    course = course_of({"priority": 40, "fine": 960}, came, TODAY)
    assert (course.compared, course.days[0]) == (2, date(2026, 9, 22))


def test_an_empty_register_has_a_course_of_nothing():
    course = course_of({"priority": 0}, {}, TODAY)
    assert course.change("priority") == 0


def test_a_small_line_reaches_from_edge_to_edge():
    assert polyline([4, 8, 6], 100, 20) == "0.0,20.0 50.0,0.0 100.0,10.0"
    assert polyline([5, 5], 100, 20) == "0.0,10.0 100.0,10.0"
