"""A cadre's weeks: which week a visit is meant for, and what comes first. Pure."""

from datetime import date
from types import SimpleNamespace

from lianxin.desk.planning.weeks import AHEAD, horizon, in_weeks, week_of

WEDNESDAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)


def owed(key="a", *, opens=date(2026, 11, 2), due=date(2026, 12, 20), planned=None):
    duty = SimpleNamespace(pk=key, opens_on=opens, due_on=due, planned_on=planned, minutes=40)
    return SimpleNamespace(duty=duty)


def test_a_visit_is_meant_for_its_planned_week():
    assert week_of(owed(planned=date(2026, 12, 7)).duty, WEDNESDAY) == date(2026, 12, 7)


def test_a_planned_week_that_has_passed_becomes_this_one():
    assert week_of(owed(planned=date(2026, 11, 2)).duty, WEDNESDAY) == MONDAY


def test_a_visit_is_never_meant_for_a_week_after_its_last_day():
    visit = owed(due=date(2026, 11, 27), planned=date(2026, 12, 7))
    assert week_of(visit.duty, WEDNESDAY) == date(2026, 11, 23)


def test_what_is_past_its_day_stands_apart_and_the_nearest_comes_first():
    late = owed("late", due=date(2026, 11, 17))
    last, first = owed("last", due=date(2026, 11, 22)), owed("first", due=WEDNESDAY)
    overdue, weeks = in_weeks([last, late, first], WEDNESDAY)
    assert overdue == [late]
    assert weeks[0].visits == [first, last]
    assert weeks[0].minutes == 80


def test_this_week_is_shown_even_when_it_is_empty_and_later_ones_only_when_they_are_not():
    overdue, weeks = in_weeks([owed(planned=date(2026, 12, 7))], WEDNESDAY)
    assert not overdue
    assert [week.monday for week in weeks] == [MONDAY, date(2026, 12, 7)]


def test_what_lies_beyond_the_weeks_shown_is_left_out():
    beyond = owed(planned=date(2027, 1, 4), due=date(2027, 1, 10))
    assert in_weeks([beyond], WEDNESDAY)[1][0].visits == []
    assert (horizon(WEDNESDAY) - MONDAY).days == 7 * (AHEAD + 1) - 1
