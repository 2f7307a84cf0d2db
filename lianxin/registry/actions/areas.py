"""What happens to households when areas merge: they go along. Set as a guard on areas in `apps.py`."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import Note, record_many
from lianxin.registry.models import Household


def count_households(area: Any) -> int:
    """How many households on the register lie in the area itself."""
    return Household.objects.present().filter(area=area).count()


@transaction.atomic
def carry_households(area: Any, into: Any, *, actor: Any, now: datetime) -> int:
    """Move every household of an area, also those that left the register; returns how many."""
    households = list(Household.objects.filter(area=area).values_list("pk", flat=True))
    Household.objects.filter(area=area).update(area=into)
    notes = (
        Note(
            "household.changed",
            "household",
            key,
            into.pk,
            before={"area": area.code},
            after={"area": into.code},
            reason="area.merged",
        )
        for key in households
    )
    record_many(notes, actor=actor, now=now)
    return len(households)
