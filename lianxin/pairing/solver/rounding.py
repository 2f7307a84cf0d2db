"""From a plan that nearly keeps the limits to one that keeps them all, and to better ones. Pure.

By turns, single homes are moved and swapped (`mending`), and all homes are dealt out anew by a flow in whose
widths the plan at hand fits, so that it can only get better. Last, the homes of cadres who live together are
dealt out anew by branch and bound, one part of the district after the other.
"""

from collections.abc import Callable

import numpy as np

from lianxin.pairing.solver.arcs import Arcs, gather
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.flow import Market, cheapest_flow
from lianxin.pairing.solver.mending import RISING, STRICT, Mender
from lianxin.pairing.solver.program import Question, solve_whole
from lianxin.pairing.solver.widths import Kinds, widths_around
from lianxin.pairing.vocabulary import NOBODY, Floats, Ints

REACH = 300.0  # points above a home's best, with prices, up to which its pairs take part in a flow
TURNS = 6
SMALL = 1e-5  # of the cost: a turn that gains less was the last
FEW, NODES = 12_000, 300  # pairs that branch and bound is given at most, and how far it may branch
CLOSE = 80.0  # points above a home's best, up to which its pairs are given to it; all, if they are few


class Rounding:
    """What stays the same: the pairs that may be used, the homes' classes, the cadres' limits."""

    def __init__(
        self, arcs: Arcs, visits: Ints, kinds: Kinds, places: Ints, room: Ints, alone: float
    ) -> None:
        self.arcs, self.visits, self.kinds = arcs, visits, kinds
        self.places, self.room, self.alone = places, room, alone

    def cost(self, pairs: Ints) -> float:
        """Points of a plan along these arcs."""
        own = self.arcs.cadre == pairs[self.arcs.home]
        return float(self.arcs.cost[own].sum()) + self.alone * float((pairs == NOBODY).sum())

    def round_off(
        self,
        starts: list[Ints],
        prices: Prices,
        parts: list[Ints],
        enough: float,
        left: Callable[[], float],
    ) -> Ints:
        """The best plan found that keeps every limit; stops at `enough` points.

        starts: plans that may break limits. parts: cadres who live together. left: seconds to go.
        """

        def more_time() -> bool:
            return left() > 0

        best = self._kept(starts[0], prices, RISING, more_time)
        for start in starts[1:]:
            if more_time():
                best = min(best, self._kept(start, prices, RISING, more_time), key=self.cost)
        for _ in range(TURNS):
            if not more_time() or self.cost(best) <= enough:
                break
            dealt = self._kept(self._dealt(best, prices), prices, STRICT, more_time)
            gained = self.cost(best) - self.cost(dealt)
            best = min(dealt, best, key=self.cost)
            if gained <= SMALL * self.cost(best):
                break
        for number, part in enumerate(parts):
            if not more_time() or self.cost(best) <= enough:
                break
            best = self._branched(best, prices, part, left() / (len(parts) - number))
        return best

    def _branched(self, pairs: Ints, prices: Prices, part: Ints, seconds: float) -> Ints:
        """The plan, or a better one in which the homes of some cadres are dealt out anew among them."""
        inside = np.zeros(len(self.places), bool)
        inside[part] = True
        mine = (pairs == NOBODY) | inside[pairs]
        arcs = self.arcs
        for reach in (np.inf, CLOSE, CLOSE / 4):
            near = arcs.near(self._priced(prices), reach) | (arcs.cadre == pairs[arcs.home])
            own = near & mine[arcs.home] & inside[arcs.cadre]
            if own.sum() <= FEW:
                break
        homes = np.unique(arcs.home[own])
        if not 0 < own.sum() <= FEW:
            return pairs
        row, column = np.full(len(pairs), NOBODY), np.cumsum(inside) - 1
        row[homes] = np.arange(len(homes))
        some = gather(row[arcs.home[own]], column[arcs.cadre[own]], arcs.cost[own], len(part))
        cadres = np.flatnonzero(inside)
        ones, past = np.ones(len(homes), np.int64), np.full(len(homes), self.alone)
        limits = self.places[cadres], self.room[cadres]
        start = cadres[some.cadre] == pairs[homes[some.home]]
        taken = solve_whole(Question(some, ones, self.visits[homes], *limits, past), start, seconds, NODES)
        if taken is None:
            return pairs
        found = pairs.copy()
        found[homes] = NOBODY
        found[homes[some.home[taken]]] = cadres[some.cadre[taken]]
        return min(pairs, found, key=self.cost)

    def _priced(self, prices: Prices) -> Floats:
        arcs = self.arcs
        visits = self.visits[arcs.home]
        return np.asarray(arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * visits)

    def _kept(
        self, pairs: Ints, prices: Prices, fines: tuple[float, ...], more_time: Callable[[], bool]
    ) -> Ints:
        mender = Mender(self.arcs, pairs, self.visits, self.places, self.room, self.alone)
        mender.run(prices, fines, more_time)
        mender.drop()
        return mender.cadre

    def _dealt(self, pairs: Ints, prices: Prices) -> Ints:
        """The cheapest plan among those whose classes of homes are spread much as in this one."""
        paired = pairs != NOBODY
        taken = np.zeros((len(self.places), len(self.kinds.visits)), np.int64)
        np.add.at(taken, (pairs[paired], self.kinds.of[paired]), 1)
        width, outlet = widths_around(taken, self.places, self.room, self.kinds)
        arcs = self.arcs
        near = arcs.near(self._priced(prices), REACH)
        some = arcs.among(near | (arcs.cadre == pairs[arcs.home]))
        past = np.full(len(pairs), self.alone)
        flow = cheapest_flow(Market(some, some.cost, self.kinds.of, width, outlet, past))
        dealt = np.full(len(pairs), NOBODY)
        dealt[some.home[flow.taken]] = some.cadre[flow.taken]
        return dealt
