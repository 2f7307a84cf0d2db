"""Promise 1: an acknowledged visit is never lost or doubled, whenever the server is killed.

In a process of its own the proof kills a real server with SIGKILL while phones upload (`killing.py`). Inside
a transaction (the tests, the controls) the same phones meet a server that dies at any point of a request:
before it hears of it, before COMMIT, after COMMIT, or while the phone sends the same thing twice.
"""

from collections.abc import Mapping
from contextlib import suppress
from random import Random
from typing import Any
from unittest import mock

from django.db import connection, transaction

from lianxin.field.actions import storing
from lianxin.field.models import Op
from lianxin.ledger.keys import new_key
from lianxin.proofs.cast import browser
from lianxin.proofs.crews import Crew, hire_crew, undone
from lianxin.proofs.killing import prove_by_killing
from lianxin.proofs.phones import Phone, Send, Unanswered, send_by
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.visits.models import Visit

PHONES = 12
FATES = ("answered", "answered", "not reached", "before commit", "after commit", "twice")


class Mortal:
    """A way to a server that may die under every request. `answers_early` makes it answer before COMMIT."""

    def __init__(self, send: Send, chance: Random, *, answers_early: bool = False) -> None:
        self.send, self.chance, self.answers_early = send, chance, answers_early
        self.is_steady = False

    def __call__(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        fate = "answered" if self.is_steady else self.chance.choice(FATES)
        if fate == "not reached":
            raise Unanswered(path)
        if fate == "twice":
            with suppress(Unanswered):
                self._ask(path, body, headers, "answered")
        return self._ask(path, body, headers, fate)

    def _ask(self, path: str, body: bytes, headers: Mapping[str, str], fate: str) -> tuple[int, bytes]:
        with transaction.atomic():
            answer = self.send(path, body, headers)
            if fate == "before commit":
                transaction.set_rollback(True)
        if fate == "after commit" or (fate == "before commit" and not self.answers_early):
            raise Unanswered(path)
        return answer


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` deaths of a real server; inside a transaction, `runs` pushes of which many meet one."""
    if connection.in_atomic_block:
        upload(tally, runs, chance)
    else:
        prove_by_killing(tally, runs, chance, PHONES)


def upload(tally: Tally, requests: int, chance: Random, *, answers_early: bool = False) -> None:
    """Phones record and push at random while the server dies at random; then all is counted."""

    def way() -> Mortal:
        return Mortal(send_by(browser()), Random(chance.getrandbits(64)), answers_early=answers_early)

    crew = hire_crew(chance, phones=PHONES, send_for=way)
    for _ in range(requests):
        phone = chance.choice(crew.phones)
        for _ in range(chance.randint(0, 3)):
            phone.visit(chance.choice(crew.homes).pk)
        if phone.outbox:
            with suppress(Unanswered):
                phone.push(most=chance.choice((1, 3, 50)))
    for phone in crew.phones:
        phone.send.is_steady = True  # type: ignore[attr-defined]
        while phone.outbox:
            phone.push()
    count_ops(tally, crew)


def count_ops(tally: Tally, crew: Crew) -> None:
    """Every op of every phone is there once, its visit too, and both sides' receipts agree."""
    for phone in crew.phones:
        count_ops_of(tally, phone)


def count_ops_of(tally: Tally, phone: Phone) -> None:
    kept = {str(key) for key in Op.objects.filter(device=phone.device_id).values_list("op_id", flat=True)}
    rows = Op.objects.filter(device=phone.device_id).count()
    visits: dict[str, int] = {}
    for key in Visit.objects.filter(op_id__in=list(phone.kept)).values_list("op_id", flat=True):
        visits[str(key)] = visits.get(str(key), 0) + 1
    for op_id in phone.kept:
        is_right = op_id in kept and visits.get(op_id) == 1
        tally.expect(is_right, f"a visit was {'doubled' if visits.get(op_id, 0) > 1 else 'lost'}")
    tally.expect(rows == len(phone.kept), "the inbox has ops more than once")
    tally.expect(phone.agrees(), "the receipts differ")


def notices_early_answers() -> bool:
    tally = Tally()
    with undone():
        upload(tally, 40, Random(1), answers_early=True)
    return any("lost" in fault for fault in tally.faults)


def notices_ops_without_a_key() -> bool:
    """Rows that get a number of the server's own, and no look at what is here: what UNIQUE is there for."""
    tally = Tally()
    real = storing.op_row

    def loose(*given: Any) -> tuple[Any, ...]:
        return (new_key(), *real(*given)[1:])

    with (
        undone(),
        mock.patch.object(storing, "known_ops", return_value={}),
        mock.patch.object(storing, "op_row", loose),
    ):
        upload(tally, 40, Random(1))
    return any("more than once" in fault for fault in tally.faults)


PROOF = Proof(
    promise=1,
    name="visits",
    says="an acknowledged visit is never lost or doubled",
    runs=200,
    prove=prove,
    controls=(
        Control("no UNIQUE", notices_ops_without_a_key),
        Control("answer before COMMIT", notices_early_answers),
    ),
)
