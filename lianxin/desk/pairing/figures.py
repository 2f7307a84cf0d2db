"""How a place stands with its pairs: with a cadre or not, stand-ins, hand-overs, wishes. Few rows each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.databases.reading import raw_keys, raw_rows
from lianxin.desk.figures import households_in, inside
from lianxin.desk.places import Place, Spot, below_of
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


def standings(place: Place, person: Any, areas: Iterable[Spot]) -> tuple[Standing, list[Line]]:
    """The place as a whole, and each area right below it: three queries. `areas` are all in sight.

    Below the whole district cadres are not counted town by town, which would mean sorting all households.
    """
    here = households_in(place, person).order_by()
    without = dict(here.filter(keeper=None).values_list("area").annotate(number=Count("*")))
    kept = here.filter(keeper__isnull=False)
    whole = Standing(place.households, sum(without.values()), kept.values("keeper").distinct().count())
    below = below_of(place, areas)
    unpaired: Counter[UUID] = Counter()
    for area, number in without.items():
        unpaired[below.get(area, area)] += number
    keepers: Mapping[UUID, int] = {}
    if not place.is_whole_district:
        keepers = _keepers(kept, below)
    lines = [
        Line(below.area, Standing(below.households, unpaired[below.area.pk], keepers.get(below.area.pk)))
        for below in place.below
        if below.households
    ]
    return whole, lines


def _keepers(kept: Any, below: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """How many different cadres have households in each area right below the place."""
    found: dict[UUID, set[Any]] = {}
    below_raw = dict(zip(raw_keys(list(below)), below.values(), strict=True))
    for area, keeper in raw_rows(kept.values_list("area", "keeper").distinct()):
        if top := below_raw.get(area):
            found.setdefault(top, set()).add(keeper)
    return {area: len(keepers) for area, keepers in found.items()}


def waiting(place: Place, person: Any) -> dict[str, int]:
    """What waits for somebody in a place: stand-ins to be looked at, wishes, hand-overs."""
    here = inside(place, person, "household.see")
    return {
        "stand_ins": Pairing.objects.lasting().filter(here, cause=Pairing.STAND_IN).count(),
        "wishes": Wish.objects.open().filter(here).count(),
        "handovers": HandOver.objects.open().filter(here).count(),
    }
