"""Promise 7: offline edits converge, and nothing is overwritten silently.

A state machine of ten phones: they visit two homes that all of them carry, tell facts with what they knew
before, lose answers, send twice, send late, pull, or do nothing. In the end all sync until nothing moves.
Then every phone must hold the same rows, and every value that was ever told must stand in the history.

Workers and homes are the same for all seeds; phones begin each as they were enrolled, with nothing on them.
"""

from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any
from unittest import mock

from django.utils import timezone

from lianxin import flow
from lianxin.field.actions import handing
from lianxin.field.pulling.rows import Difference
from lianxin.proofs.cast import browser
from lianxin.proofs.crews import Crew, hire_crew, undone
from lianxin.proofs.phones import Phone, Unanswered, send_by
from lianxin.proofs.visits import Mortal
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.models import Fact, Household
from lianxin.visits.actions import revising

PHONES, HOMES, STEPS = 10, 2, 40
INDICATORS = ("income_per_head", "housing_is_safe")
SOURCES = ("resident", "resident", "cadre", "document")
DEEDS = ("visit", "visit", "visit", "push", "push", "pull", "corridor", "nothing")


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` seeds of the machine, each undone."""
    crew = hire_crew(chance, phones=PHONES, homes=HOMES)
    for _ in range(runs):
        with undone():
            Machine(crew, Random(chance.getrandbits(64))).run(tally)


class Machine:
    """The phones, their homes, and every value that was ever told."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self.chance = chance
        self.crew = replace(crew, phones=[self._as_enrolled(phone) for phone in crew.phones])
        self.told: set[tuple[Any, str, str]] = set()

    def _as_enrolled(self, phone: Phone) -> Phone:
        way = Mortal(send_by(browser()), Random(self.chance.getrandbits(64)))
        return Phone(way, phone.device_id, phone.token, Random(self.chance.getrandbits(64)))

    def run(self, tally: Tally) -> None:
        for _ in range(STEPS):
            self._step(self.chance.choice(self.crew.phones), self.chance.choice(DEEDS))
        self._settle()
        self._compare(tally)

    def _step(self, phone: Phone, deed: str) -> None:
        match deed:
            case "visit":
                self._visit(phone, self.chance.choice(self.crew.homes))
            case "push" if phone.outbox:
                self.chance.shuffle(phone.outbox)
                with suppress(Unanswered):
                    phone.push(most=self.chance.choice((1, 2, 50)))
            case "pull":
                with suppress(Unanswered):
                    phone.pull()
            case "corridor":
                flow.carry_on(now=timezone.now())

    def _visit(self, phone: Phone, home: Household) -> None:
        """Tell a fact, and what this phone knew of it, which may be long out of date."""
        code = self.chance.choice(INDICATORS)
        value = "true" if self.chance.random() < 0.5 else "false"
        if code == "income_per_head":
            value = str(self.chance.choice((1800, 2600, 3100, 9900)))
        known = phone.rows.get(f"home:{home.pk}", {}).get("facts", [])
        old = next((one["value"] for one in known if one["indicator"] == code), None)
        source = self.chance.choice(SOURCES)
        phone.visit(home.pk, answers=[{"indicator": code, "value": value, "old": old, "source": source}])
        self.told.add((home.pk, code, value))

    def _settle(self) -> None:
        for phone in self.crew.phones:
            phone.send.is_steady = True  # type: ignore[attr-defined]
            while phone.outbox:
                phone.push()
        flow.carry_on(now=timezone.now())
        for phone in self.crew.phones:
            phone.pull()

    def _compare(self, tally: Tally) -> None:
        keys = [f"home:{home.pk}" for home in self.crew.homes]
        for key in keys:
            rows = {phone.hashes.get(key) for phone in self.crew.phones}
            tally.expect(len(rows) == 1 and None not in rows, "two phones hold different rows of a home")
        homes = [home.pk for home in self.crew.homes]
        history = set(Fact.objects.filter(household__in=homes).values_list("household", "indicator", "value"))
        for told in self.told:
            tally.expect(told in history, "a value that was told stands nowhere in the history")
        for key, home in zip(keys, homes, strict=True):
            current = Fact.objects.current().filter(household=home)
            held = set(current.values_list("indicator", "value"))
            row = self.crew.phones[0].rows[key]["facts"]
            shown = {(one["indicator"], one["value"]) for one in row}
            tally.expect(held == shown, "a phone shows another value than the register")


def notices(where: Any, name: str, broken: Any, seeds: int = 6) -> bool:
    tally, chance = Tally(), Random(7)
    with mock.patch.object(where, name, broken):
        for _ in range(seeds):
            if not tally.faults:
                with undone():
                    prove(tally, 1, chance)
    return bool(tally.faults)


def the_last_writer_wins() -> bool:
    """A server that keeps of each fact only what came last."""
    real = revising.revise_registry

    def overwrite(events: Any, *, now: Any) -> None:
        real(events, now=now)
        Fact.objects.filter(is_current=False).update(value="0")

    handlers = dict(flow.HAND_ON) | {"visit.recorded": [overwrite]}
    return notices(flow, "HAND_ON", handlers)


def a_pull_that_skips() -> bool:
    """A pull with a cursor that can pass over a row: what changed at a bad moment never comes."""
    real, count = handing.difference, [0]

    def skipping(person: Any, have: Any, *, now: Any) -> Difference:
        found = real(person, have, now=now)
        count[0] += 1
        if count[0] % 3:
            return found
        rows = [row for row in found.rows if row["kind"] != "home" or row["key"] not in have]
        return Difference(rows, found.gone, found.leave, found.homes)

    return notices(handing, "difference", skipping)


PROOF = Proof(
    promise=7,
    name="convergence",
    says="offline edits converge, nothing is overwritten silently",
    runs=1_000,
    prove=prove,
    controls=(
        Control("the last writer wins", the_last_writer_wins),
        Control("a pull that can skip a row", a_pull_that_skips),
    ),
)
