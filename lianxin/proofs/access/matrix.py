"""The whole matrix, and what it must find on pages that leak."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any

from django.db import transaction
from django.test import override_settings

from lianxin.people.access import ALL_VERBS, VERBS
from lianxin.proofs.access import confiding
from lianxin.proofs.access.rows import ROWS, List, Own, Row, Thing
from lianxin.proofs.access.spec import ALLOWED, ROLES
from lianxin.proofs.access.walk import addresses, walk, walk_as_stranger
from lianxin.proofs.access.world import Place, World
from lianxin.proofs.vocabulary import Control, Proof, Tally

LEAKY = "lianxin.proofs.access.leaky_urls"


def of_household(place: Place) -> dict[str, Any]:
    return {"number": place.household.number}


LEAKS: dict[str, tuple[Row, str]] = {
    "leaky:asks-too-little": (Thing("household.see", of_household), "instead of a refusal"),
    "leaky:wrong-verb": (Thing("household.edit", of_household), "instead of a refusal"),
    "leaky:lists-all": (List("household.see"), "showed the household of"),
    "leaky:filter": (List("household.see", query=lambda place: {"area": place.area.code}), "showed"),
    "leaky:forgets-care": (Thing("household.see", of_household), "but should open"),
    "leaky:care-reaches-too-far": (List("household.see"), "showed the household of"),
    "leaky:never-asks": (Thing("household.see", of_household), "answered 500"),
    "leaky:refusal-that-tells": (Thing("household.see", of_household), "showed the household of"),
    "leaky:shuts-out": (List("household.see"), "but should open"),
    "leaky:changes-on-get": (List("household.edit", methods=("post",)), "instead of 405"),
    "leaky:shows-too-little": (List("household.see", shows=True), "but lacks the household of"),
    "leaky:own-page": (Own(), "showed the household of"),
}
"""A row for each leaky page, and words of the fault that the matrix must find."""


@contextmanager
def world() -> Iterator[World]:
    """A world for as long as it is needed; at the end it is undone."""
    with transaction.atomic():
        here = World()
        confiding.furnish(here.places)
        yield here
        transaction.set_rollback(True)


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """All of the matrix, whatever `runs` says: the promise is about every address."""
    tally.expect(sorted(ROWS) == addresses(), "an address has no row, or a row no address")
    granted = {verb: {role for role in VERBS if verb in VERBS[role]} for verb in ALL_VERBS}
    is_as_described = granted == ALLOWED and sorted(ROLES) == sorted(VERBS)
    tally.expect(is_as_described, "the table of verbs differs from the description of the roles")
    with world() as here:
        for name, row in ROWS.items():
            for part in (walk(here, name, row, everywhere=True), walk_as_stranger(here, name, row)):
                tally.runs += part.runs
                tally.faults += part.faults


def finds_leak(here: World, name: str) -> bool:
    """Whether the matrix says of a leaky page what is wrong with it."""
    row, words = LEAKS[name]
    with override_settings(ROOT_URLCONF=LEAKY):
        return any(words in fault for fault in walk(here, name, row).faults)


def is_open_to_strangers(here: World) -> bool:
    with override_settings(ROOT_URLCONF=LEAKY):
        return bool(walk_as_stranger(here, "leaky:open", List("household.see")).faults)


def in_a_world(look: Callable[[World], bool]) -> bool:
    with world() as here:
        return look(here)


PROOF = Proof(
    promise=2,
    name="access",
    says="nobody sees another's area",
    runs=1,
    prove=prove,
    controls=(
        *(Control(name, partial(in_a_world, partial(finds_leak, name=name))) for name in LEAKS),
        Control("leaky:open", partial(in_a_world, is_open_to_strangers)),
        Control("an address without a row", lambda: sorted(ROWS) != addresses(LEAKY)),
    ),
)
