"""The calendar that deadlines are counted by: the official one, and what the district declared beyond it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from lianxin.policies.calendars.models import DeclaredYear
from lianxin.workdays import Calendar, official


def calendar_in_force() -> Calendar:
    """One question of the database; the same object as long as nothing is declared."""
    rows = DeclaredYear.objects.standing().order_by("year").values_list("year", "holidays", "workdays")
    declared = tuple((year, tuple(off), tuple(at_work)) for year, off, at_work in rows)
    return _with(declared) if declared else official()


def calendar_with(years: Iterable[tuple[int, Iterable[date], Iterable[date]]]) -> Calendar:
    """The calendar in force, if these years (year, days off, days at work) were declared too."""
    calendar = calendar_in_force()
    for year, off, at_work in years:
        calendar = calendar.with_changes(holidays=off, workdays=at_work, years=[year])
    return calendar


@lru_cache(maxsize=8)
def _with(declared: tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...]) -> Calendar:
    calendar = official()
    for year, off, at_work in declared:
        calendar = calendar.with_changes(
            holidays=map(date.fromisoformat, off), workdays=map(date.fromisoformat, at_work), years=[year]
        )
    return calendar
