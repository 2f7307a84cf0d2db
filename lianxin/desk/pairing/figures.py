"""How a place stands with its pairs: with a cadre or not, stand-ins, and how full the cadres are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.desk.figures import households_in, inside
from lianxin.desk.places import Place
from lianxin.pairing.models import HandOver, Pairing, Wish


@dataclass(slots=True)
class Standing:
    """A place's households, those without a cadre, and its cadres; `per_cadre` is their average."""

    homes: int = 0
    unpaired: int = 0
    keepers: set[UUID] = field(default_factory=set)

    @property
    def per_cadre(self) -> float:
        return (self.homes - self.unpaired) / len(self.keepers) if self.keepers else 0.0

    def add(self, keeper: UUID | None, number: int) -> None:
        self.homes += number
        if keeper is None:
            self.unpaired += number
        else:
            self.keepers.add(keeper)


@dataclass(frozen=True, slots=True)
class Line:
    area: Area
    standing: Standing


def standings(place: Place, person: Any) -> tuple[Standing, list[Line]]:
    """The place as a whole, and each area right below it: one query."""
    areas = dict(Area.objects.values_list("pk", "path"))
    tops = {below.area.path: Line(below.area, Standing()) for below in place.below}
    whole = Standing()
    rows = households_in(place, person).order_by().values_list("area", "keeper").annotate(number=Count("pk"))
    for area, keeper, number in rows:
        whole.add(keeper, number)
        for line in _above(areas[area], tops):
            line.standing.add(keeper, number)
    return whole, [line for line in tops.values() if line.standing.homes]


def _above(path: str, tops: dict[str, Line]) -> Iterable[Line]:
    codes = path.rstrip("/").split("/")
    paths = ("/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1))
    return [tops[one] for one in paths if one in tops]


def waiting(place: Place, person: Any) -> dict[str, int]:
    """What waits for somebody in a place: stand-ins to be looked at, wishes, hand-overs."""
    here = inside(place, person, "household.see")
    return {
        "stand_ins": Pairing.objects.lasting().filter(here, cause=Pairing.STAND_IN).count(),
        "wishes": Wish.objects.open().filter(here).count(),
        "handovers": HandOver.objects.open().filter(here).count(),
    }


def load_by_keeper(households: Any) -> dict[UUID, dict[str, int]]:
    """How many households of each class each cadre has among some households."""
    loads: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = households.exclude(keeper=None).order_by().values_list("keeper", "standing__tier")
    for keeper, tier, number in rows.annotate(number=Count("pk")):
        loads[keeper][tier or "unassessed"] = number
    return loads
