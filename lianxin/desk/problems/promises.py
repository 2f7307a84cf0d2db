"""承诺日历: what is promised for when, and how towns kept what fell due; with how sure such a share is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lianxin.areas.models import Area
from lianxin.chance import Range, wilson
from lianxin.desk.planning.figures import DAYS, Day, Month, Week
from lianxin.desk.planning.weeks import monday_of
from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.speech import Speech
from lianxin.problems.models import Promise
from lianxin.problems.queries import Kept


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some promises were kept, and between which shares the truth may lie."""

    kept: int
    judged: int
    changed: int

    @property
    def range(self) -> Range | None:
        return wilson(self.kept, self.judged) if self.judged else None

    @property
    def rate(self) -> str:
        return f"{100 * self.kept / self.judged:.0f}%" if self.judged else ""

    @property
    def between(self) -> str:
        found = self.range
        return f"{100 * found.low:.0f}–{100 * found.high:.0f}%" if found else ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town and how it kept its promises; towns stand in the order of the tree, never by share."""

    area: Area
    share: Share


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that stands, and the problem it is about."""

    promise: Promise
    line: Line


def span_of(first: date) -> tuple[date, date]:
    """The Monday and the Sunday between which the weeks lie that touch a month."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return monday_of(first), monday_of(last) + timedelta(days=DAYS - 1)


def month_from(due: Mapping[date, int], first: date) -> Month:
    """The month as a grid, with how many promises fall due on each day."""
    begins, ends = span_of(first)
    weeks = [
        Week(monday, [Day(on, due.get(on, 0), on.month == first.month) for on in _week(monday)])
        for monday in (begins + timedelta(days=at) for at in range(0, (ends - begins).days, DAYS))
    ]
    return Month(first, weeks)


def towns_of(rows: Iterable[Kept]) -> list[Town]:
    """Each town with any promise that was kept or broken, in the order of the tree."""
    known = {row.town: Share(row.kept, row.kept + row.broken, row.changed) for row in rows}
    areas = Area.objects.filter(pk__in=known).order_by("path")
    return [Town(area, known[area.pk]) for area in areas if known[area.pk].judged]


def share_of(rows: Iterable[Kept]) -> Share:
    """Of all towns together."""
    some = list(rows)
    kept, broken = sum(row.kept for row in some), sum(row.broken for row in some)
    return Share(kept, kept + broken, sum(row.changed for row in some))


def dues_of(promises: Iterable[Promise], person: Any, speech: Speech) -> list[Due]:
    """The promises of a page with the lines of their problems, in the order given."""
    some = list(promises)
    lines = {line.problem.pk: line for line in lines_of([one.problem for one in some], person, speech)}
    return [Due(one, lines[one.problem_id]) for one in some]


def _week(monday: date) -> list[date]:
    return [monday + timedelta(days=step) for step in range(DAYS)]
