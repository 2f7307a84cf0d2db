"""Rounds of flow and pricing, until plan and bound meet. Pure but for the time budget.

Each round takes the cheapest flow along the pairs known so far, reads the prices from it, looks up over all
cadres what every home would cost at least at these prices (that gives the bound), and adds the pairs that
look better than those known. Where visits bind, their prices are learnt on the way (`visit_prices`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver import visit_prices
from lianxin.pairing.solver.arcs import Arcs, gather, join
from lianxin.pairing.solver.bound import bound_of
from lianxin.pairing.solver.candidates import Catalogue, Prices, no_prices
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.duals import stall_prices
from lianxin.pairing.solver.flow import Flow, Market, cheapest_flow
from lianxin.pairing.solver.sketch import first_prices
from lianxin.pairing.solver.widths import kinds_of, wide_open, widths_around
from lianxin.pairing.vocabulary import NOBODY, Floats, Ints, Task

FIRST, MORE = 6, 8  # cadres looked at for each home: to begin with, and at most in each round
NEAR_TIE = 20.0  # points: pairs this near the best are added too
BOX = 1000.0  # points above its best at which a home goes past, as long as pairs are missing
MOST_ROUNDS = 40
STALL = 2e-5  # a round that lifts the bound by less than this part has not moved
PATIENCE = 3  # rounds without moving, where visits bind


@dataclass(slots=True)
class Found:
    """What a search has come to. pairs: the cadre of each home, -1 for none; may break the visits' limit."""

    pairs: Ints
    arcs: Arcs
    prices: Prices
    bound: int
    rounds: int = 0
    settled: bool = False


class Search:
    """The homes of a task that are to be paired, and what room the cadres have for them.

    homes: rows of the task. places, room: homes and visits a year that each cadre can take.
    """

    def __init__(self, task: Task, costs: Costs, homes: Ints, places: Ints, room: Ints) -> None:
        self.costs, self.homes = costs, homes
        self.cadres = task.cadres.m
        self.visits = task.homes.visits[homes]
        may_bind = bool((places * self.visits.max() > room).any())
        self.kinds = kinds_of(self.visits if may_bind else np.full(len(homes), self.visits.min()))
        self.shut = (places < 1) | (room < self.kinds.visits[0])  # who can take nobody at all
        self.places, self.room = np.where(self.shut, 0, places), np.where(self.shut, 0, room)
        self.alone = float(task.weights.unpaired)
        self.catalogue = Catalogue(task, costs, homes)
        self.prices = self._beyond_reach(first_prices(task, homes, self.places, self.room))
        first = self.catalogue.cheapest(FIRST, self.prices)
        self.arcs = gather(first.home, first.cadre, first.cost, self.cadres)

    def run(self, *, enough: float, more_time: Callable[[], bool]) -> Found:
        """Search until the gap is `enough` (a part of the cost), nothing moves, or there is no more time."""
        found = Found(np.full(len(self.homes), NOBODY), self.arcs, self.prices, -(2**62))
        at_stall, box, still, reach = None, BOX, 0, np.inf
        while found.rounds < MOST_ROUNDS and (found.rounds == 0 or more_time()):
            before, prices_before = found.bound, self.prices
            market = self._market(at_stall, box, reach, found.pairs)
            flow = cheapest_flow(market)
            at_stall, found.pairs = flow.at_stall, self._pairs(market.arcs, flow)
            place, stall = stall_prices(market, flow, self.prices.place, BOX)
            bound = self.look_at(Prices(place, self.prices.visit))
            if bound > found.bound:
                found.bound, found.prices = bound, self.prices
            over = at_stall @ self.kinds.visits - self.room
            found.rounds += 1
            cost = float(market.arcs.cost[flow.taken].sum()) + self.alone * len(flow.alone)
            if (over <= 0).all() and cost - found.bound <= enough * cost:
                found.settled = True
                break
            still = still + 1 if found.bound - before <= STALL * abs(found.bound) else 0
            if len(flow.alone) and found.rounds > 2 and box < self.alone:
                box, still = min(8 * box, self.alone), 0  # perhaps they must stay alone
            if still >= PATIENCE:
                break
            self._learn(market, flow, stall, over)
            shift = np.abs(self.prices.place - prices_before.place)
            shift += self.kinds.visits[-1] * np.abs(self.prices.visit - prices_before.visit)
            reach = 100.0 + 3 * float(np.quantile(shift, 0.9)) if len(shift) else 0.0
        found.arcs = self.arcs
        return found

    def _market(self, at_stall: Ints | None, box: float, reach: float, pairs: Ints) -> Market:
        """Pairs within `reach` points of each home's best, and those of the last plan."""
        arcs, visit = self.arcs, self.prices.visit
        charge = arcs.cost + visit[arcs.cadre] * self.visits[arcs.home]
        priced = charge + self.prices.place[arcs.cadre]
        least = arcs.lowest(priced)
        chosen = (priced <= least[arcs.home] + reach) | (arcs.cadre == pairs[arcs.home])
        past = np.minimum(least + box, self.alone)
        width, outlet = wide_open(self.places, self.kinds)
        dearer = None
        if at_stall is not None and self._visits_bind(at_stall):
            width, _ = widths_around(at_stall, self.places, self.room, self.kinds)
            dearer = np.maximum(self.kinds.visits - self.kinds.visits[0], 1) * 3
        return Market(arcs.among(chosen), charge[chosen], self.kinds.of, width, outlet, past, dearer)

    def _visits_bind(self, at_stall: Ints) -> bool:
        over = at_stall @ self.kinds.visits > self.room
        return bool(over.any() or self.prices.visit.any())

    def _pairs(self, arcs: Arcs, flow: Flow) -> Ints:
        pairs = np.full(len(self.homes), NOBODY)
        pairs[arcs.home[flow.taken]] = arcs.cadre[flow.taken]
        return pairs

    def look_at(self, prices: Prices) -> int:
        """Take these prices, add the pairs that look better at them than those known; the bound they give."""
        self.prices = prices = self._beyond_reach(prices)
        arcs, places = self.arcs, self.places
        priced = arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * self.visits[arcs.home]
        best = np.minimum(arcs.lowest(priced), self.alone)
        seen, least = self.catalogue.better(prices, best, NEAR_TIE, MORE)
        self.arcs = join(arcs, seen.home, seen.cadre, seen.cost, self.cadres)
        return bound_of(least, prices, places, self.room)

    def cheapest(self) -> Floats:
        """What each home costs with its cheapest allowed cadre if nobody has quotas, points."""
        best = self.arcs.lowest(self.arcs.cost)
        return self.catalogue.better(no_prices(self.cadres), best, 0.0, 1)[1]

    def _beyond_reach(self, prices: Prices) -> Prices:
        """Whoever can take nobody may ask any price: it is never paid, and nothing is given back for it."""
        return Prices(np.where(self.shut, self.alone, prices.place), prices.visit)

    def _learn(self, market: Market, flow: Flow, stall: Floats, over: Ints) -> None:
        """Dearer visits where the limit was felt, cheaper ones where they are left over."""
        place, visit = self.prices.place, self.prices.visit
        if market.dearer is None and not visit.any():
            return
        rise = visit_prices.risen(place, stall, self.kinds)
        priced = market.charge + place[market.arcs.cadre]
        spare = np.where(rise > 0, 0, np.maximum(-over, 0))
        fall = visit_prices.fallen(market.arcs, priced, flow, self.visits, spare, visit)
        self.prices = Prices(place, np.maximum(np.rint(visit + rise - fall), 0.0))
