"""The days out of some cadres or of all, worked out from the tables and not written down yet."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from lianxin.classification.judging import Inputs
from lianxin.databases.second import beside
from lianxin.planning import models
from lianxin.planning.places import Ground
from lianxin.planning.reading import as_told, policies_on, read_after_work, read_facts
from lianxin.planning.refusals import refusing
from lianxin.planning.routes.bundling import Plan, bundle
from lianxin.planning.routes.days import Door, Meeting
from lianxin.planning.vocabulary import Duty, Id, Stop, Trip
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.registry.models import Household

DAYS_AHEAD = 10
MANY = 2_000  # duties from which on a second process is worth while


@dataclass(frozen=True, slots=True)
class Span:
    """From `from_on` to `to_on`, both included, as seen on the day `today`."""

    today: date
    from_on: date
    to_on: date

    @classmethod
    def ahead(cls, today: date, from_on: date | None = None, days: int = DAYS_AHEAD) -> "Span":
        """So many days from a day on, never before today."""
        first = max(from_on or today, today)
        return cls(today, first, first + timedelta(days=days - 1))


def lay_out(
    only: Collection[UUID] | None, span: Span, *, inputs: Inputs | None = None, keeps: bool = False
) -> Plan:
    """The trips of some cadres or of all. What opens by the end of the span gets a day, overdue visits too; a
    hand-over gets one in the trips of both cadres.

    `keeps`: the trips there are stay, and only what stands in none of them is given a day. `inputs`: the
    facts of all homes when they were read already. Raises PlanningRefused: no-policy, year_unknown.
    """
    policies = policies_on(span.today)
    numbers = policies.standards
    duties, standing = _owed(only, span), list(_standing(only, span, keeps=keeps))
    if keeps:
        ahead = [trip for trip in standing if trip.day >= span.from_on]
        placed = {(trip.staff_id, UUID(key)) for trip in ahead for key in _keys(trip)}
        duties = [part for duty in duties for part in _without_a_day(duty, placed)]
    homes = {duty.home for duty in duties if duty.home is not None}
    if inputs is None:
        inputs = read_facts(policies.visits, on=span.today, keys=sorted(homes))
    ground = Ground(span.today)
    doing = partial(
        bundle,
        duties,
        _doors(duties, homes, read_after_work(inputs, policies.visits, numbers), ground),
        ground.bases({one for duty in duties for one in _goers(duty)}),
        start=span.from_on,
        end=span.to_on,
        standards=numbers,
        calendar=calendar_in_force(),
        kept=[_as_told(trip) for trip in standing],
        meetings=_meetings(only, span, keeps=keeps),
    )
    with refusing():
        return doing(only=only) if only is not None else _by_halves(doing, duties)


def _by_halves(bundled: Callable[..., Plan], duties: Sequence[Duty]) -> Plan:
    """Everybody's trips, of one half of the cadres in a second process, where no two have to meet."""
    cadres = list(dict.fromkeys(duty.cadre for duty in duties))
    if len(duties) < MANY or any(duty.companion is not None for duty in duties):
        return bundled(only=None)
    half = len(cadres) // 2
    rest, first = beside(partial(bundled, only=set(cadres[half:])), partial(bundled, only=set(cadres[:half])))
    return Plan(first.trips + rest.trips, first.unplanned + rest.unplanned)


def cadres_with_visits_to_place(span: Span) -> set[UUID]:
    """Who owes a visit that opens by the end of the span and stands in none of his trips from today on."""
    trips = models.Trip.objects.filter(day__gte=span.today).order_by()
    placed = {
        (staff, key)
        for staff, stops in trips.values_list("staff", "stops").iterator()
        for stop in stops
        for key in stop["duties"]
    }
    owed = models.Duty.objects.open().filter(opens_on__lte=span.to_on).order_by()
    return {
        who
        for key, *both in owed.values_list("pk", "staff", "companion").iterator()
        for who in both
        if who is not None and (who, str(key)) not in placed
    }


def _owed(only: Collection[UUID] | None, span: Span) -> list[Duty]:
    rows = models.Duty.objects.open().filter(opens_on__lte=span.to_on).order_by("staff", "due_on", "pk")
    if only is not None:
        rows = rows.filter(Q(staff__among=list(only)) | Q(companion__among=list(only)))
    return [as_told(row) for row in rows.iterator()]


def _goers(duty: Duty) -> list[Id]:
    return [duty.cadre] if duty.companion is None else [duty.cadre, duty.companion]


def _without_a_day(duty: Duty, placed: Collection[tuple[Id, Id]]) -> Iterator[Duty]:
    """The duty as owed by those who have it in no trip yet."""
    waiting = [one for one in _goers(duty) if duty.id is None or (one, duty.id) not in placed]
    if waiting:
        yield replace(duty, cadre=waiting[0], companion=waiting[1] if len(waiting) > 1 else None)


def _doors(
    duties: Sequence[Duty], homes: Collection[Id], after_work: Collection[UUID], ground: Ground
) -> dict[Id, Door]:
    """Where each duty is done; people of a village are there all day."""
    found = Household.objects.filter(pk__among=list(homes)).order_by()
    doors: dict[Id, Door] = {
        key: Door(longitude, latitude, key in after_work)
        for key, longitude, latitude in found.values_list("pk", "longitude", "latitude").iterator()
    }
    return doors | {duty.area: Door(*ground.middle(duty.area)) for duty in duties if duty.home is None}


def _standing(only: Collection[UUID] | None, span: Span, *, keeps: bool) -> Iterator[models.Trip]:
    """Trips that stay: those of the same week before the span, for they count for their week, and with
    `keeps` all that come."""
    rows = models.Trip.objects.filter(day__gte=span.from_on - timedelta(days=span.from_on.weekday()))
    if not keeps:
        rows = rows.filter(day__lt=span.from_on)
    yield from rows if only is None else rows.filter(staff__among=list(only))


def _meetings(only: Collection[UUID] | None, span: Span, *, keeps: bool) -> dict[Id, Meeting]:
    """By duty, when trips that stay go to homes which two owe a visit: of whoever is not planned anew."""
    if only is None and not keeps:
        return {}
    of_two = models.Duty.objects.open().exclude(companion=None).filter(opens_on__lte=span.to_on).order_by()
    if only is not None:
        of_two = of_two.filter(Q(staff__among=list(only)) | Q(companion__among=list(only)))
    known = {str(key): both for key, *both in of_two.values_list("pk", "staff", "companion")}
    stay = {who for both in known.values() for who in both if keeps or who not in (only or ())}
    trips = models.Trip.objects.filter(day__gte=span.from_on, staff__among=list(stay))
    return {
        UUID(key): Meeting(trip.day, stop["arrives"])
        for trip in trips
        for stop in trip.stops
        for key in stop["duties"]
        if key in known
    }


def _keys(trip: models.Trip) -> list[str]:
    return [key for stop in trip.stops for key in stop["duties"]]


def _as_told(row: models.Trip) -> Trip:
    """A trip as far as its day and the number of its doors go."""
    stops = tuple(Stop(None, None, (), stop["arrives"], stop["leaves"], 0.0) for stop in row.stops)
    return Trip(row.staff_id, row.day, stops, row.minutes, row.km, row.leaves, row.back)
