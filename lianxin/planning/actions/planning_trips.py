"""Trips of the days ahead: duties that lie together on one day, in the best order."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
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
from lianxin.planning.laying_out import DAYS_AHEAD, Span, cadres_with_visits_to_place, lay_out
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.routes.bundling import Plan

MANY = 500  # cadres whose days are laid out in one transaction


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

    They replace those before (`laying_out.lay_out`). `inputs`: the facts of all homes when they were read
    already. Raises PlanningRefused: no-policy, year_unknown.
    """
    span = Span.ahead(timezone.localdate(now), from_on, days)
    only = None if staff is None else {staff.pk}
    plan = lay_out(only, span, inputs=inputs)
    _write(plan, span, replaced=only, subject=staff, actor=actor, now=now)
    found_none = {one.duty.id: one for one in plan.unplanned if one.duty.due_on <= span.to_on}
    return Trips(len(plan.trips), tuple(found_none.values()))


def plan_coming_trips(*, now: datetime) -> int:
    """Once a day, give every visit whose time is near a day in somebody's trips; returns the new trips.

    Days that are laid out stay as they are, for people count on them. Only where a visit finds no room
    beside them are a cadre's days laid out anew, if more find room then. Nothing in a district that was never
    planned.
    """
    today = timezone.localdate(now)
    if models.Laying.objects.filter(day=today).exists() or not models.Plan.objects.exists():
        return 0
    span, made = Span.ahead(today), 0
    waiting = sorted(cadres_with_visits_to_place(span))
    try:
        for start in range(0, len(waiting), MANY):
            made += _fill_days(set(waiting[start : start + MANY]), span, now)
    except PlanningRefused:
        made = 0  # no policy, or a year without a calendar: nothing to go by today
    models.Laying.objects.create(day=today, laid_at=now, trips=made)
    return made


@transaction.atomic
def _fill_days(cadres: set[UUID], span: Span, now: datetime) -> int:
    beside = lay_out(cadres, span, keeps=True)
    lost = Counter(one.duty.cadre for one in beside.unplanned)
    anew = lay_out(set(lost), span) if lost else Plan((), ())
    lost_anew = Counter(one.duty.cadre for one in anew.unplanned)
    better = {who for who, number in lost.items() if lost_anew[who] < number}
    added = Plan(tuple(one for one in beside.trips if one.cadre not in better), ())
    moved = Plan(tuple(one for one in anew.trips if one.cadre in better), ())
    _write(added, span, replaced=set(), now=now)
    _write(moved, span, replaced=better, now=now)
    return len(added.trips) + len(moved.trips)


@transaction.atomic
def _write(
    plan: Plan,
    span: Span,
    *,
    replaced: Collection[UUID] | None,
    subject: Staff | None = None,
    actor: Any = None,
    now: datetime,
) -> None:
    """Write trips down in the place of those to come of the cadres `replaced`, None for everybody's."""
    old = models.Trip.objects.filter(day__gte=span.from_on)
    if replaced is not None:
        old = old.filter(staff__among=list(replaced))
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
    if plan.trips or replaced is None or subject:
        after = {"trips": len(plan.trips), "from_on": span.from_on.isoformat()}
        note = Note("trips.planned", "staff", subject.pk if subject else None, after=after)
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
