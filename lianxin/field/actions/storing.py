"""Writing down what requests brought: inbox, ops with their verdicts, and the answers to each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.field import asking, epochs
from lianxin.field.actions.answers import Answered, Answers, Receipt, answered, answered_again, rejected
from lianxin.field.actions.arriving import Arrived, Brought
from lianxin.field.actions.judging import NOBODY, Case, judge, may_work
from lianxin.field.actions.retrying import judge_held_of
from lianxin.field.asking_many import Phone, batches_among, lock_phones, ops_by_phone, phones_with_held
from lianxin.field.models import Batch, Device, Op
from lianxin.field.reach import reviewer_for
from lianxin.field.rules import Sender, receipt_of
from lianxin.field.vocabulary import ACCEPTED, SEEN_EVERY, SETTLED, Kept, State
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.people.access import Held, held_by
from lianxin.people.models import Staff


@dataclass(slots=True)
class Request:
    """What one request brought, sorted: `new` ops are judged, `strange` ones come under a number that another
    op has. `answers` are in the order of the ops, None where the verdict is the answer."""

    brought: Brought
    phone: Phone | None
    batch_id: UUID
    new: dict[UUID, Arrived] = field(default_factory=dict)
    strange: list[Arrived] = field(default_factory=list)
    answers: list[Answered | None] = field(default_factory=list)


@transaction.atomic
def take(some: Sequence[Brought]) -> list[Answers]:
    """Store what these requests brought, and judge every op; returns the answers to each request.

    Several at once are from different phones and bring no op twice. Raises whatever goes wrong with what they
    share; nothing of it is then stored, and each is to be taken alone.
    """
    now = max(one.now for one in some)
    phones = lock_phones({one.device_id for one in some if one.device_id})
    batches = store(some)
    known = known_ops(op.number for one in some for op in one.ops)
    requests = [
        _sorted(Request(one, phones.get(one.device_id), batch), known)
        for one, batch in zip(some, batches, strict=True)
    ]
    judge(_cases(requests), now=now, is_together=len(some) > 1)
    write_ops(requests, now)
    _tell_rejected(requests, now)
    _note_seen(requests, now)
    _judge_held(requests, now)
    return _answers(requests, now)


def store(some: Sequence[Brought]) -> list[UUID]:
    """The batch of each: the very same bytes from one phone lie in the inbox once."""
    known = batches_among([(one.device_id, one.digest) for one in some if one.device_id])
    keys, rows = [], []
    for one in some:
        key = known.get((one.device_id, one.digest)) if one.device_id else _nobodys(one.digest)
        if key is None:
            key = new_key()
            rows.append(
                (key, one.device_id, one.now, one.digest, len(one.raw), one.raw, one.via, one.trouble)
            )
        keys.append(key)
    insert_rows(Batch, rows)
    return keys


def known_ops(numbers: Iterable[UUID]) -> dict[UUID, Kept]:
    """What of these is here already."""
    rows = asking.known_among(set(numbers))
    return {
        key: Kept(key, digest, State(state), code, device, seq)
        for key, digest, state, code, device, seq in rows
    }


def write_ops(requests: Sequence[Request], now: datetime) -> None:
    """Write down judged ops, and tell the ledger of those that wait for a person."""
    today = timezone.localdate(now)
    reviewers: dict[UUID | None, Any] = {}
    rows, notes = [], []
    for request in requests:
        for one in request.new.values():
            reviewer = None
            if one.verdict.state is State.QUARANTINED:
                if one.area_id not in reviewers:
                    reviewers[one.area_id] = reviewer_for(one.area_id, on=today)
                reviewer = reviewers[one.area_id]
                notes.append(_quarantine_note(one, request.phone))
            rows.append(op_row(request, one, reviewer.pk if reviewer else None, now))
    insert_rows(Op, rows)
    if notes:
        record_many(notes, actor=None, now=now)


def op_row(request: Request, one: Arrived, reviewer: UUID | None, now: datetime) -> tuple[Any, ...]:
    """In the order of the columns of Op."""
    phone, state = request.phone, one.verdict.state
    return (
        one.number,
        phone.device_id if phone else None,
        one.op.device_seq if one.op else 0,
        request.batch_id,
        phone.staff_id if phone else None,
        one.kind,
        one.household_id,
        one.area_id,
        state.value,
        one.verdict.code,
        one.sha256,
        one.moment.said,
        one.moment.estimated,
        one.received_at,
        now,
        now if state in SETTLED else None,
        reviewer,
        None,
        None,
        None,
        "",
    )


def _sorted(request: Request, known: dict[UUID, Kept]) -> Request:
    """What is new among the ops, what came again, and what only pretends to."""
    found = [known.get(op.number) for op in request.brought.ops]
    former = _former(request.phone, [one for one in found if one])
    for one, kept in zip(request.brought.ops, found, strict=True):
        earlier, answer = kept or request.new.setdefault(one.number, one), None
        if earlier.sha256 != one.sha256:
            request.strange.append(one)
            answer = rejected(one.number)
        elif kept:
            answer = answered_again(kept, former)
        request.answers.append(answer)
    return request


def _former(phone: Phone | None, known: Sequence[Kept]) -> Collection[UUID]:
    """The other phones of its person for which some of these ops count."""
    others = {one.device_id for one in known if one.device_id} - {phone.device_id if phone else None}
    if phone is None or not others:
        return ()
    mine = Device.objects.filter(staff=phone.staff_id, pk__in=others)
    return set(mine.values_list("pk", flat=True))


def _cases(requests: Sequence[Request]) -> list[Case]:
    """Who brought what, and what he may tell today."""
    with_new = [request for request in requests if request.new]
    held = held_by([request.phone.staff_id for request in with_new if request.phone])
    return [_case(request, held) for request in with_new]


def _case(request: Request, held: dict[UUID, tuple[Held, ...]]) -> Case:
    phone, ops = request.phone, list(request.new.values())
    if phone is None:
        return Case(None, NOBODY, (), ops)
    mine = held[phone.staff_id] if phone.is_active else ()
    sender = Sender(
        is_revoked=phone.is_revoked,
        is_active=phone.is_active,
        may_work=may_work(mine),
        doubt=request.brought.doubt,
    )
    return Case(Staff(pk=phone.staff_id, is_active=phone.is_active), sender, mine, ops)


def _quarantine_note(one: Arrived, phone: Phone | None) -> Note:
    """Told about the home, where it is known, so that its story has it."""
    about = ("household", one.household_id) if one.household_id else ("op", one.number)
    after = {"op": str(one.number), "kind": one.kind, "code": one.verdict.code}
    return Note("upload.quarantined", *about, one.area_id, after=after, actor_id=_owner(phone))


def _tell_rejected(requests: Sequence[Request], now: datetime) -> None:
    notes = [
        Note("upload.rejected", "op", one.number, after=after, actor_id=_owner(request.phone))
        for request in requests
        for one in request.strange
        if (after := {"op": str(one.number), "kind": one.kind})
    ]
    if notes:
        record_many(notes, actor=None, now=now)


def _owner(phone: Phone | None) -> UUID | None:
    return phone.staff_id if phone else None


def _nobodys(digest: bytes) -> UUID | None:
    return Batch.objects.filter(device=None, sha256=digest).values_list("pk", flat=True).first()


def _note_seen(requests: Sequence[Request], now: datetime) -> None:
    """When a phone was seen, and by how much its clock is ahead; not at each request."""
    rows = []
    for phone, brought in ((one.phone, one.brought) for one in requests):
        if phone is None or brought.trouble:
            continue
        skews = [op.moment.skew_s for op in brought.ops if op.moment.skew_s is not None]
        skew = skews[0] if skews else phone.skew_s
        is_old = phone.last_seen_at is None or now - phone.last_seen_at >= SEEN_EVERY
        if is_old or abs((skew or 0) - (phone.skew_s or 0)) > 60:
            rows.append((phone.device_id, now, skew))
    update_rows(Device, ["last_seen_at", "skew_s"], rows)


def _judge_held(requests: Sequence[Request], now: datetime) -> None:
    """What waited for something that has just been taken in follows it."""
    moved = [
        one.phone.device_id
        for one in requests
        if one.phone and any(op.verdict is ACCEPTED for op in one.new.values())
    ]
    for key in phones_with_held(moved):
        judge_held_of(Device.objects.select_related("staff").get(pk=key), now=now)


def _answers(requests: Sequence[Request], now: datetime) -> list[Answers]:
    epoch = epochs.current_or_first(now=now)
    held = ops_by_phone({one.phone.device_id for one in requests if one.phone})
    return [_answers_to(one, epoch, held) for one in requests]


def _answers_to(request: Request, epoch: str, held: dict[UUID, list[bytes]]) -> Answers:
    brought, phone = request.brought, request.phone
    answers = [
        found or answered(one.number, request.new[one.number].verdict)
        for found, one in zip(request.answers, brought.ops, strict=True)
    ]
    return Answers(
        epoch=epoch,
        server_time_ms=int(brought.now.timestamp() * 1000),
        answers=answers,
        receipt=Receipt(*receipt_of(held[phone.device_id] if phone else ())),
        revoked=bool(phone and phone.is_out),
        trouble=brought.trouble,
    )
