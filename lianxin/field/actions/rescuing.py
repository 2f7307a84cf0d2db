"""What came on other ways than a push: sealed by a revoked phone, saved to a file, or out of the journal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from lianxin.field import journal, sealing, wire
from lianxin.field.actions.carrying import take_in_carried
from lianxin.field.actions.enrolling import note_wiped
from lianxin.field.actions.receiving import receive, take_batch
from lianxin.field.actions.refusals import FieldRefused
from lianxin.field.carried import Carried, unpacked
from lianxin.field.models import Batch, Device, Sealed
from lianxin.field.proving import is_proved
from lianxin.field.vocabulary import LARGEST_BATCH, MOST_OPS
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key

OPS_ALONE, WITH_PHOTOS = "lianxin-rescue-1", "lianxin-rescue-2"
"""Formats of rescue files; the first is also what a phone leaves behind that was emptied."""
ROOM = LARGEST_BATCH - 4096


def take_in_sealed(
    device: Device, text: str, *, sealed_by: str = "", proof: str = "", now: datetime
) -> Sealed | None:
    """Store what a phone sealed, and take its ops into the inbox; None when it does not open (it is stored).

    `sealed_by`: the id under which it was sealed, where that was an earlier one: ops stay those of the phone
    that made them. What somebody else's phone brings waits for a person, and says whether its `proof` shows
    that it is really that phone's. The phone wipes itself once this has answered; what was sealed comes in
    once, however often it is sent.
    """
    maker = _maker(device, sealed_by)
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    kept = Sealed.objects.filter(sha256=digest).first()
    if kept is None:
        kept = _store(maker, text, digest, now)
    try:
        raw = sealing.open_sealed(text)
        batches = list(_in_batches(_opened(raw, OPS_ALONE).ops))
    except (sealing.SealBroken, wire.Unreadable):
        return None
    if kept.opened_at is None:
        doubt = ""
        if maker.staff_id != device.staff_id:
            doubt = "brought-by-another" if is_proved(maker.pk, text, proof) else "phone-unproved"
        answers = [receive(maker, batch, now=now, via=Batch.SEALED, doubt=doubt) for batch in batches]
        kept.opened_at, kept.ops = now, sum(len(one.answers) for one in answers)
        Sealed.objects.filter(pk=kept.pk).update(opened_at=now, ops=kept.ops)
    if device.revoked_at is not None:
        note_wiped(device, now=now)
    return kept


def take_in_rescue(text: str | bytes, *, actor: Any, now: datetime) -> dict[str, int]:
    """Take in a file to which a phone saved what it had not sent; what is here already stays as it is.

    Ops are taken as that phone's when its proof shows that it sealed them, else they wait for a person:
    anybody can write another phone's name into a file. Photos and positions follow their visits
    (`carrying`). Returns how many ops got which answer, and what became of the rest under the codes of
    `carrying`. Raises FieldRefused: rescue-format, rescue-broken.
    """
    try:
        file: wire.RescueFile = wire.read(text, wire.RescueFile)
    except wire.Unreadable:
        raise FieldRefused("rescue-format") from None
    if file.format not in (OPS_ALONE, WITH_PHOTOS):
        raise FieldRefused("rescue-format")
    try:
        carried = _opened(sealing.open_sealed(file.sealed), file.format)
    except (sealing.SealBroken, wire.Unreadable):
        raise FieldRefused("rescue-broken") from None
    key = wire.key_of(file.device_id)
    device = Device.objects.filter(pk=key).first() if key else None
    doubt = "" if device and is_proved(device.pk, file.sealed, file.proof) else "phone-unproved"
    counts: Counter[str] = Counter()
    for batch in _in_batches(carried.ops):
        journal.append(batch, device.pk if device and not doubt else None, now=now)
        answers = take_batch(device, batch, now=now, via=Batch.RESCUE, doubt=doubt).answers
        counts.update(one.answer for one in answers)
    counts.update(take_in_carried(carried, device if not doubt else None, now=now))
    about = device or ("op", new_key())
    record_rescue(about, dict(counts), actor=actor, now=now)
    return dict(counts)


def replay_journal(where: Path | None = None, *, now: datetime) -> dict[str, int]:
    """Take in whatever the journal holds and the database does not, after a restore; returns the answers.

    The moment of receipt is that of the journal, so nothing looks later than it was.
    """
    counts: Counter[str] = Counter()
    for device_id, received_at, raw in journal.read(where):
        device = Device.objects.filter(pk=device_id).first() if device_id else None
        if Batch.objects.filter(device=device, sha256=sha256(raw).digest()).exists():
            continue
        answers = take_batch(device, raw, now=received_at, via=Batch.JOURNAL)
        counts.update(one.answer for one in answers.answers)
    return dict(counts)


@transaction.atomic
def record_rescue(about: Any, counts: dict[str, int], *, actor: Any, now: datetime) -> None:
    record(kind="device.rescued", actor=actor, now=now, subject=about, after=counts)


def _maker(device: Device, sealed_by: str) -> Device:
    key = wire.key_of(sealed_by)
    return (Device.objects.filter(pk=key).first() if key else None) or device


@transaction.atomic
def _store(device: Device, text: str, digest: bytes, now: datetime) -> Sealed:
    content = text.encode("utf-8", "surrogatepass")
    sealed = Sealed(id=new_key(), device=device, received_at=now, sha256=digest, content=content)
    sealed.save(force_insert=True)
    record(kind="device.sealed", actor=None, now=now, subject=device, after={"bytes": len(content)})
    return sealed


def _opened(raw: bytes, form: str) -> Carried:
    """What is in a file. Raises wire.Unreadable."""
    if form == WITH_PHOTOS:
        return unpacked(raw)
    rescued: wire.Rescued = wire.read(raw, wire.Rescued)
    return Carried([bytes(op) for op in rescued.ops], [], [])


def _in_batches(ops: Iterable[bytes]) -> Iterator[bytes]:
    """Ops as batches that are small enough."""
    some: list[bytes] = []
    for op in ops:
        if some and (len(some) == MOST_OPS or sum(map(len, some)) + len(op) > ROOM):
            yield _batch(some)
            some = []
        some.append(op)
    if some:
        yield _batch(some)


def _batch(ops: list[bytes]) -> bytes:
    return b'{"ops":[' + b",".join(ops) + b"]}"
