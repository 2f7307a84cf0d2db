"""What was said at each door of the demo, as a phone tells it: items and notes of `visits.payloads`. Pure.

Needs go with what a home is like, as far as the county tells: who is ill asks about medicine, who has a field
about the field. Whoever did not go has nothing to tell, or the same few words each time. Rates are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np

from lianxin.demo.county import County
from lianxin.demo.families import GRANDCHILDREN, Slot
from lianxin.demo.health import DISABLED, HEALTHY
from lianxin.demo.patches import Manner
from lianxin.demo.phrases import (
    ADVICE,
    COPIED,
    COPIED_NEED,
    EFFECTS,
    NEEDS,
    NOTES,
    ON_THE_SPOT,
    SETTLED,
    TAILS,
)
from lianxin.demo.rounds import Days
from lianxin.demo.vocabulary import Floats, Ints
from lianxin.demo.work import COLLEGE, HOME, NOWHERE, SENIOR, VOCATIONAL
from lianxin.visits.payloads import ItemTold, Settled

ONE = {Manner.ORDINARY: 0.74, Manner.DILIGENT: 0.52, Manner.HOLLOW: 0.80}
TWO = {Manner.ORDINARY: 0.96, Manner.DILIGENT: 0.88, Manner.HOLLOW: 1.0}
"""From where on in [0, 1) one thing is raised, and two; one visit in twenty of those on paper has one."""
ON_PAPER_ONE = 0.95
NEED, ADVISE = 0.72, 0.86  # up to where it is a need, up to where advice; else an effect
SETTLES = 0.45  # of the needs, on the spot
URGENT = 0.02  # of the needs about safety
NOTED = {Manner.ORDINARY: 0.12, Manner.DILIGENT: 0.35, Manner.HOLLOW: 0.05}
CATEGORIES, ADVICE_ON = tuple(NEEDS), tuple(ADVICE)
DRAWS = 7  # numbers that one item takes; the last chooses what a need is about


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """By visit: how many things were raised, and the note; by thing: what it is about, and its luck."""

    raised: Ints
    note: list[str]
    category: list[int]
    luck: list[list[float]]


def likely(county: County) -> Floats:
    """What each home would ask for, as shares added up over CATEGORIES; shape (n, categories)."""
    folk, work, answers, amounts = (
        county.folk,
        county.work,
        county.livelihood.answers,
        county.livelihood.amounts,
    )
    ill = folk.count((county.health.state != HEALTHY) & (county.health.state != DISABLED))
    old = folk.count(folk.age >= 70)
    students = folk.count(np.isin(work.schooling, (SENIOR, VOCATIONAL, COLLEGE)))
    small = folk.count(np.isin(folk.slot, (Slot.CHILD_1, Slot.CHILD_2, *GRANDCHILDREN)) & (folk.age < 13))
    poor = amounts["income_per_head"] < 15_000
    weight = {
        "safety": 0.1 + 0.2 * county.homes.remote,
        "housing": 0.6 + 6.0 * ~answers["housing_is_safe"],
        "road": 0.2 + 1.2 * county.homes.remote,
        "water": 0.3 + 6.0 * ~answers["water_is_safe"],
        "power": 0.2 + 0.3 * county.homes.remote,
        "medical": 0.3 + 1.4 * ill,
        "aids": 0.05 + 2.0 * folk.count(county.health.state == DISABLED),
        "care": 0.1 + 0.6 * old + 0.2 * small,
        "schooling": 0.1 + 0.8 * students,
        "job": 0.4 + 5.0 * answers["main_earner_lost_job"] + 0.5 * folk.count(work.works_at == NOWHERE),
        "farming": 0.4 + 0.5 * folk.count(work.works_at == HOME),
        "loan": np.full(county.homes.n, 0.3),
        "benefit": 0.4 + 1.4 * poor,
        "papers": np.full(county.homes.n, 0.5),
        "dispute": np.full(county.homes.n, 0.15),
        "other": np.full(county.homes.n, 0.4),
    }
    shares = np.stack([weight[code] for code in CATEGORIES], axis=1).cumsum(axis=1)
    return shares / shares[:, -1:]


def talk_of(days: Days, manner: Ints, shares: Floats, rng: np.random.Generator) -> Talk:
    """`manner`: of each cadre; `shares`: `likely` of each home."""
    who, count = manner[days.cadre], len(days.home)
    luck = rng.random(count)
    one, two = (np.array([of[kind] for kind in Manner])[who] for of in (ONE, TWO))
    raised = np.where(days.on_paper, luck >= ON_PAPER_ONE, (luck >= one) + (luck >= two).astype(np.int64))
    home = np.repeat(days.home, raised)
    draws = rng.random((len(home), DRAWS))
    category = (shares[home] < draws[:, -1:]).sum(axis=1)
    noted = rng.random(count) < np.array([NOTED[kind] for kind in Manner])[who]
    which = rng.integers(0, len(NOTES), count)
    note = [
        COPIED[cadre % len(COPIED)] if paper else NOTES[at] if has else ""
        for cadre, paper, has, at in zip(
            days.cadre.tolist(), days.on_paper.tolist(), noted.tolist(), which.tolist(), strict=True
        )
    ]
    return Talk(raised, note, category.tolist(), draws.tolist())


@dataclass(slots=True)
class Asker:
    """Makes items of what is raised. `asked` remembers the last need of each home, to ask if help came."""

    asked: dict[int, UUID] = field(default_factory=dict)

    def item(self, home: int, category: int, luck: Sequence[float], key: UUID) -> ItemTold:
        kind = luck[0]
        if kind < NEED or (kind >= ADVISE and home not in self.asked):
            self.asked[home] = key
            return _need(CATEGORIES[category], luck, key)
        if kind < ADVISE:
            about = _one(ADVICE_ON, luck[1])
            return ItemTold(key, "advice", about, _one(ADVICE[about], luck[2]))
        worked = "yes" if luck[1] < 0.55 else "partly" if luck[1] < 0.8 else "no"
        words = _one(EFFECTS[worked], luck[2])
        return ItemTold(key, "effect", "other", words, about_item=self.asked.pop(home), worked=worked)


def copied(cadre: int, key: UUID) -> ItemTold:
    """What somebody who did not go says was raised: the same words every time."""
    return ItemTold(key, "need", "other", COPIED_NEED[cadre % len(COPIED_NEED)])


def _need(category: str, luck: Sequence[float], key: UUID) -> ItemTold:
    words, unit, fewest, most, step = _one(NEEDS[category], luck[1])
    amount = fewest + int(luck[2] * ((most - fewest) // step + 1)) * step
    how = _one(SETTLED.get(category, ON_THE_SPOT), luck[3]) if luck[4] < SETTLES else ""
    return ItemTold(
        key,
        "need",
        category,
        words.replace("{n}", str(amount)) + _one(TAILS, luck[5]),
        quantity=float(amount) if unit else None,
        unit=unit or None,
        urgent=category == "safety" and luck[4] >= 1 - URGENT,
        settled=Settled(how) if how else None,
    )


def _one(some: Sequence[Any], luck: float) -> Any:
    return some[int(luck * len(some))]
