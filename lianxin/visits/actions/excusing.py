"""Visits that were tried in vain: planning hears why, and says what follows. The corridor's work."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianxin.ledger.models import Event
from lianxin.planning.actions import excuse
from lianxin.planning.models import Duty
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import Cannot
from lianxin.visits.models import Missed


@transaction.atomic
def excuse_missed(events: Sequence[Event], *, now: datetime) -> None:
    """Tell planning of each visit that failed, once. What planning refuses stays known by its code."""
    keys = [UUID(event.after["missed"]) for event in events]
    tries = Missed.objects.filter(pk__among=keys, outcome="").select_related("staff")
    for missed in tries.order_by("captured_at", "pk"):
        missed.outcome = _ask_planning(missed, now)
        missed.save(update_fields=["outcome"])


def _ask_planning(missed: Missed, now: datetime) -> str:
    duty = _duty(missed)
    if duty is None:
        return "no-duty"
    words = missed.note.strip() or (Cannot(missed.code).zh if missed.code in list(Cannot) else "")
    try:
        excuse(duty, code=missed.code, tried_on=missed.tried_on, note=words, actor=missed.staff, now=now)
    except PlanningRefused as refused:
        return refused.code
    return Missed.EXCUSED


def _duty(missed: Missed) -> Duty | None:
    """The duty that was meant, if it is of the same door; else what the cadre owes there first."""
    at_door = Duty.objects.filter(household=missed.household_id)
    if missed.household_id is None:
        at_door = at_door.filter(area=missed.area_id)
    meant = at_door.filter(pk=missed.duty_id).first()
    return meant or at_door.open().filter(staff=missed.staff_id).order_by("due_on", "pk").first()
