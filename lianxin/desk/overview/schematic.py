"""The areas of a place as cells of the schematic map, ready to be drawn by a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from lianxin.desk.overview.cells import NARROW, OUTLINE, STEPS, WIDE, lay_out, lines, scale_for
from lianxin.desk.overview.movements import Line

NAME_LINE, SHARE_BELOW = 18, 22
"""Distances between lines of text in a cell, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Text:
    y: float
    words: str
    is_share: bool = False


class Addressed(Protocol):
    """What a cell stands for; a click on it opens its page."""

    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One area: its step of colour (`none` without households), what stands in it, and in full in `label`."""

    line: Addressed
    step: int | str
    texts: tuple[Text, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Cells with their middles; `form` is `wide` or `narrow`: which screen it is for."""

    form: str
    width: float
    height: float
    placed: tuple[tuple[Cell, tuple[float, float]], ...]


@dataclass(frozen=True, slots=True)
class Schematic:
    """The same cells drawn for two widths of screen, and (step, words) of the legend."""

    drawings: tuple[Drawing, ...]
    legend: tuple[tuple[int, str], ...]
    outline: str = OUTLINE


def schematic(areas: Sequence[Line]) -> Schematic | None:
    """None where a place has nothing below it."""
    if not areas:
        return None
    scale = scale_for((area.priority, area.households) for area in areas)
    cells = [_cell(area, scale.step(area.priority, area.households)) for area in areas]
    legend = tuple(
        (step, f"{start / 10:g}–{end / 10:g}%" if step < STEPS - 1 else f"≥ {start / 10:g}%")
        for step, (start, end) in enumerate(scale.ranges())
    )
    return Schematic(drawn(cells), legend)


def drawn(cells: Sequence[Cell]) -> tuple[Drawing, ...]:
    """The cells laid out for both widths of screen."""
    return _drawing("wide", WIDE, cells), _drawing("narrow", NARROW, cells)


def _drawing(form: str, widest: int, cells: Sequence[Cell]) -> Drawing:
    sheet = lay_out(len(cells), widest)
    return Drawing(form, sheet.width, sheet.height, tuple(zip(cells, sheet.middles, strict=True)))


def _cell(area: Line, step: int | None) -> Cell:
    label = _("%(name)s：%(households)s 户，其中连心户 %(number)s 户") % {
        "name": area.area.name,
        "households": f"{area.households:,}",
        "number": f"{area.priority:,}",
    }
    share = f"{100 * area.priority / area.households:.1f}%" if area.households else "—"
    return Cell(area, "none" if step is None else step, texts(area.area.name, share), label)


def texts(full_name: str, share: str) -> tuple[Text, ...]:
    """The name in one or two lines and a number below it, around the middle of the cell."""
    name = lines(full_name)
    top = 4 - NAME_LINE * (len(name) - 1) / 2 - (SHARE_BELOW - NAME_LINE) - 6
    placed = [Text(top + NAME_LINE * at, words) for at, words in enumerate(name)]
    return (*placed, Text(placed[-1].y + SHARE_BELOW, share, is_share=True))
