"""From prices to a plan of whole homes that keeps both limits, and to better ones. Pure.

How many homes of each class a cadre would have, if they could be shared out, is rounded to whole numbers that
fit his visits; a flow within these widths deals the homes out (`widths`). Where that leaves some over, all go
to their favourites instead, and single ones move until nobody has too many (`mending`). They are dealt out
anew by flows in whose widths the plan at hand fits, so that it can only get better. Last come the regions
where most is lost (`regions`).
"""

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.flow import Market, cheapest_flow
from lianxin.pairing.solver.mending import Mender
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.placing import Placing
from lianxin.pairing.solver.regions import Regions, View
from lianxin.pairing.solver.search import Found, Search
from lianxin.pairing.solver.smoothing import Limits, Spread
from lianxin.pairing.solver.widths import widths_around
from lianxin.pairing.solver.worths import Worths
from lianxin.pairing.vocabulary import NOBODY, Ints, Task

WARMTH = 2.0  # points, at which homes are shared out to be rounded
REACH = 200.0  # points above a home's best, with prices, up to which its pairs take part in a flow
TURNS = 4
SWEEPS = 3  # over the regions
SMALL = 1e-5  # of the cost: a turn that gains less was the last


class Rounding:
    """The search behind it, with its arcs and prices. task: the one that the search is part of."""

    def __init__(self, task: Task, search: Search, found: Found) -> None:
        self.task, self.search, self.found, self.prices = task, search, found, found.prices
        self.arcs = search.arcs
        self.limits = Limits(search.places, search.room, search.visits)
        self.near = self.arcs.near(search.priced(self.prices), REACH)

    def cost(self, pairs: Ints) -> float:
        """Points of a plan along the arcs."""
        own = self.arcs.cadre == pairs[self.arcs.home]
        return float(self.arcs.cost[own].sum()) + self.search.alone * float((pairs == NOBODY).sum())

    def run(self, placed: Ints, goal: float, pace: Pace) -> Ints:
        """The best plan found, from one that keeps every limit; ends where it costs `goal` at most."""
        best = self.begun(placed, goal, pace)
        for _ in range(TURNS):
            before = self.cost(best)
            if before <= goal or not pace.allows():
                return best
            best = self._better(self._dealt(self._counts(best), best), best)
            if before - self.cost(best) <= SMALL * before:
                break
        return self.dealt_by_regions(best, goal, pace)

    def begun(self, placed: Ints, goal: float, pace: Pace) -> Ints:
        """The first plan from the prices, or `placed` where that is better."""
        best, dealt = placed, self.found.pairs
        if dealt is not None and self.search.keeps_visits(dealt):
            best = self._better(dealt, best)
        if pace.allows():
            shared = self._dealt(self._shares())
            best = self._better(shared, best)
            if (shared == NOBODY).any() and self.cost(best) > goal and pace.allows():
                best = self._better(self._mended(pace), best)
        return best

    def run_by(self, worths: Worths, placed: Ints, goal: float, pace: Pace) -> Ints:
        """The same from worths: each home with the cadre who wants it, one flow, then the regions."""
        wanted = self._better(worths.wanted(), np.full(len(placed), NOBODY))
        best = self._better(self._dealt(self._counts(wanted), wanted), min(wanted, placed, key=self.cost))
        return self.dealt_by_regions(best, goal, pace, worths)

    def dealt_by_regions(self, pairs: Ints, goal: float, pace: Pace, worths: Worths | None = None) -> Ints:
        """A plan made better where it loses most, again and again while that helps."""
        best, cost = pairs, self.cost(pairs)
        for sweep in range(SWEEPS):
            if cost <= goal or not pace.allows():
                break
            view = self._view() if worths is None else worths.view(best)
            regions = Regions(view, self.limits, best.copy(), again=sweep > 0)
            before, cost = cost, regions.improve(goal, cost, pace)
            best = regions.pairs
            if (sweep or worths is None) and before - cost <= SMALL * before:
                break
        return best

    def _view(self) -> View:
        """The arcs as seen by the prices."""
        arcs, prices, limits = self.arcs, self.prices, self.limits
        priced = self.search.priced(prices)
        worth = arcs.lowest(priced)
        gain = prices.place * limits.places + prices.visit * limits.room
        return View(arcs, worth, gain, priced - worth[arcs.home], None, self.search.kinds.of)

    def _mended(self, pace: Pace) -> Ints:
        """All with their favourites, then single ones moved until nobody has too many; some may be left."""
        mender = Mender(self.arcs, self.limits, self._favourites(), self.search.alone)
        mender.run(self.prices, pace)
        mender.drop()
        return self._dealt(self._counts(mender.cadre), mender.cadre)

    def _favourites(self) -> Ints:
        """The best cadre of each home at the prices."""
        priced = self.search.priced(self.prices)
        best = np.flatnonzero(priced <= self.arcs.lowest(priced)[self.arcs.home])[::-1]
        pairs = np.full(len(self.arcs.start), NOBODY)
        pairs[self.arcs.home[best]] = self.arcs.cadre[best]
        return pairs

    def _better(self, pairs: Ints, best: Ints) -> Ints:
        """The cheaper of two plans, after homes that were left over have been placed in the first."""
        if (pairs == NOBODY).any():
            search = self.search
            placing = Placing(self.task, search.costs, search.homes, self.limits, pairs)
            placing.along(self.arcs)
            placing.anywhere()
            pairs = placing.pairs
            search.know(pairs)
            self._look_again()
        return min(pairs, best, key=self.cost)

    def _look_again(self) -> None:
        self.arcs = self.search.arcs
        self.near = self.arcs.near(self.search.priced(self.prices), REACH)

    def _shares(self) -> Ints:
        """Homes of each class with each cadre, (cadres, kinds), as they would be shared out at the prices."""
        arcs, limits = self.search.softened()
        past = np.full(len(arcs.start), self.search.alone)
        price = np.concatenate([self.prices.place * ~self.search.shut, self.prices.visit])
        spread = Spread(arcs, limits, past, np.maximum(price, 1e-3), WARMTH)
        kinds = self.search.kinds
        homes = np.repeat(np.arange(len(spread.start)), spread.times)
        stall = spread.cadre * len(kinds.visits) + kinds.of[homes]
        shared = np.bincount(stall, spread.part, len(limits.places) * len(kinds.visits))
        return np.rint(shared).astype(np.int64).reshape(-1, len(kinds.visits))

    def _counts(self, pairs: Ints) -> Ints:
        """Homes of each class with each cadre in a plan."""
        taken = np.zeros((len(self.limits.places), len(self.search.kinds.visits)), np.int64)
        paired = pairs != NOBODY
        np.add.at(taken, (pairs[paired], self.search.kinds.of[paired]), 1)
        return taken

    def _dealt(self, taken: Ints, pairs: Ints | None = None) -> Ints:
        """The cheapest plan among those whose classes of homes are spread much as `taken`."""
        search = self.search
        width, outlet = widths_around(taken, self.limits.places, self.limits.room, search.kinds)
        some = self._some(pairs)
        past = np.full(len(search.homes), search.alone)
        flow = cheapest_flow(Market(some, some.cost, search.kinds.of, width, outlet, past))
        dealt = np.full(len(search.homes), NOBODY)
        dealt[some.home[flow.taken]] = some.cadre[flow.taken]
        return dealt

    def _some(self, pairs: Ints | None) -> Arcs:
        known = self.near if pairs is None else self.near | (self.arcs.cadre == pairs[self.arcs.home])
        return self.arcs.among(known)
