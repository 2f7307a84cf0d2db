"""历史遗留: old matters, how long they have been known, and who finally closed those that are closed.

Old is what a person marked so, on the problem's page. What has been open for longer than the policy of
deadlines says, and is not marked, is listed apart: somebody is to look whether it is one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.desk.problems.lines import Line
from lianxin.people.models import Secondment
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.models import Ending, Problem

NUMBER, LONG_OPEN = "longstanding_days", 180
"""What the policy of deadlines calls the days after which an open matter might be old; how many they are
where it was adopted before it named them."""
CENTURY = 36_500
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Closed:
    """An old matter that is closed, and who closed it. `secondment`: where he was sent down at the time."""

    line: Line
    ending: Ending | None
    secondment: Secondment | None


def old_ones(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Marked ones that are still open, those known longest first.

    They are few, and looked up first: in the order of days a database would read all that is open.
    """
    keys = list(problems.open().longstanding().order_by().values_list("pk", flat=True))
    return Problem.objects.filter(pk__among=keys).order_by("opened_at", "pk")


def days_of(ladder: Ladder | None) -> int:
    """After how many days open somebody is to look whether a matter is an old one; a century at most,
    whatever number a policy names."""
    return min(int(ladder.numbers.get(NUMBER, LONG_OPEN)), CENTURY) if ladder else LONG_OPEN


def long_open(problems: QuerySet[Problem], now: datetime, days: int) -> QuerySet[Problem]:
    """Not marked, and open for more than so many days."""
    old = problems.open().filter(opened_at__lt=now - timedelta(days=days), is_longstanding=False)
    return old.order_by("opened_at", "pk")


def closed_old(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Marked ones that ended, the latest first."""
    return problems.ended().longstanding().order_by("-ended_at", "-pk")


def closed_lines(lines: Sequence[Line]) -> list[Closed]:
    """In the order given; two queries."""
    keys = [line.problem.pk for line in lines]
    rows = Ending.objects.filter(problem__among=keys, reopened_at=None).select_related("ended_by")
    endings = {one.problem_id: one for one in rows}
    sent = _secondments(endings.values())
    return [Closed(line, endings.get(line.problem.pk), sent.get(line.problem.pk)) for line in lines]


def cut_apart(lines: Sequence[Line], first: int, second: int) -> tuple[Sequence[Line], ...]:
    """Lines that were read together, as the three lists they belong to."""
    return lines[:first], lines[first : first + second], lines[first + second :]


def _secondments(endings: Iterable[Ending]) -> dict[Any, Secondment]:
    """By problem, where whoever ended it was sent down on that day."""
    some = [one for one in endings if one.ended_by_id]
    rows = Secondment.objects.filter(staff__in={one.ended_by_id for one in some}).select_related("area")
    found = {}
    for ending in some:
        on = timezone.localdate(ending.ended_at)
        for row in rows:
            if row.staff_id == ending.ended_by_id and row.from_on <= on <= (row.to_on or on):
                found[ending.problem_id] = row
    return found
