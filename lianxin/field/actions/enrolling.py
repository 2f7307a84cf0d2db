"""Phones come into use and go out of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.field import wire
from lianxin.field.models import Device, Handed
from lianxin.field.sign_ins import mark_of, roles_in
from lianxin.field.tokens import hash_of, new_token
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.people.access import held_today
from lianxin.people.models import Staff


@transaction.atomic
def enrol_device(
    *,
    staff: Staff,
    name: str,
    app_version: str = "",
    former_token: str = "",
    actor: Any,
    now: datetime,
) -> tuple[Device, str]:
    """Let a phone in whose owner has just proved who he is; returns it with its token, told this once.

    A phone of his that still has its `former_token`, and is not out of use, stays the device it was: its
    numbering goes on, and only the token is another.
    """
    token = new_token()
    device = _same_phone(staff, former_token)
    if is_new := device is None:
        device = Device(id=new_key(), staff=staff, enrolled_at=now)
    device.name, device.app_version = wire.line(name, 60), wire.line(app_version, 40)
    device.token_hash, device.last_seen_at = hash_of(token), now
    device.password_mark, device.roles = mark_of(staff.password), roles_in(held_today(staff))
    device.save(force_insert=is_new)
    after = {"name": device.name} | ({} if is_new else {"again": True})
    record(kind="device.enrolled", actor=actor, now=now, subject=device, after=after)
    return device, token


def _same_phone(staff: Staff, former_token: str) -> Device | None:
    mine = Device.objects.select_for_update(of=("self",)).current().filter(staff=staff)
    return mine.filter(token_hash=hash_of(former_token)).first() if former_token else None


@transaction.atomic
def revoke_device(device: Device, *, actor: Any, now: datetime, reason: str = "") -> bool:
    """Take a phone out of use: at its next contact it seals what it has not sent and wipes itself.

    What it still sends is stored and waits for a person. False when it was out of use already.
    """
    found = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    if found.revoked_at is not None:
        return False
    found.revoked_at, found.revoked_by = now, actor
    found.save(update_fields=["revoked_at", "revoked_by"])
    record(kind="device.revoked", actor=actor, now=now, subject=found, reason=wire.line(reason, 200))
    return True


@transaction.atomic
def note_wiped(device: Device, *, now: datetime) -> None:
    """The phone was told that it is out of use: from now on nothing of the register lies on it."""
    if Device.objects.filter(pk=device.pk, wiped_at=None).update(wiped_at=now):
        Handed.objects.filter(device=device, left_at=None).update(left_at=now)
        record(kind="device.wiped", actor=None, now=now, subject=device)
