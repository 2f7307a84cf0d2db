"""For pages of the calendar: the years that are known, and which deadlines another one would move."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from lianxin.policies.calendars.in_force import calendar_with
from lianxin.policies.calendars.models import DeclaredYear
from lianxin.problems.actions import preview_due
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.clocks import times_of
from lianxin.workdays import official

register = template.Library()
BEFORE, AHEAD = 1, 2
MOVES_SHOWN = 20


@register.simple_tag
def calendar_years() -> list[dict[str, Any]]:
    """The year before this one to two years ahead: what is known of each, and of whom."""
    now = timezone.localdate().year
    declared = {row.year: row for row in DeclaredYear.objects.standing().select_related("declared_by")}
    nation = official()
    found = []
    for year in range(now - BEFORE, now + AHEAD + 1):
        row = declared.get(year)
        is_official = year in nation.years
        found.append(
            {
                "year": year,
                "is_official": is_official,
                "declared": row,
                "off": _in(nation.holidays, year) + (len(row.holidays) if row else 0),
                "at_work": _in(nation.makeup_workdays, year) + (len(row.workdays) if row else 0),
            }
        )
    return found


@register.simple_tag
def due_moves(preview: Mapping[str, Any]) -> dict[str, Any]:
    """How many deadlines would move, and the first of them, if what a workbook says were declared."""
    now = timezone.now()
    ground = ground_or_none(now)
    years = [
        (one["year"], map(date.fromisoformat, one["holidays"]), map(date.fromisoformat, one["workdays"]))
        for one in preview.get("calendar", ())
    ]
    if ground is None or not years:
        return {"count": 0, "some": []}
    times = times_of(ground.ladder, calendar_with(years), timezone.get_default_timezone())
    moved = preview_due(now=now, ground=Ground(ground.ladder, times))
    return {"count": len(moved), "some": moved[:MOVES_SHOWN]}


def _in(days: frozenset[date], year: int) -> int:
    return sum(day.year == year for day in days)
