"""A visit was made, or was not after all. One visit serves all that is owed at a door and any visit meets."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.pairing.actions import close_handover
from lianxin.pairing.models import HandOver
from lianxin.planning.models import Duty
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import HAPPENED, MUST_SEE, Reason

ANY_VISIT = tuple(sorted({Reason.ROUND, *MUST_SEE, *HAPPENED}))
"""What any visit to the home meets; for the rest somebody must have gone there on purpose."""


@dataclass(frozen=True, slots=True)
class Done:
    """The keys of the duties that one visit ended, or that taking it back opened again."""

    duties: tuple[UUID, ...]


@transaction.atomic
def record_done(duty: Duty, *, on: date, actor: Any, now: datetime) -> Done:
    """Record that a visit was made on a day; what else was open at that door and any visit meets ends too.

    A hand-over is thereby closed. Raises PlanningRefused: ended, day-ahead, too-early.
    """
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if duty.ended_on is not None:
        raise PlanningRefused("ended")
    if on > timezone.localdate(now):
        raise PlanningRefused("day-ahead")
    if on < duty.opens_on:
        raise PlanningRefused("too-early")
    served = Duty.objects.open().filter(Q(pk=duty.pk) | (_beside(duty) & Q(opens_on__lte=on)))
    keys = tuple(served.order_by("pk").values_list("pk", flat=True))
    served.update(ended_on=on, end=Duty.DONE)
    if duty.reason == Reason.HAND_OVER:
        handover = HandOver.objects.open().filter(household=duty.household_id).first()
        if handover:
            close_handover(handover, met_on=max(on, handover.from_on), actor=actor, now=now)
    _tell("duty.done", duty, keys, on, actor=actor, now=now, is_late=on > duty.due_on)
    return Done(keys)


@transaction.atomic
def take_back_done(duty: Duty, *, actor: Any, now: datetime) -> Done:
    """Take back that a visit was made: everything that it ended is owed as before.

    Raises PlanningRefused: not-done, handed-over (a hand-over stays closed).
    """
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if duty.end != Duty.DONE:
        raise PlanningRefused("not-done")
    if duty.reason == Reason.HAND_OVER:
        raise PlanningRefused("handed-over")
    on = duty.ended_on
    served = Duty.objects.filter(Q(pk=duty.pk) | (_beside(duty) & Q(ended_on=on, end=Duty.DONE)))
    keys = tuple(served.order_by("pk").values_list("pk", flat=True))
    served.update(ended_on=None, end="")
    _tell("duty.reopened", duty, keys, on, actor=actor, now=now, is_late=False)
    return Done(keys)


def _beside(duty: Duty) -> Q:
    """What a visit for this duty serves as well: what the same cadre owes the same home anyway."""
    if duty.household_id is None or duty.reason not in ANY_VISIT:
        return Q(pk=duty.pk)
    return Q(household=duty.household_id, staff=duty.staff_id, reason__in=ANY_VISIT)


def _tell(
    kind: str, duty: Duty, keys: tuple[UUID, ...], on: date, *, actor: Any, now: datetime, is_late: bool
) -> None:
    """Told about the home (or the place), so that its story has it; after a late visit its rounds move on."""
    home = duty.household_id
    after = {"on": on.isoformat(), "reason": duty.reason, "duties": len(keys)}
    record(
        kind=kind,
        actor=actor,
        now=now,
        subject=("household", home) if home else ("area", duty.area_id),
        area=duty.area_id,
        after=after | ({"late": True} if is_late else {}),
    )
