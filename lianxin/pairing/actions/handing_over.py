"""The end of a hand-over: the two cadres went there together, or the time for it is past."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import Note, record, record_many
from lianxin.pairing.models import HandOver
from lianxin.pairing.refusals import PairingRefused
from lianxin.registry.models import Household


@transaction.atomic
def close_handover(handover: HandOver, *, met_on: date, actor: Any, now: datetime) -> None:
    """Both were with the household on a day; from now on only the new cadre sees it.

    Raises PairingRefused: handover-ended, day-ahead, too-early.
    """
    handover = HandOver.objects.select_for_update().get(pk=handover.pk)
    if handover.ended_on is not None:
        raise PairingRefused("handover-ended")
    if met_on > timezone.localdate(now):
        raise PairingRefused("day-ahead")
    if met_on < handover.from_on:
        raise PairingRefused("too-early")
    handover.ended_on, handover.end = met_on, HandOver.MET
    handover.save(update_fields=["ended_on", "end"])
    household = handover.household
    Household.objects.filter(pk=household.pk).update(handing_over=None)
    record(
        kind="handover.met",
        actor=actor,
        now=now,
        subject=household,
        area=household.area_id,
        after={"met_on": met_on.isoformat()},
    )


@transaction.atomic
def lapse_handovers(*, now: datetime) -> int:
    """End the hand-overs whose time is past; returns how many. The desk sees them as not done."""
    today = timezone.localdate(now)
    late = HandOver.objects.open().filter(due_on__lt=today)
    rows = list(late.values_list("pk", "household", "household__area"))
    HandOver.objects.filter(pk__in=[key for key, _, _ in rows]).update(ended_on=today, end=HandOver.LAPSED)
    Household.objects.filter(pk__in=[home for _, home, _ in rows]).update(handing_over=None)
    notes = (Note("handover.lapsed", "household", home, area) for _, home, area in rows)
    record_many(notes, actor=None, now=now)
    return len(rows)
