"""Handing rows out to a phone: the homes that lie on it are written down before it hears of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from lianxin.databases.inserting import insert_rows
from lianxin.field import epochs
from lianxin.field.actions.answers import Receipt
from lianxin.field.actions.enrolling import note_wiped
from lianxin.field.models import Device, Handed, Op
from lianxin.field.pulling.rows import Difference, difference
from lianxin.field.rules import backed_up_runs, backed_up_seq, receipt
from lianxin.field.settings_row import settings_row
from lianxin.field.shell import present_build
from lianxin.field.vocabulary import SEEN_EVERY
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.registry.models import Household

MOST_FORMER = 20


class Rows(msgspec.Struct, frozen=True):
    """The answer to a pull. `backed_up`: device → runs of numbers in verified backups, of this phone and of
    the former ones it asked about; `backed_up_seq` says the same of this phone up to its first gap."""

    epoch: str
    rows: list[dict[str, Any]]
    gone: list[str]
    leave: list[str]
    backed_up_seq: int
    backed_up: dict[str, list[tuple[int, int]]]
    receipt: Receipt
    server_time_ms: int
    settings: dict[str, Any]
    revoked: bool
    latest_app: str


def hand_out(
    device: Device,
    have: Mapping[str, str],
    *,
    former: Sequence[UUID] = (),
    app_version: str = "",
    now: datetime,
) -> Rows:
    """What a phone lacks of its owner's rows. A phone that is out of use, or whose owner left, is told to
    seal what it has not sent and to wipe itself; it gets nothing else.

    `former`: phones of which it still keeps ops; those that are not the same person's are passed over.
    """
    person = device.staff
    is_revoked = device.revoked_at is not None or not person.is_active
    if is_revoked:
        note_wiped(device, now=now)
        found = Difference(leave=list(have))
    else:
        found = difference(person, have, now=now)
        note_handed(device, found, app_version=app_version, now=now)
    ops = list(Op.objects.filter(device=device).values_list("op_id", "device_seq", "backed_up_at"))
    return Rows(
        epoch=epochs.current_or_first(now=now),
        rows=found.rows,
        gone=found.gone,
        leave=found.leave,
        backed_up_seq=backed_up_seq((seq, at is not None) for _key, seq, at in ops),
        backed_up=_backed_up(device, former, ops),
        receipt=Receipt(*receipt(key for key, _seq, _at in ops)),
        server_time_ms=int(now.timestamp() * 1000),
        settings=settings_row(person, device),
        revoked=is_revoked,
        latest_app=present_build().version,
    )


def _backed_up(
    device: Device, former: Sequence[UUID], ops: Iterable[tuple[UUID, int, datetime | None]]
) -> dict[str, list[tuple[int, int]]]:
    kept = {device.pk: [(seq, at is not None) for _key, seq, at in ops]}
    if former:
        others = Device.objects.filter(staff=device.staff_id, pk__in=former[:MOST_FORMER])
        rows = Op.objects.filter(device__in=others.exclude(pk=device.pk)).order_by()
        for key, seq, at in rows.values_list("device", "device_seq", "backed_up_at"):
            kept.setdefault(key, []).append((seq, at is not None))
    return {str(key): backed_up_runs(numbers) for key, numbers in kept.items()}


def note_handed(device: Device, found: Difference, *, app_version: str = "", now: datetime) -> None:
    """Write down which homes lie on the phone from now on; the ledger is told of each one's first time there,
    for with the row goes the family's phone number."""
    kept = dict(Handed.objects.filter(device=device).values_list("household_id", "left_at"))
    homes = set(found.homes)
    new = sorted(homes - kept.keys())
    back = [key for key in homes & kept.keys() if kept[key] is not None]
    left = [key for key, left_at in kept.items() if left_at is None and key not in homes]
    is_quiet = device.last_seen_at and now - device.last_seen_at < SEEN_EVERY
    if not (new or back or left) and is_quiet and device.app_version == app_version[:40]:
        return
    with transaction.atomic():
        insert_rows(Handed, [(new_key(), device.pk, key, now, None) for key in new])
        Handed.objects.filter(device=device, household_id__in=back).update(left_at=None)
        Handed.objects.filter(device=device, household_id__in=left).update(left_at=now)
        areas = dict(Household.objects.filter(pk__in=new).values_list("pk", "area"))
        after = {"device": str(device.pk)}
        notes = [Note("household.handed_out", "household", key, areas[key], after=after) for key in new]
        record_many(notes, actor=device.staff, now=now)
        Device.objects.filter(pk=device.pk).update(last_seen_at=now, app_version=app_version[:40])
