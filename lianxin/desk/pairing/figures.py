"""How a place stands with its pairs: with a cadre or not, stand-ins, hand-overs, wishes. Few rows each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.desk.figures import households_in, inside
from lianxin.desk.places import Place
from lianxin.pairing.models import HandOver, Pairing, Wish


@dataclass(frozen=True, slots=True)
class Standing:
    """A place's households, those without a cadre, and how many cadres have the others (None: uncounted)."""

    homes: int
    unpaired: int
    keepers: int | None

    @property
    def per_cadre(self) -> float:
        return (self.homes - self.unpaired) / self.keepers if self.keepers else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    area: Area
    standing: Standing


def standings(place: Place, person: Any) -> tuple[Standing, list[Line]]:
    """The place as a whole, and each area right below it: three queries.

    Below the whole district cadres are not counted town by town, which would mean sorting all households.
    """
    here = households_in(place, person).order_by()
    without = dict(here.filter(keeper=None).values_list("area").annotate(number=Count("pk")))
    kept = here.exclude(keeper=None)
    whole = Standing(place.households, sum(without.values()), kept.values("keeper").distinct().count())
    tops = [below.area for below in place.below]
    paths = dict(Area.objects.values_list("pk", "path"))
    unpaired = _by_top(without, paths, tops)
    keepers: Mapping[UUID, int] = {}
    if not place.is_whole_district:
        keepers = _keepers(kept, paths, tops)
    lines = [
        Line(below.area, Standing(below.households, unpaired[below.area.pk], keepers.get(below.area.pk)))
        for below in place.below
        if below.households
    ]
    return whole, lines


def _by_top(counts: Mapping[UUID, int], paths: Mapping[UUID, str], tops: list[Area]) -> Counter[UUID]:
    found: Counter[UUID] = Counter()
    for area, number in counts.items():
        found.update({top.pk: number for top in tops if paths[area].startswith(top.path)})
    return found


def _keepers(kept: Any, paths: Mapping[UUID, str], tops: list[Area]) -> dict[UUID, int]:
    """How many different cadres have households in each area."""
    found: dict[UUID, set[UUID]] = {top.pk: set() for top in tops}
    for area, keeper in kept.values_list("area", "keeper").distinct():
        for top in tops:
            if paths[area].startswith(top.path):
                found[top.pk].add(keeper)
    return {area: len(keepers) for area, keepers in found.items()}


def waiting(place: Place, person: Any) -> dict[str, int]:
    """What waits for somebody in a place: stand-ins to be looked at, wishes, hand-overs."""
    here = inside(place, person, "household.see")
    return {
        "stand_ins": Pairing.objects.lasting().filter(here, cause=Pairing.STAND_IN).count(),
        "wishes": Wish.objects.open().filter(here).count(),
        "handovers": HandOver.objects.open().filter(here).count(),
    }
