"""Where a list looks: one area in sight, or all that is in sight, and what lies below it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.people.access import areas_seen
from lianxin.registry.models import Household


@dataclass(frozen=True, slots=True)
class Below:
    """An area one step down, and how many households it holds with everything below it."""

    area: Area
    households: int


@dataclass(frozen=True, slots=True)
class Place:
    """`area` is None for someone whose posts lie in several places and who chose none of them.

    `crumbs` runs from the topmost area in sight to `area` itself; `households` counts all that is here.
    """

    area: Area | None
    crumbs: list[Area]
    below: list[Below]
    households: int

    @property
    def is_whole_district(self) -> bool:
        return self.area is not None and self.area.parent_id is None

    @property
    def name(self) -> str:
        return self.area.name if self.area else ""


class Sight:
    """The areas a person sees and how many households each holds: two queries, read once per page."""

    def __init__(self, person: Any) -> None:
        seen = areas_seen(person, "household.see")
        self.areas = {area.path: area for area in seen.order_by("path")}
        households = Household.objects.seen_by(person).present().order_by()
        by_area = dict(households.values_list("area").annotate(number=Count("*")))
        self.counts = _rolled_up({path: by_area.get(area.pk, 0) for path, area in self.areas.items()})

    def place(self, code: str = "") -> Place | None:
        """The place of a code, or the whole sight without one; None when it is not in sight."""
        if code:
            area = next((area for area in self.areas.values() if area.code == code), None)
            return self._at(area) if area else None
        tops = self.tops()
        if len(tops) == 1:
            return self._at(tops[0])
        return Place(None, [], self._counted(tops), sum(self.counts[area.path] for area in tops))

    def tops(self) -> list[Area]:
        """The topmost areas in sight."""
        return [area for path, area in self.areas.items() if _above(path) not in self.areas]

    def _at(self, area: Area) -> Place:
        crumbs = [self.areas[path] for path in _line(area.path) if path in self.areas]
        below = [other for path, other in self.areas.items() if _above(path) == area.path]
        return Place(area, crumbs, self._counted(below), self.counts[area.path])

    def _counted(self, areas: list[Area]) -> list[Below]:
        """Closed areas are listed only while households are still written down there."""
        counted = (Below(area, self.counts[area.path]) for area in areas)
        return [below for below in counted if below.area.is_open or below.households]


def _above(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]


def _line(path: str) -> list[str]:
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: end + 1]) + "/" for end in range(len(codes))]


def _rolled_up(counts: dict[str, int]) -> Counter[str]:
    total: Counter[str] = Counter(dict.fromkeys(counts, 0))
    for path, number in counts.items():
        for above in _line(path):
            total[above] += number
    return total
