"""减负: how long filling in the form took, and its fields, month by month, beside what it promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from lianxin.desk.visits.listing import month_after, month_before
from lianxin.policies.form.parts import VisitForm

MONTHS = 12
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Month:
    """What visits of a month took on average. `over` of them took longer than the form promised."""

    first: date
    visits: int
    seconds: int
    fields: int
    over: int

    @property
    def minutes_each(self) -> float:
        return self.seconds / self.visits / MINUTE if self.visits else 0.0

    @property
    def fields_each(self) -> float:
        return self.fields / self.visits if self.visits else 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A month in the drawing, in its units: the bar from `top` down to the bottom line."""

    month: Month
    x: float
    top: float
    height: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars of minutes a visit, and the line of what the form promised."""

    bars: list[Bar]
    promised_y: float
    width: float
    height: float
    step: float


def months_of(visits: Any, today: date, promised: int) -> list[Month]:
    """The last twelve months that have visits filled in on a phone, the earliest first: one query."""
    first = today.replace(day=1)
    for _step in range(MONTHS - 1):
        first = month_before(first)
    filled = visits.filter(visited_on__gte=first, visited_on__lt=month_after(today.replace(day=1)))
    rows = (
        filled.filter(filling_seconds__gt=0)
        .order_by()
        .values_list("visited_on")
        .annotate(
            visits=Count("*"),
            seconds=Sum("filling_seconds"),
            fields=Sum("fields"),
            over=Count("pk", filter=Q(filling_seconds__gt=promised * MINUTE)),
        )
    )
    sums: dict[date, list[int]] = {}
    for day, *counted in rows:  # days, since months would cost the database a function call a visit
        month = sums.setdefault(day.replace(day=1), [0] * len(counted))
        for at, number in enumerate(counted):
            month[at] += number
    return [Month(month, *sums[month]) for month in sorted(sums)]


def drawn(months: Sequence[Month], form: VisitForm) -> Drawing:
    """Needs one month or more. The scale begins at zero and holds the promise."""
    width, height, foot = 560.0, 160.0, 130.0
    step = width / max(len(months), 6)
    most = max(form.minutes, *(month.minutes_each for month in months)) * 1.15
    bars = []
    for at, month in enumerate(months):
        tall = foot * month.minutes_each / most
        is_over = month.minutes_each > form.minutes
        bars.append(Bar(month, round(step * (at + 0.2), 1), round(foot - tall, 1), round(tall, 1), is_over))
    return Drawing(bars, round(foot * (1 - form.minutes / most), 1), width, height, round(step * 0.6, 1))
