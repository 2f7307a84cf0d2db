"""Visits on which facts were told: what had changed, and what was asked and found as it was. Pure.

What changes in a year is told at the door, some evening, by whoever finds it out (`patches`). Cadres also ask
what the register knows already; those who do not go fill in what it says, on one of their evenings. Rates are
chosen by us.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lianxin.demo.county import County, generator
from lianxin.demo.hours import DAY, EVENING, MINUTE, NIGHT
from lianxin.demo.patches import Manner, Patches
from lianxin.demo.rounds import last_evenings
from lianxin.demo.vocabulary import Ints
from lianxin.demo.year import Change

LOOKS = {Manner.ORDINARY: 0.05, Manner.DILIGENT: 0.09, Manner.HOLLOW: 0.9}
"""Of the homes: where something is asked in a year that is as it was."""
ASKED = ("housing_is_safe", "medical_out_of_pocket", "debt_balance", "main_earner_lost_job")
FILLED_IN = ("income_per_head", "housing_is_safe", "medical_is_insured", "water_is_safe")
FIRST, LEAST = 12, 3  # days after the survey, and before the county's day
SOON = 28 * MINUTE  # from one home to the next in an evening


class Cadres(Protocol):
    """Who has which home and finds out what changes there, by rows of the cadres (`Patches`, `Keepers`)."""

    @property
    def manner(self) -> Ints: ...

    @property
    def keeper(self) -> Ints: ...

    @property
    def finder(self) -> Ints: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One visit: its home, days before the county's day, the cadre (a row), and hours in seconds
    after midnight."""

    household: int
    days_ago: int
    cadre: int
    on_paper: bool
    began: int
    took: int
    sent: int


def looks(county: County, patches: Patches, changes: Sequence[Change]) -> list[Change]:
    """What is asked and found as it was, as changes without a value: nothing that changes in the year."""
    rng, n = generator(county.seed, "looks"), county.homes.n
    since = (np.datetime64(county.today, "D") - county.surveyed_on).astype(np.int64)
    manner = patches.manner[patches.keeper]
    looked = rng.random(n) < np.array([LOOKS[one] for one in Manner])[manner]
    looked[0] = False
    ago = LEAST + (rng.random(n) * (np.minimum(since, 345) - FIRST - LEAST)).astype(np.int64)
    today = county.today.toordinal()
    evening = today - last_evenings(today - ago, patches.keeper)
    is_hollow = manner == Manner.HOLLOW
    ago = np.where(is_hollow & (evening >= LEAST), evening, ago)
    which = rng.integers(0, len(ASKED), n)
    told = {(one.household, one.indicator) for one in changes if one.resident < 0}
    found = []
    for home in np.flatnonzero(looked).tolist():
        at, codes = int(which[home]), FILLED_IN if is_hollow[home] else ASKED
        for code in {codes[at], codes[(at + is_hollow[home]) % len(codes)]}:
            if (home, code) not in told:
                found.append(Change(int(ago[home]), home, -1, code, None))
    return sorted(found, key=lambda one: (-one.days_ago, one.household, one.indicator))


def findings_of(
    changes: Sequence[Change], cadres: Cadres, rng: np.random.Generator
) -> dict[tuple[int, int], Finding]:
    """The visits on which these facts were told, by (days ago, household)."""
    told: dict[tuple[int, int], bool] = {}
    for one in changes:
        key = (one.days_ago, one.household)
        told[key] = told.get(key, False) or one.value is not None
    turns: dict[tuple[int, int], int] = {}
    luck, found = rng.random((len(told), 3)).tolist(), {}
    for (key, is_news), (one, two, three) in zip(told.items(), luck, strict=True):
        ago, home = key
        keeps = -1 if is_news else int(cadres.keeper[home])
        cadre = keeps if keeps >= 0 else int(cadres.finder[home])
        on_paper = not is_news and cadres.manner[cadre] == Manner.HOLLOW
        turn = turns[cadre, ago] = turns.get((cadre, ago), -1) + 1
        began = NIGHT + turn // 3 * MINUTE if on_paper else EVENING + turn * SOON + int(one * 5 * MINUTE)
        took = 5 * MINUTE if on_paper else int((10 + two * 14) * MINUTE)
        later = 30 * MINUTE if three < 0.8 else DAY // 2
        found[key] = Finding(home, ago, cadre, on_paper, began, took, began + took + int(one * later) + 1)
    return found
