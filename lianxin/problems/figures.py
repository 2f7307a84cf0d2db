"""The numbers a leader asks for, grouped by the database: by rung and place, by month and category, by day.

`problems` are those in sight, asked of `Problem.objects.seen_by(person)` first. Each answer is one statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from lianxin.problems.excluded import left_out
from lianxin.problems.models import Problem, Promise
from lianxin.problems.recurring import midnight
from lianxin.problems.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies on a rung of an area: how many, how many of them wait for somebody, how many are overdue and
    count."""

    area: UUID
    rung: str
    open: int
    waiting: int
    overdue: int


def lying(problems: QuerySet[Problem], now: datetime) -> list[Lying]:
    """Open problems by the area they come from and the rung they lie on, answered from an index alone; those
    whose exclusion stands lie there, too, but are not overdue for anybody."""
    rows = problems.filter(ended_at=None).order_by().values_list("area", "rung")
    counted = rows.annotate(
        open=Count("*"),  # the columns counted are those of the index: nothing else is looked up
        waiting=Count("phase", filter=Q(phase=Phase.WAITING.value)),
        overdue=Count("due_at", filter=Q(due_at__lt=now)),
    )
    late = left_out(problems).filter(ended_at=None, due_at__lt=now).order_by().values_list("area", "rung")
    excused = {row[:2]: row[2] for row in late.annotate(number=Count("*"))}
    return [Lying(*row[:4], row[4] - excused.get(row[:2], 0)) for row in counted]


def opened_by_month(problems: QuerySet[Problem], firsts: Sequence[date]) -> list[int]:
    """How many came in from each of these days until the next; one number less than days."""
    return _by_span(problems, "opened_at", firsts)


def ended_by_month(problems: QuerySet[Problem], firsts: Sequence[date]) -> list[int]:
    """How many ended, likewise."""
    return _by_span(problems, "ended_at", firsts)


def categories_by_month(
    problems: QuerySet[Problem], firsts: Sequence[date], codes: Iterable[str]
) -> dict[str, list[int]]:
    """How many of each category came in from each of these days until the next. `codes` are those asked for:
    with them the index of categories answers, whatever the size."""
    if not is_narrowed(problems):
        problems = problems.filter(category__in=sorted(codes))
    return _grouped(problems, "category", firsts)


def areas_by_span(
    problems: QuerySet[Problem], firsts: Sequence[date], areas: Iterable[UUID]
) -> dict[Any, list[int]]:
    """How many came from each area from each of these days until the next."""
    if not is_narrowed(problems):
        problems = problems.filter(area__in=list(areas))
    return _grouped(problems, "area", firsts)


def is_narrowed(problems: QuerySet[Any]) -> bool:
    """Whether a queryset leaves anything out: what is about all problems need not look them up."""
    return bool(problems.query.where)


def promises_of(problems: QuerySet[Problem]) -> QuerySet[Promise]:
    """The promises of these problems. What else is asked of promises (a day, that they stand) leads to them;
    each is then looked up among the problems, and not the other way round."""
    every = Promise.objects.all()
    among = Exists(problems.order_by().filter(pk=OuterRef("problem")))
    return every.filter(among) if is_narrowed(problems) else every


def promised_by_day(problems: QuerySet[Problem], first_on: date, last_on: date) -> dict[date, int]:
    """How many promises that still stand fall due on each day."""
    rows = promises_of(problems).standing().due_between(first_on, last_on).order_by().values_list("due_on")
    return dict(rows.annotate(number=Count("*")))


def _by_span(rows: QuerySet[Problem], field: str, firsts: Sequence[date]) -> list[int]:
    """Of all problems, each time is a stretch of the index of its moments; of some, they are read once."""
    if is_narrowed(rows):
        spans = zip(firsts, firsts[1:], strict=False)
        counts = {f"at{at}": Count(field, filter=_during(field, *span)) for at, span in enumerate(spans)}
        since = rows.filter(_during(field, firsts[0], firsts[-1])).order_by()
        return list(since.aggregate(**counts).values())
    parts = [part.annotate(number=Count("*")) for part in _parts(rows, field, firsts, ())]
    sums = dict(_united(parts, "at", "number"))
    return [sums.get(at, 0) for at in range(len(firsts) - 1)]


def _during(field: str, first: date, next_first: date) -> Q:
    return Q(**{f"{field}__gte": midnight(first), f"{field}__lt": midnight(next_first)})


def _grouped(rows: QuerySet[Problem], field: str, firsts: Sequence[date]) -> dict[Any, list[int]]:
    parts = [part.annotate(number=Count("*")) for part in _parts(rows, "opened_at", firsts, (field,))]
    found: dict[Any, list[int]] = {}
    for at, key, number in _united(parts, "at", field, "number"):
        found.setdefault(key, [0] * len(parts))[at] = number
    return found


def _parts(
    rows: QuerySet[Problem], field: str, firsts: Sequence[date], by: Sequence[str]
) -> Iterator[QuerySet[Any]]:
    """The rows of each time, with which one it is in `at`."""
    for at, span in enumerate(zip(firsts, firsts[1:], strict=False)):
        inside = rows.filter(_during(field, *span)).order_by()
        yield inside.annotate(at=Value(at)).values("at", *by)


def _united(parts: Sequence[QuerySet[Any]], *columns: str) -> Iterable[tuple[Any, ...]]:
    """One statement for all parts: each is answered from its own stretch of an index."""
    first, *others = [part.values_list(*columns) for part in parts]
    return first.union(*others, all=True) if others else first
