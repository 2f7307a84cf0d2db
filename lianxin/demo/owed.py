"""The visits that were owed and made: from when to when, and which were tried in vain before. Pure.

Chosen by us: how many are late, and how many find nobody first.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.demo.patches import Manner
from lianxin.demo.rounds import Days
from lianxin.demo.vocabulary import Ints

LATE = {Manner.ORDINARY: 0.06, Manner.DILIGENT: 0.01, Manner.HOLLOW: 0.0}
IN_VAIN = 0.025  # of the rounds that somebody really went for
HINDRANCES = ("nobody_home", "away", "asked_later", "road", "weather")
OFTEN = (0.5, 0.62, 0.8, 0.88)  # how often each of them, added up; the rest is the weather
WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class Owed:
    """For each visit: first and last day on which it was owed, and the day since when it was known; `tried`
    is the day of a try before it, 0 for none, and `hindrance` indexes HINDRANCES. Days are ordinals."""

    opens: Ints
    due: Ints
    known: Ints
    tried: Ints
    hindrance: Ints


def owed_of(
    days: Days, *, manner: Ints, width: Ints, known: Ints, again: Ints, rng: np.random.Generator
) -> Owed:
    """`width`: days within which each visit was to be made; `known`: since when each could be owed; `again`:
    days for which a visit may wait after a try, by hindrance."""
    count, who = len(days.home), manner[days.cadre]
    luck, within = rng.random(count), rng.random(count)
    late = luck < np.array([LATE[one] for one in Manner])[who]
    opens = days.day - np.where(
        late, width + (within * 6).astype(np.int64), (within * width).astype(np.int64)
    )
    opens = np.maximum(opens, np.minimum(known, days.day))
    due = np.maximum(opens + width - 1, opens)
    goes = days.is_round & ~days.on_paper & (rng.random(count) < IN_VAIN)
    tried = np.where(goes, days.day - rng.integers(1, 6, count), 0)
    tried = np.where(tried >= opens, tried, 0)
    hindrance = np.searchsorted(OFTEN, rng.random(count))
    due = np.where(tried > 0, np.maximum(due, tried + again[hindrance]), due)
    return Owed(opens, due, np.minimum(known, opens), tried, hindrance)


def monday_of(day: Ints) -> Ints:
    return day - (day - 1) % WEEK
