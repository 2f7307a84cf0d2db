"""How many visits homes are still owed in a year of rounds, with what has been done counted. Pure.

A class owes its visits in proportion to the part of the year a home was in it: a home that becomes 连心户 on
1 July is owed six of the twelve from then on, not twelve. What was missed stays owed; what was done counts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianxin.classification.vocabulary import BY_CODE
from lianxin.planning.rounds.seasons import ORDER
from lianxin.planning.rounds.weeks import Weeks
from lianxin.planning.standards import Standards

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOT_YET = 0  # in `last_on`: never visited, or nobody knows


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """The homes of a plan, n rows.

    `cadre`: row of the cadre, 0 to C-1. `village`: any number that names it. `tier`: code of the class.
    `visits`: owed from the beginning of the plan to the end of the year. `covered`: mask of the seasons seen
    this year. `seasons`: how many different ones should have been seen by its end. `last_on`: ordinal of the
    last visit, NOT_YET for none.
    """

    cadre: Ints
    village: Ints
    tier: Ints
    visits: Ints
    covered: Ints
    seasons: Ints
    last_on: Ints

    @property
    def count(self) -> int:
        return len(self.cadre)


def homes_within_a_year(
    cadre: Ints,
    village: Ints,
    tier: Ints,
    last_on: Ints,
    *,
    accrued: Floats,
    done: Ints,
    covered: Ints,
    weeks: Weeks,
    standards: Standards,
) -> Homes:
    """Homes in the middle of a year of rounds; `weeks` are those still ahead.

    `accrued`: visits the whole year owes each home (the present class counted to the end of the year);
    `done`: visits made this year; `covered`: mask of the seasons they saw. At least as many visits are owed
    as there are seasons still to be seen and still ahead.
    """
    owed = np.floor(accrued + 0.5).astype(np.int64)
    seasons = np.minimum(np.minimum(owed, visits_by_code(standards)[tier]), len(ORDER))
    ahead = int(np.bitwise_or.reduce(1 << weeks.season)) if weeks.count else 0
    missing = np.maximum(seasons - np.bitwise_count(covered), 0)
    unseen = np.minimum(missing, np.bitwise_count(ahead & ~covered)).astype(np.int64)
    visits = np.maximum(np.maximum(owed - done, 0), unseen)
    return Homes(cadre, village, tier, visits, covered, np.bitwise_count(covered) + unseen, last_on)


def visits_by_code(standards: Standards) -> Ints:
    """Visits a year by code of the class, shape (4,)."""
    return np.array([standards.visits[tier] for tier in BY_CODE], np.int64)
