"""Ops on their way through the judging, read as far as that goes without the database."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from lianxin.field import sealed_items, wire
from lianxin.field.confiding import without_complaints
from lianxin.field.contents import hash_of
from lianxin.field.rules import estimate, has_its_hash
from lianxin.field.vocabulary import ACCEPTED, Moment, State, Verdict
from lianxin.visits import payloads

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Arrived:
    """One op on its way. `op` is None when it is not as agreed; `fault` is what its payload alone says
    against it, `is_whole` whether that has its hash; `given_home`: to which household a person gave it.
    What comes after `is_sealed` is the judging's, which may begin anew."""

    number: UUID
    op: wire.Op | None
    sha256: bytes
    received_at: datetime
    moment: Moment
    is_forced: bool = False
    given_home: UUID | None = None
    payload: Any = None
    confided: tuple[payloads.ItemTold | sealed_items.Confided, ...] = ()
    fault: Verdict = ACCEPTED
    is_whole: bool = True
    named_home: UUID | None = None
    parents: tuple[UUID, ...] = ()
    kind: str = ""
    is_sealed: bool = False
    verdict: Verdict = ACCEPTED
    staff_id: UUID | None = None
    household_id: UUID | None = None
    area_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.op is None:
            self.fault = Verdict(State.QUARANTINED, "malformed")
            return
        self.kind, self.is_sealed = self.op.kind, self.op.kind == sealed_items.KIND
        if self.op.parent_op_ids:
            self.parents = tuple(key for key in map(wire.key_of, self.op.parent_op_ids) if key)
        self.named_home = wire.key_of(self.op.household_id)
        words = self.op.payload.encode("utf-8", "surrogatepass")
        self.is_whole = has_its_hash(self.op, words)
        if self.is_sealed:
            self._open()
            return
        try:
            told = payloads.decode(self.op.kind, words)
            self.payload, self.confided = without_complaints(told)
        except payloads.PayloadRefused as refused:
            self.fault = Verdict(State.QUARANTINED, refused.code, refused.message, refused.message_en)

    def _open(self) -> None:
        """Nothing of it is for anybody who reads uploads; its op names neither home nor parents."""
        assert self.op is not None
        self.parents, self.named_home = (), None
        item = sealed_items.open_item(self.op.payload)
        if item is None:
            log.error("what a phone had sealed does not open; it is kept as it came")
            return
        self.confided = (item,)


@dataclass(slots=True)
class Brought:
    """What one request brought. `trouble`: the code of why it cannot be read as a batch of ops; `doubt`: of
    why it may not be its phone's (`rules.Sender`)."""

    device_id: UUID | None
    raw: bytes
    now: datetime
    via: str
    doubt: str = ""
    digest: bytes = b""
    trouble: str = ""
    ops: list[Arrived] = field(default_factory=list)


def bring(device_id: UUID | None, raw: bytes, *, now: datetime, via: str, doubt: str = "") -> Brought:
    """Read a batch, whatever it is."""
    brought = Brought(device_id, raw, now, via, doubt, sha256(raw).digest())
    try:
        push = wire.read_push(raw)
    except wire.Unreadable as unreadable:
        brought.trouble = unreadable.code
        return brought
    sent = wire.moment_of(push.sent_ms)
    brought.ops = [arrived(bytes(one), sent=sent, received=now) for one in push.ops]
    return brought


def arrived(raw: bytes, *, sent: datetime | None, received: datetime) -> Arrived:
    """An op as it came in, read and dated."""
    number, op = wire.read_op(raw)
    moment = estimate(op, sent=sent, received=received) if op else Moment(None, received, None)
    return Arrived(number, op, hash_of(raw, op), received, moment)
