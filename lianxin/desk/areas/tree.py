"""The tree of areas as lines of a table: what is unfolded, what is found by name, what each line counts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lianxin.areas.models import Area, PastName
from lianxin.areas.vocabulary import lineage
from lianxin.desk.areas.figures import Figures, figures_of
from lianxin.people.access import areas_seen

ALL = "all"
"""The word in an address that unfolds every branch."""


@dataclass(frozen=True, slots=True)
class Line:
    """One area in the tree. `depth` counts from the topmost area in sight; `is_hit`: it was sought."""

    area: Area
    depth: int
    figures: Figures
    has_below: bool
    is_unfolded: bool
    is_hit: bool = False


class Tree:
    """All areas a person sees, closed ones in their place, with their figures (`inside` one of them only)."""

    def __init__(self, person: Any, *, inside: Area | None = None) -> None:
        seen = areas_seen(person, "area.see").order_by("path")
        if inside is not None:  # and what leads there
            seen = seen.filter(Q(path__startswith=inside.path) | Q(code__in=inside.codes))
        self.areas = {area.path: area for area in seen}
        by_key = {area.pk: area for area in self.areas.values()}
        heirs = {area.merged_into_id for area in by_key.values() if area.merged_into_id} - by_key.keys()
        by_key |= Area.objects.in_bulk(heirs) if heirs else {}
        for area in self.areas.values():
            if area.merged_into_id:
                area.merged_into = by_key[area.merged_into_id]
        counted = [area for area in seen if inside is None or area.is_within(inside)]
        self.figures = figures_of(counted, person, timezone.localdate())
        self.ways = {path: [step for step in lineage(path)[:-1] if step in self.areas] for path in self.areas}
        self.parents = {way[-1] for way in self.ways.values() if way}

    def lines(self, unfolded: str = "") -> list[Line]:
        """The tops with what lies below them, and the branch of the code `unfolded` (or ALL branches)."""
        wanted = next((path for path, area in self.areas.items() if area.code == unfolded), "")
        is_open = {
            path for path, way in self.ways.items() if not way or unfolded == ALL or wanted.startswith(path)
        }
        shown = [path for path, way in self.ways.items() if is_open.issuperset(way)]
        return [self._line(path, path in is_open) for path in shown]

    def below(self, area: Area) -> list[Line]:
        """The lines right below one area, folded."""
        return [self._line(path) for path, way in self.ways.items() if way and way[-1] == area.path]

    def found(self, text: str) -> list[Line]:
        """Areas whose name, now or once, holds the text, or whose code begins with it; each in its place."""
        past = set(PastName.objects.filter(name__contains=text).values_list("area", flat=True))
        hits = {
            path
            for path, area in self.areas.items()
            if text in area.name or area.code.startswith(text) or area.pk in past
        }
        on_the_way = {step for hit in hits for step in self.ways[hit]}
        shown = [path for path in self.areas if path in hits or path in on_the_way]
        return [self._line(path, path in on_the_way, is_hit=path in hits) for path in shown]

    def line(self, area: Area) -> Line:
        return self._line(area.path)

    def _line(self, path: str, is_unfolded: bool = False, *, is_hit: bool = False) -> Line:
        area, has_below = self.areas[path], path in self.parents
        depth = len(self.ways[path])
        return Line(area, depth, self.figures[area.pk], has_below, is_unfolded and has_below, is_hit)
