"""Where a plan loses most, the homes of neighbouring cadres are dealt out anew by branch and bound. Pure.

What a plan costs above the bound lies somewhere: a home that is not with its best cadre at the prices found,
a place or a visit that has a price and is not used. The cadre with the greatest loss and those around him
with whom he shares homes make a region; within it the homes go where they are best. Then the next, until all
who lose anything have been looked at.
"""

import numpy as np

from lianxin.pairing.solver.arcs import Arcs, gather
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.program import Question, solve_whole
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Bools, Floats, Ints

NEIGHBOURS = 20.0  # points above its best, up to which a home binds two cadres together
REACH = 60.0  # points above a home's best, up to which its pairs take part
CADRES, PAIRS = 40, 4_000  # of a region, at most
NODES = 20  # of branch and bound
LITTLE = 5.0  # points: a smaller loss is not worth a region
CLOSE = 2e-4  # of a region's cost


class Regions:
    """A plan in which one region after the other is made better; `pairs` is changed in place."""

    def __init__(self, arcs: Arcs, limits: Limits, prices: Prices, pairs: Ints) -> None:
        self.arcs, self.limits, self.prices, self.pairs = arcs, limits, prices, pairs
        visits = limits.visits[arcs.home]
        priced = arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * visits
        self.worse = priced - arcs.lowest(priced)[arcs.home]  # than the home's best, for each arc

    def losses(self) -> Floats:
        """Points that are lost with each cadre; their sum is what the plan costs above the bound."""
        pairs, limits, cadres = self.pairs, self.limits, len(self.limits.places)
        paired = pairs != NOBODY
        homes = np.bincount(pairs[paired], minlength=cadres)
        visits = np.bincount(pairs[paired], limits.visits[paired], cadres)
        loss = self.prices.place * (limits.places - homes) + self.prices.visit * (limits.room - visits)
        own = self.arcs.cadre == pairs[self.arcs.home]
        return np.asarray(loss + np.bincount(self.arcs.cadre[own], self.worse[own], cadres))

    def improve(self, goal: float, cost: float, pace: Pace) -> float:
        """One round over all who lose something; the cost reached. Ends where it is at most `goal`."""
        done = np.zeros(len(self.limits.places), bool)
        for worst in np.argsort(-self.losses(), kind="stable").tolist():
            if cost <= goal:
                break
            if done[worst]:
                continue
            if self.losses()[worst] < LITTLE or not pace.allows():
                break
            region = self._around(worst, done)
            done |= region
            cost -= self._dealt_anew(region)
        return cost

    def _around(self, cadre: int, done: Bools) -> Bools:
        """The cadre, and those not done yet who share most homes with him, and with those, and so on."""
        arcs = self.arcs
        near = (self.worse <= NEIGHBOURS) & ~done[arcs.cadre]
        home, other = arcs.home[near], arcs.cadre[near]
        taking_part = np.bincount(arcs.cadre[self.worse <= REACH], minlength=len(done))
        region = np.zeros(len(done), bool)
        region[cadre] = True
        known = np.zeros(len(arcs.start), bool)
        while region.sum() < CADRES:
            known[home[region[other]]] = True
            beside = known[home] & ~region[other]
            shared = np.bincount(other[beside], minlength=len(done))
            room = min(CADRES - int(region.sum()), max(1, int(region.sum())))
            more = np.argsort(-shared, kind="stable")[:room]
            more = more[shared[more] > 0]
            fits = int(taking_part[region].sum()) + np.cumsum(taking_part[more]) <= PAIRS
            if not fits.any():
                break
            region[more[fits]] = True
        return region

    def _dealt_anew(self, region: Bools) -> float:
        """Deal the region's homes out among its cadres as well as can be; the points gained."""
        arcs, limits = self.arcs, self.limits
        paired = self.pairs != NOBODY
        mine = paired & region[self.pairs]
        now = arcs.cadre == self.pairs[arcs.home]
        part = np.flatnonzero(mine[arcs.home] & region[arcs.cadre] & ((self.worse <= REACH) | now))
        if not len(part):
            return 0.0
        homes, cadres = np.flatnonzero(mine), np.flatnonzero(region)
        row, column = np.cumsum(mine) - 1, np.cumsum(region) - 1
        own = gather(row[arcs.home[part]], column[arcs.cadre[part]], arcs.cost[part], len(cadres))
        must = np.full(len(homes), np.inf)
        question = Question(own, limits.visits[homes], limits.places[cadres], limits.room[cadres], must)
        answer = solve_whole(question, nodes=NODES, close=CLOSE)
        before = float(arcs.cost[part[now[part]]].sum())
        if answer is None or answer.value > before - 0.5:
            return 0.0
        self.pairs[homes[own.home[answer.taken]]] = cadres[own.cadre[answer.taken]]
        return before - answer.value
