"""Judging ops one by one and taking in those that are accepted, together: one bad op never blocks another."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from lianxin.field.actions.arriving import Arrived
from lianxin.field.asking_many import Home, homes_among
from lianxin.field.confiding import confide
from lianxin.field.models import Op
from lianxin.field.reach import Reach, home_area, paths_of
from lianxin.field.rules import Sender, judge_parents, judge_sender
from lianxin.field.vocabulary import ACCEPTED, State, Verdict
from lianxin.people.access import Held, held_today
from lianxin.visits.actions import Refused, Told, take_in

log = logging.getLogger(__name__)
NOBODY = Sender(is_revoked=False, is_active=False, may_work=False, is_known=False)


def judge(cases: Sequence["Case"], *, now: datetime, is_together: bool = False) -> None:
    """Give every op its verdict, and take in those that are accepted; runs inside a transaction.

    `is_together`: several phones' ops, in the hope that nothing is wrong with what is accepted. Raises
    whatever speaks against that, the transaction is then to be undone, and each case to be judged alone.
    """
    ops = [one for case in cases for one in case.ops]
    for case in cases:
        case.read()
    homes = homes_among({one.household_id for one in ops if one.household_id})
    paths = paths_of({area for one in ops if (area := area_told(one))})
    for case in cases:
        case.place(homes, paths)
    _judge_parents(ops)
    for case in cases:
        case.settle_areas()
    if any(one.confided for one in ops):
        confide(ops, [case.person for case in cases for _ in case.ops], now=now)
    accepted = [one for one in ops if one.verdict.state is State.ACCEPTED and not one.is_sealed]
    if is_together:
        take_in([_told(one) for one in accepted], now=now)
    else:
        _take_in(accepted, now)


@dataclass(slots=True)
class Case:
    """The ops that one person's phone sent, and who that is. `held`: his posts of today. `ignores_sender`
    when a person decided that they count anyway."""

    person: Any
    sender: Sender
    held: Sequence[Held]
    ops: Sequence[Arrived]
    ignores_sender: bool = False
    _home_area: list[UUID | None] = field(default_factory=list)

    def read(self) -> None:
        """What the ops say by themselves, and what speaks against their sender."""
        about_sender = ACCEPTED if self.ignores_sender else judge_sender(self.sender)
        for one in self.ops:
            told = getattr(one.payload, "household_id", None)
            one.staff_id = self.person.pk if self.person else None
            one.household_id, one.area_id = one.given_home or told or one.named_home, None
            one.verdict = ACCEPTED if one.is_sealed else about_sender
            if one.verdict is not ACCEPTED or one.is_sealed:
                continue
            differs = told is not None and one.named_home not in (None, told)
            if not one.is_whole and not self.ignores_sender:
                one.verdict = Verdict(State.QUARANTINED, "hash-differs")
            elif one.fault is not ACCEPTED:
                one.verdict = one.fault
            elif differs and not self.ignores_sender:
                one.verdict = Verdict(State.QUARANTINED, "household-differs")

    def place(self, homes: Mapping[UUID, Home], paths: Mapping[UUID, str]) -> None:
        """Whether the person may tell about those homes and places."""
        reach = Reach(
            self.person,
            homes=homes,
            paths=paths,
            held=self.held,
            asked=[key for one in self.ops if (key := one.household_id or area_told(one))],
        )
        for one in self.ops:
            self._place(one, reach)

    def _place(self, one: Arrived, reach: Reach) -> None:
        """Whether its worker may tell about that home or place."""
        home = reach.homes.get(one.household_id) if one.household_id else None
        if one.household_id:
            one.area_id = home.area_id if home else None
        elif (area := area_told(one)) in reach.paths:
            one.area_id = area
        if one.verdict is not ACCEPTED:
            return
        if self.ignores_sender:
            if one.household_id and home is None:
                one.verdict = Verdict(State.QUARANTINED, "household-unknown")
            return
        if one.household_id:
            one.verdict = reach.judge_home(one.household_id, home, one.moment.estimated)
        elif area := area_told(one):
            one.verdict = reach.judge_area(area, one.moment.estimated)

    def settle_areas(self) -> None:
        """What lies nowhere lies where its person belongs."""
        for one in self.ops:
            if one.area_id is None:
                one.area_id = self._belongs()

    def _belongs(self) -> UUID | None:
        if not self._home_area:
            self._home_area.append(home_area(self.person) if self.person else None)
        return self._home_area[0]


def area_told(one: Arrived) -> UUID | None:
    return getattr(one.payload, "area_id", None)


def _judge_parents(ops: Sequence[Arrived]) -> None:
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


def _take_in(ops: list[Arrived], now: datetime) -> None:
    """Hand over what is accepted; whoever is refused there waits for a person, and the rest goes on."""
    left = ops
    while left:
        refused = _try(left, now)
        if refused is None:
            return
        if refused.op_id not in {one.number for one in left}:
            _take_in_singly(left, now)
            return
        left = _without(left, refused)


def _without(ops: list[Arrived], refused: Refused) -> list[Arrived]:
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


def _take_in_singly(ops: list[Arrived], now: datetime) -> None:
    """After a fault that names nobody: one by one, so that only the bad one waits."""
    for one in ops:
        refused = _try([one], now)
        if refused is not None:
            one.verdict = Verdict(State.QUARANTINED, refused.code)


def _try(ops: list[Arrived], now: datetime) -> Refused | None:
    """Take these in, or none of them; returns who is to blame, with a strange number when nobody is."""
    try:
        with transaction.atomic():
            take_in([_told(one) for one in ops], now=now)
        return None
    except Refused as refused:
        return refused
    except (OperationalError, InterfaceError):
        raise  # the database itself is in trouble: nothing is answered, and the phone sends again
    except (DatabaseError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
        log.exception("visits did not take in %d ops", len(ops))
        return Refused(ops[0].number if len(ops) == 1 else UUID(int=0), "server-fault")


def _told(one: Arrived) -> Told:
    assert one.op is not None
    assert one.staff_id is not None
    return Told(
        op_id=one.number,
        kind=one.op.kind,
        staff_id=one.staff_id,
        household_id=one.household_id,
        area_id=one.area_id,
        payload=one.payload,
        captured_at=one.moment.estimated,
        received_at=one.received_at,
        form_version=one.op.form_version,
    )


def case_of(
    device: Any, person: Any, ops: Sequence[Arrived], *, doubt: str = "", ignores_sender: bool = False
) -> Case:
    """What a phone sent, and whether phone and owner count today; reads his posts from the database."""
    if device is None or person is None:
        held = held_today(person) if person else ()
        return Case(person, NOBODY, held, ops, ignores_sender)
    held = held_today(person)
    sender = Sender(
        is_revoked=device.revoked_at is not None,
        is_active=person.is_active,
        may_work=may_work(held),
        doubt=doubt,
    )
    return Case(person, sender, held, ops, ignores_sender)


def may_work(held: Iterable[Held]) -> bool:
    return any(post.has("field.work") for post in held)
