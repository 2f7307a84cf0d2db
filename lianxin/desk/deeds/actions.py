"""Doing one thing to several households, and taking it back: the only writer of deeds.

Each household is asked for by itself, with the right it needs, and refused by itself; what can be done is
done in one transaction. The ledger hears of each household from the action that is called.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.classification.actions import ReviewRefused, open_objection
from lianxin.classification.actions.withdrawing import withdraw_objection
from lianxin.classification.models import Review
from lianxin.desk.models import Deed
from lianxin.ledger.models import Event
from lianxin.people.access import may
from lianxin.registry.actions import StructureRefused, undo_structure
from lianxin.registry.actions.placing import correct_place
from lianxin.registry.models import Household

MOST = 500
VERBS = {Deed.REVIEW: "household.contest", Deed.PLACE: "household.edit"}
NOT_ALLOWED, GONE = "not-allowed", "gone"


class DeedOver(ValueError):
    """The deed was carried out, or taken back, already."""


def propose(kind: str, keys: Sequence[UUID], *, actor: Any, now: datetime) -> Deed:
    """Note what somebody is about to do, to which households; nothing is done yet."""
    packed = b"".join(key.bytes for key in keys)
    return Deed.objects.create(kind=kind, by=actor, keys=packed, chosen=len(keys), values={}, asked_at=now)


def fill_in(deed: Deed, values: dict[str, str]) -> None:
    """Keep what the person filled in, to be looked at before it is done. Raises DeedOver."""
    if deed.done_at:
        raise DeedOver(str(deed.pk))
    deed.values = values
    deed.save(update_fields=["values"])


@transaction.atomic
def carry_out(deed: Deed, *, actor: Any, now: datetime) -> Deed:
    """Do it to every household it can be done to; the others are counted by reason. Raises DeedOver."""
    deed = Deed.objects.select_for_update().get(pk=deed.pk)
    if deed.done_at:
        raise DeedOver(str(deed.pk))
    made: list[str] = []
    refused: Counter[str] = Counter()
    area = Area.objects.filter(pk=deed.values.get("area")).first() if deed.kind == Deed.PLACE else None
    seen = Household.objects.seen_by(actor).select_related("area").in_bulk(deed.things)
    for key in deed.things:
        household = seen.get(key)
        if household is None:
            refused[GONE] += 1
            continue
        try:
            with transaction.atomic():
                made.append(_do(deed, household, area, actor=actor, now=now))
        except (ReviewRefused, StructureRefused) as why:
            refused[why.code] += 1
    deed.outcome = {"made": made, "refused": dict(refused)}
    deed.done_at = now
    deed.save(update_fields=["outcome", "done_at"])
    return deed


def _do(deed: Deed, household: Household, area: Area | None, *, actor: Any, now: datetime) -> str:
    """The key of what came of it: a review, or an event."""
    if not may(actor, VERBS[deed.kind], household):
        raise StructureRefused(NOT_ALLOWED, "")
    if deed.kind == Deed.REVIEW:
        return str(open_objection(household, words=deed.values["words"], actor=actor, now=now).pk)
    if area is None or not may(actor, VERBS[deed.kind], area):
        raise StructureRefused(NOT_ALLOWED, "")
    group_name = deed.values.get("group_name", "")
    return str(correct_place(household, area=area, group_name=group_name, actor=actor, now=now).pk)


@transaction.atomic
def take_back(deed: Deed, *, actor: Any, now: datetime) -> int:
    """Take back what a deed did, where nothing has happened since; returns how many. Raises DeedOver."""
    deed = Deed.objects.select_for_update().get(pk=deed.pk)
    if not deed.done_at or deed.undone_at:
        raise DeedOver(str(deed.pk))
    back = 0
    refused: Counter[str] = Counter()
    for key in deed.outcome["made"]:
        try:
            with transaction.atomic():
                _undo(deed, key, actor=actor, now=now)
            back += 1
        except (ReviewRefused, StructureRefused) as why:
            refused[why.code] += 1
    deed.outcome |= {"back": back, "stays": dict(refused)}
    deed.undone_at = now
    deed.save(update_fields=["outcome", "undone_at"])
    return back


def _undo(deed: Deed, key: str, *, actor: Any, now: datetime) -> None:
    table = Review if deed.kind == Deed.REVIEW else Event
    thing = table.objects.get(pk=key)
    about = thing.household if deed.kind == Deed.REVIEW else Household.objects.get(pk=thing.subject_id)
    if not may(actor, VERBS[deed.kind], about):
        raise StructureRefused(NOT_ALLOWED, "")
    if deed.kind == Deed.REVIEW:
        withdraw_objection(thing, actor=actor, now=now)
    else:
        undo_structure(thing, actor=actor, now=now)
