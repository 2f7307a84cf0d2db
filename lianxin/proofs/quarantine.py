"""Promise 6: a strange upload is kept and seen, and good ones beside it are taken in."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any
from unittest import mock

from django.utils import timezone

from lianxin.field.actions import judging, revoke_device, storing
from lianxin.field.models import Op, OpQuerySet
from lianxin.pairing.models import Pairing
from lianxin.people.actions import disable_staff
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import make_worker
from lianxin.proofs.crews import Crew, by_nobody, device_of, hire_crew, undone
from lianxin.proofs.phones import Phone
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.visits.models import Visit

BATCH = 20
Maker = Callable[[Phone, Crew], dict[str, Any]]


def of_a_stranger(phone: Phone, crew: Crew) -> dict[str, Any]:
    """A home that went to another cadre before the visit."""
    return phone.visit(crew.homes[-1].pk)


def of_an_unknown_home(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.visit(phone.new_id())


def with_an_unknown_form(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.visit(crew.homes[0].pk) | {"form_version": "visits-1949-10-01"}


def with_a_failed_rule(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.visit(crew.homes[0].pk, nothing_raised=True)


def of_an_unknown_kind(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.record("visit.sing", {"song": "x"}, home=crew.homes[0].pk)


def damaged(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.visit(crew.homes[0].pk) | {"payload": '{"visit_id": 3'}


def out_of_shape(phone: Phone, crew: Crew) -> dict[str, Any]:
    return phone.visit(crew.homes[0].pk) | {"device_seq": "seven"}


STRANGE: Mapping[str, Maker] = {
    "a moved worker": of_a_stranger,
    "an unknown home": of_an_unknown_home,
    "an unknown form": with_an_unknown_form,
    "a failed rule": with_a_failed_rule,
    "an unknown kind": of_an_unknown_kind,
    "a damaged payload": damaged,
    "a frame out of shape": out_of_shape,
}
"""Ops that are strange in themselves; whatever a revoked phone or a dismissed worker sends is so too."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` strange ops among as many good ones; afterwards everything it made is undone."""
    with undone():
        _prove(tally, runs, chance)


def _prove(tally: Tally, runs: int, chance: Random) -> None:
    crew = hire_crew(chance, phones=3)
    working, revoked, left = crew.phones
    supervisor = make_worker("F-SUPERVISOR", Role.SUPERVISOR, crew.areas["D"])
    _give_away(crew)
    revoke_device(device_of(revoked), **by_nobody())
    disable_staff(staff=crew.workers[2], **by_nobody())
    good: list[dict[str, Any]] = []
    strange: list[dict[str, Any]] = []
    while len(strange) < runs:
        phone = chance.choice((*[working] * 8, revoked, left))
        some = range(1 + chance.randrange(BATCH))
        ops = [_op(phone, crew, chance, phone is working) for _ in some]
        for op, is_good in ops:
            (good if is_good else strange).append(op)
        phone.outbox = [op for op, _is_good in ops]
        phone.push()
    _count(tally, crew, supervisor, good, strange)


def _op(phone: Phone, crew: Crew, chance: Random, counts: bool) -> tuple[dict[str, Any], bool]:
    if chance.random() < 0.5:
        return phone.visit(chance.choice(crew.homes[:-1]).pk), counts
    return STRANGE[chance.choice(list(STRANGE))](phone, crew), False


def _count(tally: Tally, crew: Crew, supervisor: Staff, good: list[Any], strange: list[Any]) -> None:
    listed = {str(op.pk): op for op in Op.objects.quarantined().seen_by(supervisor)}
    told = {key: one for phone in crew.phones for key, one in phone.answers.items()}
    taken = {str(key) for key in Visit.objects.values_list("op_id", flat=True)}
    for op in strange:
        key = op["op_id"]
        is_kept = key in listed and told.get(key, {}).get("answer") == "quarantined"
        tally.expect(is_kept and key not in taken, "a strange op is in no supervisor's list")
        tally.expect(bool(told.get(key, {}).get("message")), "a strange op was answered without words")
    for op in good:
        is_taken = op["op_id"] in taken and told[op["op_id"]]["answer"] == "accepted"
        tally.expect(is_taken, "a good op beside strange ones was not taken in")
    strangers = [worker for worker in crew.workers if Op.objects.seen_by(worker).exists()]
    tally.expect(not strangers, "somebody without the right sees what waits")


def _give_away(crew: Crew) -> None:
    """The last home lies far away; the first worker had it until a week ago."""
    day = timezone.localdate() - timedelta(days=7)
    home, worker = crew.homes[-1], crew.workers[0]
    home.area = crew.areas["V4"]
    home.save(update_fields=["area"])
    Pairing.objects.create(
        household=home, staff=worker, from_on=day - timedelta(days=99), to_on=day, cause=Pairing.HAND
    )


def notices(**broken: Any) -> bool:
    """Whether a small run finds fault with a server in which some parts are replaced."""
    tally = Tally()
    patches = [mock.patch.object(*where, what) for where, what in broken.pop("parts")]
    with undone():
        for patch in patches:
            patch.start()
        try:
            _prove(tally, 30, Random(6))
        finally:
            for patch in patches:
                patch.stop()
    return bool(tally.faults)


def a_batch_falls_together() -> bool:
    """One bad op sets all of its batch aside."""
    real = storing.judge

    def together(cases: Any, **more: Any) -> None:
        real(cases, **more)
        for case in cases:
            worst = next((one.verdict for one in case.ops if one.verdict.code), None)
            for one in case.ops:
                one.verdict = worst or one.verdict

    return notices(parts=[((storing, "judge"), together)])


def a_list_of_known_homes() -> bool:
    """A list that shows only what belongs to a home of the register."""
    real = OpQuerySet.seen_by

    def known_only(ops: Any, person: Any) -> Any:
        return real(ops, person).filter(code__startswith="household-")

    return notices(parts=[((OpQuerySet, "seen_by"), known_only)])


def taken_as_it_comes() -> bool:
    """A server that judges no sender."""
    return notices(parts=[((judging, "judge_sender"), lambda _sender: judging.ACCEPTED)])


PROOF = Proof(
    promise=6,
    name="quarantine",
    says="a strange upload is kept and seen",
    runs=1_000,
    prove=prove,
    controls=(
        Control("a batch that falls with its worst op", a_batch_falls_together),
        Control("a list that leaves out what it cannot place", a_list_of_known_homes),
        Control("a server that asks nobody who he is", taken_as_it_comes),
    ),
)
