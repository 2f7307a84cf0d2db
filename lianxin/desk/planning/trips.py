"""A cadre's day as a list of doors: when to leave, where to be at what time, and how far it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.areas.models import Area
from lianxin.desk.households.rows import Row
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.planning.words import clock_of
from lianxin.desk.words import spoken
from lianxin.people.models import Staff
from lianxin.planning.models import Duty
from lianxin.planning.sentences import sentence
from lianxin.planning.vocabulary import Id, Stop, Trip


@dataclass(frozen=True, slots=True)
class Door:
    """One stop. `row` is the household where the reader sees it; `whys` say what is owed there.

    `km`: from the door before, by road. `is_done`: nothing of it is owed any more. `others`: the names of
    those who come too, to hand the home over.
    """

    arrives: str
    leaves: str
    km: float
    area: Area | None
    row: Row | None
    whys: list[str]
    is_done: bool
    others: list[str]


@dataclass(frozen=True, slots=True)
class Day:
    trip: Trip
    leaves: str
    back: str
    doors: list[Door]


def days_of(trips: Iterable[Trip], person: Any) -> list[Day]:
    """The trips in their order: a handful of queries for all of them."""
    listed = list(trips)
    stops = [stop for trip in listed for stop in trip.stops]
    rows = rows_seen((stop.home for stop in stops), person)
    areas = Area.objects.in_bulk({stop.area for stop in stops if stop.area})
    keys = [duty.id for stop in stops for duty in stop.duties]
    owed = set(Duty.objects.open().filter(pk__in=keys).values_list("pk", flat=True))
    of_two = [duty for stop in stops for duty in stop.duties if duty.companion]
    names = dict(
        Staff.objects.filter(pk__in=[key for duty in of_two for key in (duty.cadre, duty.companion)])
        .exclude(pk=person.pk)
        .values_list("pk", "name")
    )
    return [
        Day(
            trip,
            clock_of(trip.leaves),
            clock_of(trip.back),
            [_door(stop, rows, areas, owed, names) for stop in trip.stops],
        )
        for trip in listed
    ]


def _door(
    stop: Stop, rows: Mapping[Id, Row], areas: Mapping[Id, Area], owed: set[Id], names: Mapping[Id, str]
) -> Door:
    going = {key for duty in stop.duties if duty.companion for key in (duty.cadre, duty.companion)}
    return Door(
        clock_of(stop.arrives),
        clock_of(stop.leaves),
        stop.km,
        areas.get(stop.area) if stop.area else None,
        rows.get(stop.home) if stop.home else None,
        [sentence(duty, spoken()) for duty in stop.duties],
        not any(duty.id in owed for duty in stop.duties),
        sorted(names[key] for key in going if key in names),
    )
