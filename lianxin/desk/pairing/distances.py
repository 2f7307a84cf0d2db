"""How far cadres have to their households, town by town: what the pairing adopted last came to, as a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.overview.cells import STEPS, short_name
from lianxin.desk.overview.schematic import Cell, Schematic, drawn, texts
from lianxin.pairing.models import Draft

WIDTHS = (0.5, 1, 2, 4, 8, 16)
"""How many kilometres wide one step of colour may be: the narrowest with which five steps hold every town."""


@dataclass(frozen=True, slots=True)
class Town:
    """One town: visits a year of each cadre, and the mean way of a visit (one way, straight, km)."""

    name: str
    code: str
    homes: int
    per_cadre: float
    km: float

    @property
    def address(self) -> str:
        return f"{reverse('desk:pairing')}?area={self.code}"


@dataclass(frozen=True, slots=True)
class Map:
    """The towns drawn, under a title that says what is to be seen."""

    schematic: Schematic
    title: str


def towns_of(draft: Draft | None) -> list[Town]:
    """The towns of the pairing adopted last, in the order of their codes; none without one."""
    counted: list[dict[str, Any]] = draft.summary.get("towns", []) if draft else []
    return [
        Town(
            one["name"],
            one["code"],
            one["homes"],
            one["visits"] / one["staff"] if one["staff"] else 0.0,
            one["km"] / one["visits"] / 2 if one["visits"] else 0.0,
        )
        for one in sorted(counted, key=lambda one: one["code"])
    ]


def map_of(towns: Sequence[Town]) -> Map | None:
    """Cells coloured by the way; None for a single town, of which there is nothing to compare."""
    if len(towns) < 2:
        return None
    farthest = max(towns, key=lambda town: town.km)
    width = next((width for width in WIDTHS if farthest.km < width * STEPS), WIDTHS[-1])
    cells = [_cell(town, min(int(town.km / width), STEPS - 1)) for town in towns]
    legend = tuple(
        (step, f"{step * width:g}–{(step + 1) * width:g}" if step < STEPS - 1 else f"≥ {step * width:g}")
        for step in range(STEPS)
    )
    told = {"name": short_name(farthest.name), "km": f"{farthest.km:.1f}"}
    return Map(Schematic(drawn(cells), legend), _("离联系干部最远的是%(name)s：平均 %(km)s 公里") % told)


def _cell(town: Town, step: int) -> Cell:
    told = {"name": town.name, "km": f"{town.km:.1f}", "homes": f"{town.homes:,}"}
    label = _("%(name)s：%(homes)s 户，离联系干部平均 %(km)s 公里") % told
    return Cell(town, step, texts(town.name, f"{town.km:.1f}"), label)
