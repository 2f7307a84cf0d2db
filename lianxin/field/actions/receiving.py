"""Receiving what phones send: the bytes first, then every op by itself; answers leave after the commit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_many, insert_rows
from lianxin.field import asking, epochs, journal, wire
from lianxin.field.actions.answers import Answered, Answers, Receipt, answered, answered_again, rejected
from lianxin.field.actions.judging import Arrived, Judge, arrived, sender_of
from lianxin.field.actions.retrying import judge_held_of
from lianxin.field.models import Batch, Device, Op
from lianxin.field.reach import reviewer_for
from lianxin.field.rules import is_same, receipt
from lianxin.field.vocabulary import ACCEPTED, SEEN_EVERY, SETTLED, Kept, State
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key


def receive(device: Device, raw: bytes, *, now: datetime, via: str = Batch.PUSH, doubt: str = "") -> Answers:
    """Store a batch and judge its ops, each by itself. Whatever it is, it is stored: on the disk beside the
    database, then in the inbox. When this returns, all is committed. `doubt`: the code of why it
    may not be this phone's (`Sender`); the journal then names no phone, so that a replay doubts it too.

    A batch that cannot be read comes back with `trouble` set and no answers.
    """
    journal.append(raw, None if doubt else device.pk, now=now)
    return take_batch(device, raw, now=now, via=via, doubt=doubt)


def take_batch(device: Device | None, raw: bytes, *, now: datetime, via: str, doubt: str = "") -> Answers:
    """The same for bytes that stand in the journal already, or need not: a rescue file, a replay.

    Tried once more when another request wrote one of these ops at the same moment.
    """
    try:
        return _take_batch(device, raw, now, via, doubt)
    except IntegrityError:
        return _take_batch(device, raw, now, via, doubt)


@transaction.atomic
def _take_batch(device: Device | None, raw: bytes, now: datetime, via: str, doubt: str) -> Answers:
    device = _locked(device)
    batch, is_new = _store(device, raw, now, via)
    try:
        push = wire.read_push(raw)
    except wire.Unreadable as unreadable:
        if is_new:
            Batch.objects.filter(pk=batch.pk).update(trouble=unreadable.code)
        return _answers(device, [], now, trouble=unreadable.code)
    sent = wire.moment_of(push.sent_ms)
    ops = [arrived(bytes(one), sent=sent, received=now) for one in push.ops]
    answers = _judge_new(device, batch, ops, now, doubt)
    if device is not None:
        _note_seen(device, ops, now)
        if any(one.verdict is ACCEPTED for one in ops) and asking.has_held(device.pk):
            judge_held_of(device, now=now)
    return _answers(device, answers, now)


def _judge_new(
    device: Device | None, batch: Batch, ops: Sequence[Arrived], now: datetime, doubt: str
) -> list[Answered]:
    """Judge what is new among these, write it down, and answer each in the order of its coming."""
    known = known_ops(one.number for one in ops)
    former = _former(device, known.values())
    answers: list[Answered | None] = []
    new: dict[UUID, Arrived] = {}
    strange: list[Arrived] = []
    for one in ops:
        kept = known.get(one.number)
        if kept is None and (earlier := new.get(one.number)):
            kept = Kept(one.number, earlier.sha256, State.ACCEPTED, "")
        if kept is None:
            new[one.number] = one
            answers.append(None)
        elif is_same(kept, one.sha256):
            answers.append(answered_again(kept, former) if one.number in known else None)
        else:
            strange.append(one)
            answers.append(rejected(one.number))
    person = device.staff if device else None
    judge = Judge(person, sender_of(device, person, doubt=doubt), now)
    fresh = list(new.values())
    judge.judge(fresh)
    write_ops(device, batch, fresh, now)
    _tell_rejected(strange, person, now)
    return [
        found or answered(one.number, new[one.number].verdict)
        for found, one in zip(answers, ops, strict=True)
    ]


def _former(device: Device | None, known: Iterable[Kept]) -> set[UUID]:
    """The other phones of its person for which some of these ops count."""
    others = {one.device_id for one in known if one.device_id} - {device.pk if device else None}
    if device is None or not others:
        return set()
    mine = Device.objects.filter(staff=device.staff_id, pk__in=others)
    return set(mine.values_list("pk", flat=True))


def known_ops(numbers: Iterable[UUID]) -> dict[UUID, Kept]:
    """What of these is here already."""
    rows = asking.known_among(set(numbers))
    return {
        key: Kept(key, digest, State(state), code, device, seq)
        for key, digest, state, code, device, seq in rows
    }


def write_ops(device: Device | None, batch: Batch, ops: Sequence[Arrived], now: datetime) -> None:
    """Write down judged ops, and tell the ledger of those that wait for a person."""
    today = timezone.localdate(now)
    reviewers: dict[UUID | None, Any] = {}
    rows, notes = [], []
    for one in ops:
        reviewer = None
        if one.verdict.state is State.QUARANTINED:
            if one.area_id not in reviewers:
                reviewers[one.area_id] = reviewer_for(one.area_id, on=today)
            reviewer = reviewers[one.area_id]
            notes.append(quarantine_note(one, device))
        rows.append(_row(device, batch, one, reviewer.pk if reviewer else None, now))
    insert_rows(Op, rows)
    if notes:
        record_many(notes, actor=None, now=now)


def quarantine_note(one: Arrived, device: Device | None) -> Note:
    """Told about the home, where it is known, so that its story has it."""
    about = ("household", one.household_id) if one.household_id else ("op", one.number)
    after = {"op": str(one.number), "kind": one.kind, "code": one.verdict.code}
    actor = device.staff_id if device else None
    return Note("upload.quarantined", *about, one.area_id, after=after, actor_id=actor)


def _row(device: Device | None, batch: Batch, one: Arrived, reviewer: UUID | None, now: datetime) -> tuple:
    """In the order of the columns of Op."""
    return (
        one.number,
        device.pk if device else None,
        one.op.device_seq if one.op else 0,
        batch.pk,
        device.staff_id if device else None,
        one.kind,
        one.household_id,
        one.area_id,
        one.verdict.state.value,
        one.verdict.code,
        one.sha256,
        one.moment.said,
        one.moment.estimated,
        one.received_at,
        now,
        now if one.verdict.state in SETTLED else None,
        reviewer,
        None,
        None,
        None,
        "",
    )


def _tell_rejected(ops: Sequence[Arrived], person: Any, now: datetime) -> None:
    notes = [
        Note("upload.rejected", "op", one.number, after={"op": str(one.number), "kind": one.kind})
        for one in ops
    ]
    if notes:
        record_many(notes, actor=person, now=now)


def _store(device: Device | None, raw: bytes, now: datetime, via: str) -> tuple[Batch, bool]:
    """(the batch, whether it is new): the very same bytes from one phone lie in the inbox once."""
    digest = sha256(raw).digest()
    known = asking.batch_with(device.pk, digest) if device else _nobodys(digest)
    if known:
        return Batch(pk=known), False
    batch = Batch(
        id=new_key(), device=device, received_at=now, sha256=digest, size=len(raw), raw=raw, via=via
    )
    insert_many([batch])
    return batch, True


def _nobodys(digest: bytes) -> UUID | None:
    return Batch.objects.filter(device=None, sha256=digest).values_list("pk", flat=True).first()


def _locked(device: Device | None) -> Device | None:
    """The phone, read again and locked: two requests of one phone take turns, and a revocation counts."""
    if device is None:
        return None
    return Device.objects.select_for_update(of=("self",)).select_related("staff").get(pk=device.pk)


def _note_seen(device: Device, ops: Sequence[Arrived], now: datetime) -> None:
    skews = [one.moment.skew_s for one in ops if one.moment.skew_s is not None]
    skew = skews[0] if skews else device.skew_s
    is_old = device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY
    if is_old or abs((skew or 0) - (device.skew_s or 0)) > 60:
        Device.objects.filter(pk=device.pk).update(last_seen_at=now, skew_s=skew)


def _answers(device: Device | None, answers: list[Answered], now: datetime, trouble: str = "") -> Answers:
    held = asking.ops_of(device.pk) if device else []
    return Answers(
        epoch=epochs.current_or_first(now=now),
        server_time_ms=int(now.timestamp() * 1000),
        answers=answers,
        receipt=Receipt(*receipt(held)),
        revoked=bool(device and (device.revoked_at or not device.staff.is_active)),
        trouble=trouble,
    )
