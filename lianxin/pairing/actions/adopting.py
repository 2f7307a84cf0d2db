"""Adopting a draft, and taking that back: only what still fits today's register is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.pairing.actions.changing import close_handovers
from lianxin.pairing.actions.giving import Given, give
from lianxin.pairing.cadres import keepers_among
from lianxin.pairing.models import Barrier, Draft, DraftPair, Pairing
from lianxin.pairing.refusals import PairingRefused
from lianxin.registry.models import Household


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an adoption, or its undoing, came to: households changed, and those passed over.

    Passed over are homes whose cadre was changed since the draft, that left the register, or whose new
    cadre may not keep them any more.
    """

    changed: int
    passed_over: int


@transaction.atomic
def adopt_draft(draft: Draft, *, actor: Any, now: datetime) -> Adopted:
    """Let a draft take effect today. Raises PairingRefused: ended, trial, not-solved."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise PairingRefused("ended")
    if draft.trial is not None:
        raise PairingRefused("trial")
    if draft.solved_at is None:
        raise PairingRefused("not-solved")
    today = timezone.localdate(now)
    pairs = DraftPair.objects.filter(draft=draft).exclude(staff=None)
    changes = [
        row for row in pairs.values_list("household", "before", "staff", "reasons") if row[1] != row[2]
    ]
    able = keepers_among({staff for _, _, staff, _ in changes}, today)
    barred = set(Barrier.objects.on(today).values_list("household", "staff"))
    homes = _homes()
    fits = [
        Given(home, homes[home][0], before, staff, reasons)
        for home, before, staff, reasons in changes
        if homes.get(home, (None, staff))[1] == before and staff in able and (home, staff) not in barred
    ]
    give(fits, cause=Pairing.DRAFT, actor=actor, now=now, draft=draft.pk)
    draft.adopted_at, draft.adopted_by = now, actor
    draft.save(update_fields=["adopted_at", "adopted_by"])
    adopted = Adopted(len(fits), len(changes) - len(fits))
    _tell("pairing.adopted", draft, adopted, actor=actor, now=now)
    return adopted


@transaction.atomic
def undo_adoption(draft: Draft, *, actor: Any, now: datetime) -> Adopted:
    """Give every household that still has the draft's cadre back to the one before, as far as he can.

    Raises PairingRefused: not-adopted.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.adopted_at is None or draft.undone_at is not None:
        raise PairingRefused("not-adopted")
    today = timezone.localdate(now)
    standing = dict(
        Pairing.objects.lasting().filter(draft=draft, cause=Pairing.DRAFT).values_list("household", "staff")
    )
    pairs = (
        DraftPair.objects.filter(draft=draft).exclude(staff=None).values_list("household", "before", "staff")
    )
    changes = [row for row in pairs if row[1] != row[2]]
    able = keepers_among({before for _, before, _ in changes if before}, today)
    homes = _homes()
    fits = [
        Given(home, homes[home][0], staff, before)
        for home, before, staff in changes
        if home in homes and standing.get(home) == staff and (before is None or before in able)
    ]
    give(fits, cause=Pairing.BACK, actor=actor, now=now, draft=draft.pk)
    close_handovers(fits, now=now)
    draft.undone_at = now
    draft.save(update_fields=["undone_at"])
    undone = Adopted(len(fits), len(changes) - len(fits))
    _tell("pairing.undone", draft, undone, actor=actor, now=now)
    return undone


def _homes() -> dict[Any, tuple[Any, Any]]:
    """Where each present household lies and who has it: (area, keeper)."""
    rows = Household.objects.present().order_by().values_list("pk", "area", "keeper")
    return {key: (area, keeper) for key, area, keeper in rows.iterator()}


def _tell(kind: str, draft: Draft, adopted: Adopted, *, actor: Any, now: datetime) -> None:
    after = {"changed": adopted.changed, "passed_over": adopted.passed_over}
    record(kind=kind, actor=actor, now=now, subject=draft, after=after)
