"""Households as structures: who lives together, in which generations, how old.

A kind of family says which slots may be filled and how likely; ages follow from the head's, so parents
are older than their children in every family. Shares are chosen by us to give a register (members who
work far away are on it) of about 3.5 people a household, one in five of them sixty or older.
"""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from lianxin.demo.vocabulary import Bools, Floats, Folk, Ints


class Slot(IntEnum):
    """A place in a household, in the order the roster lists it."""

    HEAD = 0
    SPOUSE = 1
    FATHER = 2
    MOTHER = 3
    CHILD_1 = 4
    CHILD_2 = 5
    CHILD_3 = 6
    IN_LAW = 7
    GRANDCHILD_1 = 8
    GRANDCHILD_2 = 9


CHILDREN = (Slot.CHILD_1, Slot.CHILD_2, Slot.CHILD_3)
GRANDCHILDREN = (Slot.GRANDCHILD_1, Slot.GRANDCHILD_2)
RELATION = (
    "head", "spouse", "parent", "parent", "child", "child", "child", "child_in_law", "grandchild",
    "grandchild",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of family: share, the head's ages, chances that the head is a woman and each slot is filled."""

    name: str
    share: float
    ages: tuple[float, float]
    female: float
    slots: dict[Slot, float] = field(default_factory=dict)
    first_child: tuple[float, float] = (21.0, 29.0)  # the parents' age when the first child came


KINDS = (
    Kind("elder alone", 0.017, (62, 89), 0.45),
    Kind("elder couple", 0.022, (61, 84), 0.03, {Slot.SPOUSE: 1}),
    Kind("alone in middle age", 0.050, (36, 59), 0.10, {Slot.MOTHER: 0.3}),
    Kind("couple whose children left", 0.125, (47, 61), 0.04, {Slot.SPOUSE: 1}),
    Kind("couple with children", 0.280, (27, 47), 0.05,
         {Slot.SPOUSE: 1, Slot.CHILD_1: 1, Slot.CHILD_2: 0.48, Slot.CHILD_3: 0.07}),
    Kind("three generations", 0.210, (35, 56), 0.05,
         {Slot.SPOUSE: 0.95, Slot.FATHER: 0.82, Slot.MOTHER: 0.95, Slot.CHILD_1: 1, Slot.CHILD_2: 0.5,
          Slot.CHILD_3: 0.06}),
    Kind("couple with grown children", 0.085, (45, 60), 0.05,
         {Slot.SPOUSE: 0.93, Slot.MOTHER: 0.25, Slot.CHILD_1: 1, Slot.CHILD_2: 0.45}),
    Kind("grown child's family at home", 0.115, (59, 77), 0.08,
         {Slot.SPOUSE: 0.85, Slot.CHILD_1: 1, Slot.IN_LAW: 0.75, Slot.GRANDCHILD_1: 0.85,
          Slot.GRANDCHILD_2: 0.32}),
    Kind("lone parent", 0.035, (30, 52), 0.4, {Slot.CHILD_1: 1, Slot.CHILD_2: 0.35, Slot.MOTHER: 0.35}),
    Kind("grandparents with grandchildren", 0.020, (57, 74), 0.15,
         {Slot.SPOUSE: 0.7, Slot.GRANDCHILD_1: 1, Slot.GRANDCHILD_2: 0.4}),
)  # fmt: skip
COUPLE_WITH_CHILDREN = 4


def gather(n: int, rng: np.random.Generator) -> Folk:
    """Fill `n` households; household 0 is a couple with two children of 23 and 17 (see `specimen`)."""
    kind = rng.choice(len(KINDS), n, p=_shares())
    kind[0] = COUPLE_WITH_CHILDREN
    ages = _ages(kind, rng)
    present = _present(kind, ages, rng)
    female = _sexes(kind, rng)
    _found_family(present[0], ages[0], female[0])
    home, slot = np.nonzero(present)
    days = (ages[home, slot] * 365.2425).astype(np.int64) + 1
    return Folk(home=home, slot=slot, female=female[home, slot], age_days=days, kind=kind)


def _shares() -> Floats:
    shares = np.array([kind.share for kind in KINDS])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _ages(kind: Ints, rng: np.random.Generator) -> Floats:
    """Ages in years for every slot (n × 10), filled or not; a negative age is a child not yet born."""
    n = len(kind)
    low, high = np.array([one.ages for one in KINDS]).T
    ages = np.empty((n, len(Slot)))
    head = ages[:, Slot.HEAD] = low[kind] + (high - low)[kind] * rng.beta(1.3, 1.6, n)
    ages[:, Slot.SPOUSE] = np.maximum(rng.uniform(20.1, 23.0, n), head - rng.normal(2.0, 3.0, n))
    ages[:, Slot.MOTHER] = np.minimum(rng.uniform(84.0, 97.0, n), head + 19.0 + 10.0 * rng.beta(1.6, 2.4, n))
    father = ages[:, Slot.MOTHER] + np.clip(rng.normal(1.5, 2.5, n), -3.0, 4.0)
    ages[:, Slot.FATHER] = np.maximum(head + 18.5, father)
    parent = np.minimum(head, ages[:, Slot.SPOUSE])
    first, last = np.array([one.first_child for one in KINDS]).T
    age = parent - (first[kind] + (last - first)[kind] * rng.beta(1.5, 1.8, n))
    for child in CHILDREN:
        ages[:, child] = age
        age = age - 1.2 - rng.gamma(2.0, 1.6, n)
    ages[:, Slot.CHILD_1] = np.maximum(rng.uniform(0.02, 1.5, n), ages[:, Slot.CHILD_1])
    grown = ages[:, Slot.CHILD_1]
    ages[:, Slot.IN_LAW] = np.maximum(rng.uniform(20.1, 23.0, n), grown + rng.normal(0.0, 2.5, n))
    grandchild = np.minimum(grown, ages[:, Slot.IN_LAW]) - 21.0 - 8.0 * rng.beta(1.5, 2.0, n)
    raised = parent - 42.0 - 12.0 * rng.random(n)  # where the generation between is not on the register
    first_grandchild = np.where(
        _fills(kind, Slot.CHILD_1),
        grandchild,
        np.clip(raised, rng.uniform(1.0, 4.0, n), rng.uniform(8.0, 17.0, n)),
    )
    ages[:, Slot.GRANDCHILD_1] = first_grandchild
    ages[:, Slot.GRANDCHILD_2] = first_grandchild - 1.2 - rng.gamma(2.0, 1.4, n)
    return ages


def _fills(kind: Ints, slot: Slot) -> Bools:
    return np.array([slot in one.slots for one in KINDS])[kind]


def _present(kind: Ints, ages: Floats, rng: np.random.Generator) -> Bools:
    """Which slots are filled (n × 10)."""
    chance = np.array([[one.slots.get(slot, 0.0) for slot in Slot] for one in KINDS])
    chance[:, Slot.HEAD] = 1.0
    draw = rng.random((len(kind), len(Slot)))
    present: Bools = (draw < chance[kind]) & (ages > 0)
    orphaned = _fills(kind, Slot.FATHER) & ~present[:, Slot.FATHER] & ~present[:, Slot.MOTHER]
    present[orphaned, Slot.MOTHER] = True  # three generations need a third
    present[:, Slot.CHILD_2] &= ages[:, Slot.CHILD_2] < 30  # a second grown child has usually left
    present[:, Slot.CHILD_3] &= present[:, Slot.CHILD_2] & (ages[:, Slot.CHILD_3] < 25)
    present[:, Slot.GRANDCHILD_2] &= present[:, Slot.GRANDCHILD_1]
    return present


def _sexes(kind: Ints, rng: np.random.Generator) -> Bools:
    """Who is a woman (n × 10). Boys are 52.7 % of the children, as among those registered in 2020."""
    n = len(kind)
    female = rng.random((n, len(Slot))) >= 0.527
    female[:, Slot.HEAD] = rng.random(n) < np.array([one.female for one in KINDS])[kind]
    female[:, Slot.SPOUSE] = ~female[:, Slot.HEAD]
    female[:, Slot.FATHER] = False
    female[:, Slot.MOTHER] = True
    stays = _fills(kind, Slot.IN_LAW)  # a son stays at home more often than a daughter
    female[stays, Slot.CHILD_1] = rng.random(int(stays.sum())) < 0.15
    female[:, Slot.IN_LAW] = ~female[:, Slot.CHILD_1]
    return female


def _found_family(present: Bools, ages: Floats, female: Bools) -> None:
    """Household 0: a man of 52, his wife of 50, a daughter of 23, a son of 17 (one row, changed in place)."""
    present[:] = False
    for slot, years, woman in (
        (Slot.HEAD, 52.4, False),
        (Slot.SPOUSE, 50.1, True),
        (Slot.CHILD_1, 23.3, True),
        (Slot.CHILD_2, 17.2, False),
    ):
        present[slot], ages[slot], female[slot] = True, years, woman
