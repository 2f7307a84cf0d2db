"""What pages may show: sums of whole pools, or that there is too little to say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.chance import Range, wilson
from lianxin.ratings.models import Close, PoolRow
from lianxin.ratings.months import first_day
from lianxin.ratings.pooling import WINDOW_MONTHS, summed, told_of
from lianxin.ratings.vocabulary import ANSWERS, QUESTIONS, Answer, Kind, Month, Pool, Question

SAID = (Answer.GOOD, Answer.MIDDLING, Answer.BAD)


@dataclass(frozen=True, slots=True)
class Figure:
    """How often each answer was given to one question; those who did not say are left out."""

    question: Question
    answers: Mapping[Answer, int]

    @property
    def n(self) -> int:
        return sum(self.answers.values())

    @property
    def good(self) -> float | None:
        """The share that said good, of 1; None where nobody said anything."""
        return self.answers[Answer.GOOD] / self.n if self.n else None


def latest_month() -> Month | None:
    """The last month that was closed."""
    return Close.objects.order_by("-month").values_list("month", flat=True).first()


def window(month: Month) -> tuple[date, date]:
    """(first day of the first month, first day of the last) whose closes a figure of `month` sums up."""
    return first_day(month - WINDOW_MONTHS + 1), first_day(month)


def figures_of(areas: Iterable[Area], month: Month, kind: Kind) -> dict[UUID, tuple[Figure, ...] | None]:
    """For each area what its households answered, with everything below it; None: too few to say."""
    rows = PoolRow.objects.told_in(month, WINDOW_MONTHS).filter(kind=kind.value)
    by_path: dict[str, list[Pool]] = defaultdict(list)
    for row in rows.select_related("area"):
        by_path[row.area.path].append(_pool(row))
    found: dict[UUID, tuple[Figure, ...] | None] = {}
    for area in areas:
        pools = [pool for path, held in by_path.items() if path.startswith(area.path) for pool in held]
        found[area.pk] = _figures(pools, kind) if pools else None
    return found


def course_of(area: Area, months: range, kind: Kind) -> list[tuple[Month, tuple[Figure, ...]]]:
    """What the households of an area answered, as it was told in each of these months; months in which there
    was too little to say are left out. One question of the database."""
    rows = PoolRow.objects.told_in(months[-1], len(months) + WINDOW_MONTHS - 1)
    pools = [_pool(row) for row in rows.filter(kind=kind.value, area__path__startswith=area.path)]
    found = []
    for month in months:
        if told := list(told_of(pools, month)):
            found.append((month, _figures(told, kind)))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cadre's households said to one question: how many answered, and a range that holds the rate of
    good answers behind it (Wilson, 95 %). Never a rank, and no single number to rank by."""

    question: Question
    n: int
    good: Range


def standing_of(cadre: Any, month: Month, within: Any = None) -> tuple[Standing, ...]:
    """What may be told of a cadre's visits, in the areas `within` (a queryset; None: everywhere); empty: too
    few to say. Whatever areas are chosen, it is a sum of whole pools."""
    rows = PoolRow.objects.told_in(month, WINDOW_MONTHS).filter(kind=Kind.VISIT.value, cadre=cadre)
    if within is not None:
        rows = rows.filter(area__in=within.values("pk"))
    figures = _figures([_pool(row) for row in rows], Kind.VISIT)
    return tuple(
        Standing(figure.question, figure.n, wilson(figure.answers[Answer.GOOD], figure.n))
        for figure in figures
        if figure.n
    )


def _figures(pools: list[Pool], kind: Kind) -> tuple[Figure, ...]:
    _households, tallies = summed(pools, kind)
    return tuple(
        Figure(question, {answer: counts[ANSWERS.index(answer)] for answer in SAID})
        for question, counts in zip(QUESTIONS[kind], tallies, strict=True)
    )


def _pool(row: PoolRow) -> Pool:
    tallies = tuple(map(tuple, row.tallies))
    cadre = str(row.cadre_id) if row.cadre_id else None
    return Pool(Kind(row.kind), str(row.area_id), cadre, row.formed, row.households, tallies)
