"""A cadre's weeks: what is past its day, what this week holds, and what the next ones bring. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

AHEAD = 4
"""Weeks shown after this one."""


@dataclass(slots=True)
class Week:
    """A week by its Monday, and the visits meant for it."""

    monday: date
    visits: list[Any] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """At the doors, the way not counted."""
        return sum(visit.duty.minutes for visit in self.visits)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def horizon(today: date) -> date:
    """The last day of the weeks shown."""
    return monday_of(today) + timedelta(days=7 * (AHEAD + 1) - 1)


def week_of(duty: Any, today: date) -> date:
    """The Monday of the week a visit is meant for: as planned, but no week gone, nor past its last day."""
    this = monday_of(today)
    meant = duty.planned_on or monday_of(duty.opens_on)
    return max(min(meant, monday_of(duty.due_on)), this)


def in_weeks(visits: Iterable[Any], today: date) -> tuple[list[Any], list[Week]]:
    """(past their day, the weeks in order, this one first even when nothing is meant for it).

    Within a week what is due first comes first. Visits meant for later than the weeks shown are left out.
    """
    overdue: list[Any] = []
    weeks = {day: Week(day) for day in (monday_of(today) + timedelta(days=7 * at) for at in range(AHEAD + 1))}
    for visit in sorted(visits, key=lambda one: (one.duty.due_on, str(one.duty.pk))):
        if visit.duty.due_on < today:
            overdue.append(visit)
        elif (week := week_of(visit.duty, today)) in weeks:
            weeks[week].visits.append(visit)
    this, *later = weeks.values()
    return overdue, [this, *(week for week in later if week.visits)]
