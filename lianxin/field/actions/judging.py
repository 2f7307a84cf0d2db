"""Judging ops one by one and taking in those that are accepted, together: one bad op never blocks another."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from lianxin.field import wire
from lianxin.field.contents import hash_of
from lianxin.field.models import Op
from lianxin.field.reach import Reach, home_area
from lianxin.field.rules import Sender, estimate, has_its_hash, judge_parents, judge_sender
from lianxin.field.vocabulary import ACCEPTED, Moment, State, Verdict
from lianxin.people.access import held_today, may
from lianxin.visits import payloads
from lianxin.visits.actions import Refused, Told, take_in

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Arrived:
    """One op on its way through the judging. `op` is None when it is not as agreed; `given_home`: to which
    household a person gave it."""

    number: UUID
    op: wire.Op | None
    sha256: bytes
    received_at: datetime
    moment: Moment
    verdict: Verdict = ACCEPTED
    payload: Any = None
    household_id: UUID | None = None
    area_id: UUID | None = None
    parents: tuple[UUID, ...] = ()
    is_forced: bool = False
    given_home: UUID | None = None

    @property
    def kind(self) -> str:
        return self.op.kind if self.op else ""


@dataclass(slots=True)
class Judge:
    """Judges what one person's phone sent. `ignores_sender` when a person decided that it counts anyway."""

    person: Any
    sender: Sender
    now: datetime
    ignores_sender: bool = False
    _home_area: list[UUID | None] = field(default_factory=list)

    def judge(self, ops: Sequence[Arrived]) -> None:
        """Give every op its verdict, and take in those that are accepted; runs inside a transaction."""
        for one in ops:
            self._read(one)
        reach = self._reach(ops)
        for one in ops:
            self._place(one, reach)
        self._judge_parents(ops)
        self._take_in([one for one in ops if one.verdict.state is State.ACCEPTED])
        for one in ops:
            if one.area_id is None:
                one.area_id = self._belongs()

    def _read(self, one: Arrived) -> None:
        """What the op and its payload say by themselves."""
        verdict = ACCEPTED if self.ignores_sender else judge_sender(self.sender)
        if one.op is None:
            one.verdict = verdict if verdict.code else Verdict(State.QUARANTINED, "malformed")
            return
        one.parents = tuple(key for key in map(wire.key_of, one.op.parent_op_ids) if key)
        one.household_id = wire.key_of(one.op.household_id)
        if verdict is ACCEPTED and not self.ignores_sender and not has_its_hash(one.op):
            verdict = Verdict(State.QUARANTINED, "hash-differs")
        try:
            one.payload = payloads.decode(one.op.kind, one.op.payload.encode("utf-8", "surrogatepass"))
        except payloads.PayloadRefused as refused:
            if verdict is ACCEPTED:
                verdict = Verdict(State.QUARANTINED, refused.code, refused.message, refused.message_en)
        told = getattr(one.payload, "household_id", None)
        differs = told is not None and one.household_id not in (None, told)
        if differs and verdict is ACCEPTED and not self.ignores_sender:
            verdict = Verdict(State.QUARANTINED, "household-differs")
        one.household_id = one.given_home or told or one.household_id
        one.verdict = verdict

    def _reach(self, ops: Iterable[Arrived]) -> Reach:
        homes = {one.household_id for one in ops if one.household_id}
        areas = {area for one in ops if (area := getattr(one.payload, "area_id", None))}
        return Reach(self.person, homes, areas)

    def _place(self, one: Arrived, reach: Reach) -> None:
        """Whether its worker may tell about that home or place."""
        if one.household_id:
            home = reach.homes.get(one.household_id)
            one.area_id = home.area_id if home else None
        elif (area := getattr(one.payload, "area_id", None)) in reach.paths:
            one.area_id = area
        if one.verdict is not ACCEPTED:
            return
        if self.ignores_sender:
            if one.household_id and one.household_id not in reach.homes:
                one.verdict = Verdict(State.QUARANTINED, "household-unknown")
            return
        day = timezone.localdate(one.moment.estimated)
        if one.household_id:
            one.verdict = reach.judge_home(one.household_id, day)
        elif area := getattr(one.payload, "area_id", None):
            one.verdict = reach.judge_area(area, day)

    def _judge_parents(self, ops: Sequence[Arrived]) -> None:
        """Hold what comes before its parent, unless it has waited for too long."""
        wanted = {parent for one in ops for parent in one.parents}
        if not wanted:
            return
        known = {
            key: State(state) for key, state in Op.objects.filter(pk__in=wanted).values_list("op_id", "state")
        }
        coming: set[UUID] = set()
        waiting: dict[UUID, State] = dict(known)
        for one in ops:
            if one.verdict is ACCEPTED and one.parents and not one.is_forced:
                one.verdict = judge_parents(one.parents, waiting, coming)
            if one.verdict is ACCEPTED:
                coming.add(one.number)
            else:
                waiting[one.number] = one.verdict.state

    def _take_in(self, ops: list[Arrived]) -> None:
        """Hand over what is accepted; whoever is refused there waits for a person, and the rest goes on."""
        left = ops
        while left:
            refused = self._try(left)
            if refused is None:
                return
            if refused.op_id not in {one.number for one in left}:
                self._take_in_singly(left)
                return
            left = self._without(left, refused)

    def _without(self, ops: list[Arrived], refused: Refused) -> list[Arrived]:
        """The ops but for the refused one and those that rest on it."""
        left = []
        out = {refused.op_id}
        for one in ops:
            if one.number == refused.op_id:
                message, message_en = getattr(refused, "message", ""), getattr(refused, "message_en", "")
                one.verdict = Verdict(State.QUARANTINED, refused.code, message, message_en)
            elif out.intersection(one.parents) and not one.is_forced:
                one.verdict = Verdict(State.HELD, "parent-waits")
                out.add(one.number)
            else:
                left.append(one)
        return left

    def _take_in_singly(self, ops: list[Arrived]) -> None:
        """After a fault that names nobody: one by one, so that only the bad one waits."""
        for one in ops:
            refused = self._try([one])
            if refused is not None:
                one.verdict = Verdict(State.QUARANTINED, refused.code)

    def _try(self, ops: list[Arrived]) -> Refused | None:
        """Take these in, or none of them; returns who is to blame, with a strange number when nobody is."""
        try:
            with transaction.atomic():
                take_in([self._told(one) for one in ops], now=self.now)
            return None
        except Refused as refused:
            return refused
        except (OperationalError, InterfaceError):
            raise  # the database itself is in trouble: nothing is answered, and the phone sends again
        except (DatabaseError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
            log.exception("visits did not take in %d ops", len(ops))
            return Refused(ops[0].number if len(ops) == 1 else UUID(int=0), "server-fault")

    def _told(self, one: Arrived) -> Told:
        assert one.op is not None
        return Told(
            op_id=one.number,
            kind=one.op.kind,
            staff_id=self.person.pk,
            household_id=one.household_id,
            area_id=one.area_id or self._belongs(),
            payload=one.payload,
            captured_at=one.moment.estimated,
            received_at=one.received_at,
            form_version=one.op.form_version,
        )

    def _belongs(self) -> UUID | None:
        if not self._home_area:
            self._home_area.append(home_area(self.person) if self.person else None)
        return self._home_area[0]


def arrived(raw: bytes, *, sent: datetime | None, received: datetime) -> Arrived:
    """An op as it came in, read and dated."""
    number, op = wire.read_op(raw)
    moment = estimate(op, sent=sent, received=received) if op else Moment(None, received, None)
    return Arrived(number, op, hash_of(raw, op), received, moment)


def sender_of(device: Any, person: Any, *, doubt: str = "") -> Sender:
    """Whether a phone and its owner count today; reads his posts from the database."""
    if device is None or person is None:
        return Sender(is_revoked=False, is_active=False, may_work=False, is_known=False)
    return Sender(
        is_revoked=device.revoked_at is not None,
        is_active=person.is_active,
        may_work=bool(held_today(person)) and may(person, "field.work"),
        doubt=doubt,
    )
