"""Who must not be paired with whom: relatives, an open complaint, a household's wish."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.pairing.models import Barrier
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.models import Staff
from lianxin.registry.models import Household


@transaction.atomic
def note_barrier(
    household: Household, staff: Staff, *, kind: str, note: str = "", actor: Any, now: datetime
) -> Barrier:
    """Write down that two must not be paired, from today. It does not change who keeps the household now.

    Raises PairingRefused: barrier-there.
    """
    lasting = Barrier.objects.lasting().filter(household=household, staff=staff, kind=kind)
    if lasting.exists():
        raise PairingRefused("barrier-there")
    barrier = Barrier.objects.create(
        household=household,
        staff=staff,
        kind=kind,
        from_on=timezone.localdate(now),
        note=note.strip(),
        noted_by=actor,
    )
    _tell("barrier.noted", barrier, actor=actor, now=now)
    return barrier


@transaction.atomic
def lift_barrier(barrier: Barrier, *, actor: Any, now: datetime) -> None:
    """Let two be paired again. Raises PairingRefused: decided."""
    if barrier.to_on is not None:
        raise PairingRefused("decided")
    barrier.to_on = max(timezone.localdate(now), barrier.from_on)
    barrier.save(update_fields=["to_on"])
    _tell("barrier.lifted", barrier, actor=actor, now=now)


def _tell(kind: str, barrier: Barrier, *, actor: Any, now: datetime) -> None:
    """The ledger says that there is a barrier, neither whom it concerns nor why: it may be a complaint.

    It is told about the barrier: the household's story is read by the cadre himself.
    """
    record(kind=kind, actor=actor, now=now, subject=barrier, area=barrier.household.area_id)
