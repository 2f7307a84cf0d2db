"""看板: what lies on each rung of a place and of the areas below it. Places, never people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lianxin.areas.models import Area
from lianxin.desk.places import Place, Spot, below_of
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.speech import Speech
from lianxin.problems.figures import Lying, lying


@dataclass(frozen=True, slots=True)
class Column:
    """One rung: how many lie there, wait for somebody, are overdue; `address` is the list of them."""

    code: str
    title: str
    open: int
    waiting: int
    overdue: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One area of a place, with what lies on each rung of what comes from it; `address` is its own board,
    "" where it is the place itself, whose own problems come from none of the areas below it."""

    area: Area
    open: int
    waiting: int
    overdue: int
    rungs: tuple[tuple[Column, int], ...]
    address: str


@dataclass(frozen=True, slots=True)
class Board:
    columns: list[Column]
    lines: list[Line]

    @property
    def open(self) -> int:
        return sum(column.open for column in self.columns)

    @property
    def waiting(self) -> int:
        return sum(column.waiting for column in self.columns)

    @property
    def overdue(self) -> int:
        return sum(column.overdue for column in self.columns)


def board_of(place: Place, person: Any, speech: Speech, areas: Iterable[Spot]) -> Board:
    """The board of a place: one statement for all of it. `areas` are those in sight."""
    return board_from(lying(problems_in(place, person), speech.now), place, speech, areas)


def board_from(rows: Sequence[Lying], place: Place, speech: Speech, areas: Iterable[Spot]) -> Board:
    codes = _codes(rows, speech)
    columns = [_column(code, [row for row in rows if row.rung == code], place, speech) for code in codes]
    tops = below_of(place, areas)
    sums: dict[Any, Counter[str]] = {}
    for row in rows:
        top = tops.get(row.area, place.area.pk if place.area else None)
        sums.setdefault(top, Counter()).update(
            {"open": row.open, "waiting": row.waiting, "overdue": row.overdue, f"rung {row.rung}": row.open}
        )
    here = [place.area] if place.area and place.below and place.area.pk in sums else []
    lines = [_line(area, sums[area.pk], columns, "") for area in here]
    lines += [
        _line(below.area, sums[below.area.pk], columns, board_address(below.area.code))
        for below in place.below
        if below.area.pk in sums
    ]
    return Board(columns, lines)


def list_address(place: str, **more: str) -> str:
    """The list of problems of a place, narrowed."""
    return f"{reverse('desk:problem-list')}?{urlencode({'area': place} | more)}"


def board_address(code: str) -> str:
    return f"{reverse('desk:problem-board')}?area={code}"


def _codes(rows: Sequence[Lying], speech: Speech) -> list[str]:
    """The rungs from the lowest; one that only an older policy names comes last."""
    known = speech.ground.ladder.codes if speech.ground else ()
    return [*known, *sorted({row.rung for row in rows} - set(known))]


def _column(code: str, rows: Sequence[Lying], place: Place, speech: Speech) -> Column:
    return Column(
        code,
        speech.rung(code),
        sum(row.open for row in rows),
        sum(row.waiting for row in rows),
        sum(row.overdue for row in rows),
        list_address(place.code, rung=code),
    )


def _line(area: Area, found: Counter[str], columns: Sequence[Column], address: str) -> Line:
    rungs = tuple((column, found[f"rung {column.code}"]) for column in columns)
    return Line(area, found["open"], found["waiting"], found["overdue"], rungs, address)
