"""What happens to households when areas merge: they go along. Set as a guard on areas in `apps.py`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.models import Event
from lianxin.registry.models import Household

AT_A_TIME = 5_000
"""Keys in one statement; a database takes only so many."""


def count_households(area: Any) -> int:
    """How many households on the register lie in the area itself."""
    return Household.objects.present().filter(area=area).count()


@transaction.atomic
def carry_households(area: Any, into: Any, *, actor: Any, now: datetime) -> int:
    """Move every household of an area, also those that left the register; returns how many."""
    households = list(Household.objects.filter(area=area).values_list("pk", flat=True))
    _move(households, area, into, "area.merged", actor=actor, now=now)
    return len(households)


@transaction.atomic
def return_households(area: Any, into: Any, *, merged_at: datetime, actor: Any, now: datetime) -> int:
    """Bring back every household that a merger carried over; returns how many.

    Raises AreaRefusal `changed_since` when one of them has moved on meanwhile.
    """
    carried = Event.objects.filter(
        area_id=into.pk, at=merged_at, kind="household.changed", cause="area.merged"
    )
    households = [event.subject_id for event in carried if event.before.get("area") == area.code]
    there = set(Household.objects.filter(area=into).values_list("pk", flat=True))
    if not there.issuperset(households):
        raise AreaRefusal("changed_since", name=area.name)
    _move(households, into, area, "area.change_undone", actor=actor, now=now)
    return len(households)


def _move(households: list[UUID], area: Any, into: Any, why: str, *, actor: Any, now: datetime) -> None:
    for start in range(0, len(households), AT_A_TIME):
        some = households[start : start + AT_A_TIME]
        Household.objects.filter(pk__in=some).update(area=into)
    before, after = {"area": area.code}, {"area": into.code}
    notes = (
        Note("household.changed", "household", key, into.pk, before, after, cause=why) for key in households
    )
    record_many(notes, actor=actor, now=now)
