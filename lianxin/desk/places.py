"""Where a page looks: one area in sight, or all that is in sight, and what lies below it.

A page that shows a place asks `standing(request)`. The area its address names wins and is kept for the
session, so that the other sections open at the same place; an address without one means the area kept, and a
page that shows a place first sends such a request on to the address that says so (`to_own_address`): what
somebody copies and passes on then shows the same place to everybody who may see it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lianxin.areas.models import Area, AreaQuerySet
from lianxin.areas.vocabulary import lineage
from lianxin.databases.reading import keys_of, raw_rows
from lianxin.people.access import areas_seen
from lianxin.registry.models import Household

WHOLE = "all"
"""What `area` says in an address for all that is in sight."""

KEPT = "standing_at"


@dataclass(frozen=True, slots=True)
class Below:
    """An area one step down, and how many households it holds with everything below it."""

    area: Area
    households: int


@dataclass(frozen=True, slots=True)
class Place:
    """`area` is None for someone whose posts lie in several places and who chose none of them.

    `crumbs` runs from the topmost area in sight to `area` itself; `households` counts all that is here.
    `is_whole_district`: nothing of the register lies outside.
    """

    area: Area | None
    crumbs: list[Area]
    below: list[Below]
    households: int
    is_whole_district: bool = False

    @property
    def name(self) -> str:
        return self.area.name if self.area else ""

    @property
    def code(self) -> str:
        """How an address names the place."""
        return self.area.code if self.area else WHOLE


class Spot(NamedTuple):
    """An area as a raw row of the tree: all of them are counted, and few are shown."""

    raw: Any
    code: str
    name: str
    level: str
    raw_parent: Any
    path: str
    closed_on: Any

    @property
    def pk(self) -> UUID:
        return keys_of([self.raw])[0]

    @property
    def area(self) -> Area:
        """The area with what lists say of it; its days and its successor are read when somebody asks."""
        parent = keys_of([self.raw_parent])[0] if self.raw_parent else None
        return Area.from_db(
            DEFAULT_DB_ALIAS, COLUMNS, (self.pk, self.code, self.name, self.level, parent, self.path)
        )


COLUMNS = ("id", "code", "name", "level", "parent_id", "path")
"""What a spot says of its area, in the order of the model."""


def spots_of(areas: AreaQuerySet) -> list[Spot]:
    rows = areas.order_by("path").values_list(*COLUMNS, "closed_on")
    return [Spot(*row) for row in raw_rows(rows)]


class Sight:
    """The areas a person sees and how many households each holds: two queries, read once per page.

    An area of which he sees single households only, because they are in his care, is among them. An area is
    made of a spot once, however often a page asks for its place.
    """

    def __init__(self, person: Any) -> None:
        households = Household.objects.seen_by(person).present().order_by()
        by_area = dict(raw_rows(households.values_list("area").annotate(number=Count("*"))))
        spots = spots_of(areas_seen(person, "household.see"))
        if beyond := by_area.keys() - {spot.raw for spot in spots}:
            spots += spots_of(Area.objects.filter(pk__in=keys_of(list(beyond))))
            spots.sort(key=attrgetter("path"))
        self.spots = {spot.path: spot for spot in spots}
        self.under: dict[str, list[Spot]] = defaultdict(list)
        for spot in spots:
            self.under[above(spot.path)].append(spot)
        self.counts = _rolled_up({spot.path: by_area.get(spot.raw, 0) for spot in spots})
        self._areas: dict[str, Area] = {}

    def place(self, code: str = "") -> Place | None:
        """The place of a code, or the whole sight without one; None when it is not in sight."""
        if code and code != WHOLE:
            end = f"{code}/"
            spot = next((spot for path, spot in self.spots.items() if path.endswith(end)), None)
            return self._at(spot) if spot else None
        tops = self._tops()
        if len(tops) == 1:
            return self._at(tops[0])
        return Place(None, [], self._counted(tops), sum(self.counts[spot.path] for spot in tops))

    def tops(self) -> list[Area]:
        """The topmost areas in sight."""
        return [self._area(spot) for spot in self._tops()]

    def _tops(self) -> list[Spot]:
        return [spot for path, spots in self.under.items() if path not in self.spots for spot in spots]

    def beside(self, area: Area) -> list[Below]:
        """The areas at the side of this one, itself among them; of a topmost one, the other topmost."""
        if above(area.path) not in self.spots:
            return self._counted(self._tops())
        return self._counted(self.under[above(area.path)])

    def _at(self, spot: Spot) -> Place:
        crumbs = [self._area(self.spots[path]) for path in lineage(spot.path) if path in self.spots]
        below, area = self._counted(self.under.get(spot.path, [])), crumbs[-1]
        return Place(area, crumbs, below, self.counts[spot.path], is_whole_district=area.parent_id is None)

    def _counted(self, spots: list[Spot]) -> list[Below]:
        """Closed areas are listed only while households are still written down there."""
        return [
            Below(self._area(spot), self.counts[spot.path])
            for spot in spots
            if spot.closed_on is None or self.counts[spot.path]
        ]

    def _area(self, spot: Spot) -> Area:
        if (area := self._areas.get(spot.path)) is None:
            area = self._areas[spot.path] = spot.area
        return area


def below_of(place: Place, areas: Iterable[Area | Spot]) -> dict[UUID, UUID]:
    """Each of some areas → the one right below the place that it is or lies in; others are left out."""
    tops = {below.area.path: below.area.pk for below in place.below}
    depths = sorted({path.count("/") for path in tops})  # a village may hang under a community or a town
    found = {}
    for area in areas:
        codes = area.path.split("/")
        for depth in depths:
            if top := tops.get("/".join(codes[:depth]) + "/"):
                found[area.pk] = top
    return found


def sight_of(request: HttpRequest) -> Sight:
    """What the person behind a request sees, read once."""
    if not hasattr(request, "sight"):
        request.sight = Sight(request.user)
    return request.sight


def standing(request: HttpRequest, code: str = "") -> Place | None:
    """Where this request looks: at `code` or the address's `area`, else the area kept, else the whole sight.

    None when the address names an area that is not in sight: the page is not there (404).
    """
    named = code or request.GET.get("area", "")
    kept = request.session.get(KEPT, "")
    place = sight_of(request).place(named or kept)
    if named and place:
        _keep(request, "" if named == WHOLE else named, kept)
    elif place is None and not named:
        _keep(request, "", kept)  # the right to the area kept has ended
        place = sight_of(request).place()
    return place


def to_own_address(request: HttpRequest) -> HttpResponse | None:
    """The way to the address that names the area kept, when this one names none and there is one."""
    kept = request.session.get(KEPT)
    if not kept or "area" in request.GET or sight_of(request).place(kept) is None:
        return None
    query = request.GET.copy()
    query["area"] = kept
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def _keep(request: HttpRequest, code: str, kept: str) -> None:
    """Remember a choice; a session is written only when it says something new."""
    if code == kept:
        return
    if code:
        request.session[KEPT] = code
    else:
        request.session.pop(KEPT, None)


def above(path: str) -> str:
    """The path of the area one step up; empty above the district."""
    return path[: path.rstrip("/").rfind("/") + 1]


def _rolled_up(counts: dict[str, int]) -> Counter[str]:
    """By path: what is counted there and below it. Whatever lies below comes later in the order of paths."""
    total = Counter(counts)
    for path in sorted(counts, reverse=True):
        if number := total[path]:
            up = above(path)
            while up and up not in counts:  # a step that is out of sight
                up = above(up)
            total[up] += number
    return total
