"""What a pair costs, in whole points. Pure.

One formula, used for choosing, for proving and for explaining: see `Weights` for what each part means.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianxin.pairing.solver.blocks import Block
from lianxin.pairing.vocabulary import NOBODY, PRIORITY, Bools, Floats, Ints, Task


@dataclass(frozen=True, slots=True)
class Parts:
    """The cost of each pair in its parts; int64 columns, one row per pair. A pair's cost is their sum."""

    distance: Ints
    other_town: Ints
    change: Ints
    skill: Ints
    leader: Ints
    unpaired: Ints

    @property
    def total(self) -> Ints:
        total = self.distance + self.other_town + self.change + self.skill + self.leader + self.unpaired
        return np.asarray(total)


class Costs:
    """The columns of a task in the form in which costs are soon computed."""

    def __init__(self, task: Task) -> None:
        homes, cadres, weights = task.homes, task.cadres, task.weights
        self.weights = weights
        self.pull = (weights.visit_km * homes.visits).astype(np.float64)  # points per kilometre
        self.x, self.y, self.home_town = homes.x, homes.y, homes.town
        self.keeper, self.needs = homes.keeper, homes.needs
        self.is_other: Bools = homes.tier != PRIORITY
        self.cadre_x, self.cadre_y, self.cadre_town = cadres.x, cadres.y, cadres.town
        self.lacks = ~cadres.skills
        self.leads = cadres.first_tier

    def of_block(self, block: Block, cadre: Ints) -> Floats:
        """The costs of the block's homes with some cadres, (homes, cadres), as if none of them kept a home.

        The numbers are whole, held as float64 because that is what distances come in.
        """
        across = self.x[block.homes, None] - self.cadre_x[cadre]
        up = self.y[block.homes, None] - self.cadre_y[cadre]
        across *= across
        up *= up
        across += up
        cost = np.sqrt(across, out=across)
        cost *= block.pull
        np.rint(cost, out=cost)
        cost += self.dues(block, cadre)
        if len(block.needy) and self.weights.skill:
            needs = self.needs[block.homes[block.needy], None]
            cost[block.needy] += float(self.weights.skill) * np.bitwise_count(needs & self.lacks[cadre])
        return cost

    def of_home(self, home: int, cadre: Ints) -> Floats:
        """The costs of one home with each of some cadres, points."""
        weights, keeper = self.weights, self.keeper[home]
        across, up = self.x[home] - self.cadre_x[cadre], self.y[home] - self.cadre_y[cadre]
        cost = np.rint(np.sqrt(across * across + up * up) * self.pull[home])
        cost += weights.other_town * (self.cadre_town[cadre] != self.home_town[home])
        cost += weights.change * ((keeper != NOBODY) & (keeper != cadre))
        cost += float(weights.skill) * np.bitwise_count(self.needs[home] & self.lacks[cadre])
        return np.asarray(cost + weights.leader * (self.leads[cadre] & self.is_other[home]))

    def of_pairs(self, home: Ints, cadre: Ints) -> Floats:
        """The costs of some homes, each with a cadre of its own, points."""
        pairs = np.full(len(self.x), NOBODY)
        pairs[home] = cadre
        return self.parts(pairs).total[home].astype(np.float64)

    def dues(self, block: Block, cadre: Ints) -> Floats:
        """What each home of the block pays with each cadre besides the way and missing skills."""
        weights = self.weights
        due = weights.other_town * (self.cadre_town[cadre] != block.town).astype(np.float64)
        if not block.is_priority:
            due += weights.leader * self.leads[cadre]
        if block.has_keeper:
            due += weights.change
        return np.asarray(due)

    def skills(self, block: Block, cadre: Ints) -> Floats:
        """The most that a home of the block pays for what each cadre cannot do."""
        return np.asarray(float(self.weights.skill) * np.bitwise_count(block.needs & self.lacks[cadre]))

    def parts(self, pairs: Ints) -> Parts:
        """The cost of a plan, home by home; `pairs` has the cadre of each home or -1."""
        weights, paired = self.weights, pairs != NOBODY
        cadre = np.where(paired, pairs, 0)
        if not len(self.cadre_x):
            nothing = np.zeros(len(pairs), np.int64)
            return Parts(*(nothing,) * 5, np.full(len(pairs), weights.unpaired))
        across, up = self.x - self.cadre_x[cadre], self.y - self.cadre_y[cadre]
        distance = np.rint(np.sqrt(across * across + up * up) * self.pull)
        change = (self.keeper != NOBODY) & (self.keeper != cadre)
        missing = np.bitwise_count(self.needs & self.lacks[cadre]).astype(np.int64)

        def points(weight: int, count: NDArray[np.generic]) -> Ints:
            return np.where(paired, count.astype(np.int64) * weight, 0)

        return Parts(
            distance=points(1, distance),
            other_town=points(weights.other_town, self.home_town != self.cadre_town[cadre]),
            change=points(weights.change, change),
            skill=points(weights.skill, missing),
            leader=points(weights.leader, self.leads[cadre] & self.is_other),
            unpaired=np.where(paired, 0, weights.unpaired),
        )
