"""From a plan that nearly keeps the limits to one that keeps them all, and to better ones. Pure.

By turns, single homes are moved and swapped (`mending`), and all homes are dealt out anew by a flow in whose
widths the plan at hand fits, so that it can only get better. Then the limits are loosened and enforced again,
which leads elsewhere; the best plan counts. Where few pairs come into question, as in one town, branch and
bound looks for a better one still.
"""

from collections.abc import Callable

import numpy as np

from lianxin.pairing.arcs import Arcs
from lianxin.pairing.candidates import Prices
from lianxin.pairing.flow import Market, cheapest_flow
from lianxin.pairing.mending import RISING, STRICT, Mender
from lianxin.pairing.program import Question, solve_whole
from lianxin.pairing.vocabulary import NOBODY, Ints
from lianxin.pairing.widths import Kinds, widths_around

REACH = 300.0  # points above a home's best, with prices, up to which its pairs take part in a flow
TURNS = 8
FEW, NODES = 12_000, 300  # pairs that branch and bound is given at most, and how far it may branch
CLOSE = 80.0  # points above a home's best, up to which its pairs are given to it; all, if they are few
GIVE_UP = 2  # turns in a row without a better plan


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

    def round_off(self, starts: list[Ints], prices: Prices, enough: float, left: Callable[[], float]) -> Ints:
        """The best plan found that keeps every limit; stops at `enough` points. left: seconds to go."""

        def more_time() -> bool:
            return left() > 0

        best, least = self._kept(starts[0], prices, RISING, more_time), np.inf
        plans = [best, *(self._kept(start, prices, RISING, more_time) for start in starts[1:] if more_time())]
        best = min(plans, key=self.cost)
        least, in_vain, turn = self.cost(best), 0, 0
        while turn < TURNS and in_vain < GIVE_UP and least > enough and more_time():
            turn += 1
            plan = best if turn == 1 else self._kept(best, prices, RISING, more_time)
            for _ in range(2):
                plan = self._kept(self._dealt(plan, prices), prices, STRICT, more_time)
            in_vain = 0 if self.cost(plan) < least else in_vain + 1
            best, least = min((best, least), (plan, self.cost(plan)), key=lambda found: found[1])
        return self._branched(best, prices, left()) if least > enough and more_time() else best

    def _branched(self, pairs: Ints, prices: Prices, seconds: float) -> Ints:
        """The plan, or a better one among the pairs that are close to each home's best."""
        arcs = self.arcs
        if len(arcs.home) > FEW:
            arcs = self._near(pairs, prices, CLOSE)
        if len(arcs.home) > FEW:
            return pairs
        start = arcs.cadre == pairs[arcs.home]
        past = np.full(len(pairs), self.alone)
        ones = np.ones(len(pairs), np.int64)
        question = Question(arcs, ones, self.visits, self.places, self.room, past)
        taken = solve_whole(question, start, seconds, NODES)
        if taken is None:
            return pairs
        found = np.full(len(pairs), NOBODY)
        found[arcs.home[taken]] = arcs.cadre[taken]
        return min(pairs, found, key=self.cost)

    def _near(self, pairs: Ints, prices: Prices, reach: float) -> Arcs:
        """The pairs of a plan, and those within so many points of each home's best."""
        arcs = self.arcs
        priced = arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * self.visits[arcs.home]
        near = priced <= arcs.lowest(priced)[arcs.home] + reach
        return arcs.among(near | (arcs.cadre == pairs[arcs.home]))

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
        some = self._near(pairs, prices, REACH)
        past = np.full(len(pairs), self.alone)
        flow = cheapest_flow(Market(some, some.cost, self.kinds.of, width, outlet, past))
        dealt = np.full(len(pairs), NOBODY)
        dealt[some.home[flow.taken]] = some.cadre[flow.taken]
        return dealt
