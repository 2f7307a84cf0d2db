"""Trips of the days ahead: duties that lie together on one day, in the best order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.classification.judging import Inputs
from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.people.models import Staff
from lianxin.planning import models, vocabulary
from lianxin.planning.places import Ground
from lianxin.planning.reading import as_told, policies_on, read_after_work, read_facts
from lianxin.planning.refusals import refusing
from lianxin.planning.routes.bundling import Plan, bundle
from lianxin.planning.routes.days import Door
from lianxin.planning.vocabulary import Id
from lianxin.registry.models import Household
from lianxin.workdays import official

DAYS_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Trips:
    """How many trips were planned, and the duties due in that time that found no day, with the reason."""

    trips: int
    unplanned: tuple[vocabulary.Unplanned, ...]


def plan_trips(
    *,
    staff: Staff | None = None,
    from_on: date,
    days: int = DAYS_AHEAD,
    actor: Any,
    now: datetime,
    inputs: Inputs | None = None,
) -> Trips:
    """Plan the trips of one cadre, or of all, for so many days from a day on, never before today.

    They replace those before. What opens in that time or earlier gets a day, overdue ones too. `inputs`: the
    facts of all homes when they were read already. Raises PlanningRefused: no-policy, year_unknown.
    """
    today = timezone.localdate(now)
    from_on = max(from_on, today)
    end = from_on + timedelta(days=days - 1)
    policies = policies_on(today)
    numbers = policies.standards
    rows = models.Duty.objects.open().filter(opens_on__lte=end).order_by("staff", "due_on", "pk")
    if staff is not None:
        rows = rows.filter(staff=staff)
    duties = [as_told(row) for row in rows.iterator()]
    homes = {duty.home for duty in duties if duty.home is not None}
    if inputs is None:
        inputs = read_facts(policies.visits, on=today, keys=sorted(homes))
    ground = Ground(today)
    doors = _doors(duties, homes, read_after_work(inputs, policies.visits, numbers), ground)
    with refusing():
        plan = bundle(
            duties,
            doors,
            ground.bases({duty.cadre for duty in duties}),
            start=from_on,
            end=end,
            standards=numbers,
            calendar=official(),
            kept=_kept(staff, from_on),
        )
    _write(plan, staff, from_on=from_on, actor=actor, now=now)
    return Trips(len(plan.trips), tuple(one for one in plan.unplanned if one.duty.due_on <= end))


def _doors(
    duties: Sequence[vocabulary.Duty], homes: set[Any], after_work: set[UUID], ground: Ground
) -> dict[Id, Door]:
    """Where each duty is done; people of a village are there all day."""
    found = Household.objects.filter(pk__among=list(homes)).order_by()
    doors: dict[Id, Door] = {
        key: Door(longitude, latitude, key in after_work)
        for key, longitude, latitude in found.values_list("pk", "longitude", "latitude").iterator()
    }
    return doors | {duty.area: Door(*ground.middle(duty.area)) for duty in duties if duty.home is None}


def _kept(staff: Staff | None, from_on: date) -> list[vocabulary.Trip]:
    """The trips of the same week before the first day planned: they count for their week."""
    monday = from_on - timedelta(days=from_on.weekday())
    rows = models.Trip.objects.filter(day__gte=monday, day__lt=from_on)
    if staff is not None:
        rows = rows.filter(staff=staff)
    return [
        vocabulary.Trip(
            row.staff_id,
            row.day,
            tuple(
                vocabulary.Stop(None, None, (), stop["arrives"], stop["leaves"], 0.0) for stop in row.stops
            ),
            row.minutes,
            row.km,
            row.leaves,
            row.back,
        )
        for row in rows
    ]


@transaction.atomic
def _write(plan: Plan, staff: Staff | None, *, from_on: date, actor: Any, now: datetime) -> None:
    old = models.Trip.objects.filter(day__gte=from_on)
    if staff is not None:
        old = old.filter(staff=staff)
    old.delete()
    insert_rows(
        models.Trip,
        [
            (
                new_key(),
                trip.cadre,
                trip.day,
                _stops(trip),
                trip.minutes,
                trip.km,
                trip.leaves,
                trip.back,
                now,
            )
            for trip in plan.trips
        ],
    )
    after = {"trips": len(plan.trips), "from_on": from_on.isoformat()}
    note = Note("trips.planned", "staff", staff.pk if staff else None, after=after)
    record_many([note], actor=actor, now=now)


def _stops(trip: vocabulary.Trip) -> list[dict[str, Any]]:
    return [
        {
            "household": str(stop.home) if stop.home else None,
            "area": str(stop.area),
            "duties": [str(duty.id) for duty in stop.duties],
            "arrives": stop.arrives,
            "leaves": stop.leaves,
            "km": stop.km,
        }
        for stop in trip.stops
    ]
