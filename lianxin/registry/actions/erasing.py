"""Erasing what a household need not have kept of it: phones, the note, where exactly its house stands."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.registry.models import Household, Resident


@transaction.atomic
def erase_unneeded(household: Household, *, actor: Any, now: datetime) -> list[str]:
    """Take away every phone of its people (those who left among them), its note and its coordinates; returns
    what there was. Names, ID numbers and facts stay: its class and its help rest on them.

    The ledger is told what was taken away, never what it said.
    """
    found = Household.objects.select_for_update().get(pk=household.pk)
    gone = []
    phones = Resident.objects.filter(household=found).exclude(phone=None)
    if phones.update(phone="", phone_index=None):
        gone.append("phone")
    if found.note:
        gone.append("note")
    if found.longitude is not None or found.latitude is not None:
        gone.append("position")
    found.note, found.longitude, found.latitude = "", None, None
    found.save(update_fields=["note", "longitude", "latitude"])
    if gone:
        record(
            kind="household.erased",
            actor=actor,
            now=now,
            subject=("household", found.pk),
            area=found.area_id,
            after={"erased": gone},
        )
    return gone
