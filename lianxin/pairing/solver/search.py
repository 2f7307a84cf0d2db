"""The search for prices, by turns with looking up what every home would pay at them. Pure but for its pace.

The prices of both limits come from a smoothed problem that is cooled down step by step (`smoothing`). After
each step every home is looked up over all cadres at the new prices: that gives the bound, and the pairs that
look better than those known so far are added.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs, gather, join
from lianxin.pairing.solver.bound import bound_of
from lianxin.pairing.solver.candidates import Catalogue, Prices, no_prices
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.smoothing import Limits, settle
from lianxin.pairing.solver.widths import kinds_of
from lianxin.pairing.vocabulary import NOBODY, Floats, Ints, Task

FIRST, MORE = 8, 8  # cadres looked at for each home: to begin with, and at most in each round
NEAR_TIE = 20.0  # points: pairs this near the best are added too
WARMTHS = (100.0, 40.0, 16.0, 6.0, 2.5, 1.0, 0.4)  # points
LUKEWARM = 20.0  # cool enough for flows, where visits do not bind
COARSE = 10.0  # so many points of warmth for each point that a home may be off: whole homes lose less by it
COOL = 10.0  # from here on, a home that goes past does so because room is missing
BOX = 1000.0  # points above its best at which a home goes past while pairs are missing; three times when cool


@dataclass(slots=True)
class Found:
    """What a search has come to. pairs: the cadre of each home, -1 for none; None before any flow.

    settled: the pairs keep all limits, and are proved as good as asked.
    """

    prices: Prices
    bound: int
    pairs: Ints | None = None
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
        most = places * self.visits.max()
        self.may_bind = bool((most > room).any())
        self.kinds = kinds_of(self.visits if self.may_bind else np.full(len(homes), self.visits.min()))
        self.shut = (places < 1) | (room < self.kinds.visits[0])  # who can take nobody at all
        self.places, self.room = (np.where(self.shut, 0, limit) for limit in (places, np.minimum(room, most)))
        self.alone = float(task.weights.unpaired)
        self.catalogue = Catalogue(task, costs, homes)
        first = self.catalogue.cheapest(FIRST, self.beyond_reach(no_prices(self.cadres)))
        self.arcs = gather(first.home, first.cadre, first.cost, self.cadres)

    def run(self, pace: Pace, enough: float) -> Found:
        """Prices from one warmth after the other, and the bound of the best, as far as time allows.

        Where a gap of `enough` will do, they need not be cooled down to the end.
        """
        nothing = self.beyond_reach(no_prices(self.cadres))
        least = self.worths(nothing)  # exact: nobody is cheaper
        found = Found(nothing, bound_of(least, nothing, self.places, self.room))
        self._cool_down(found, pace, enough)
        return found

    def look_at(self, prices: Prices) -> int:
        """Add the pairs that look better at these prices than those known; the bound that the prices give."""
        best = self.worths(prices)
        seen, least = self.catalogue.better(prices, best, NEAR_TIE, MORE)
        self.arcs = join(self.arcs, seen.home, seen.cadre, seen.cost, self.cadres)
        return bound_of(least, prices, self.places, self.room)

    def look_below(self, prices: Prices, worth: Floats) -> None:
        """Add every pair that costs, prices included, less than its home's worth, over all cadres."""
        seen, _ = self.catalogue.better(prices, worth, 0.0, max(1, self.cadres))
        self.arcs = join(self.arcs, seen.home, seen.cadre, seen.cost, self.cadres)

    def know(self, pairs: Ints) -> None:
        """Add the pairs of a plan to those known."""
        home = np.flatnonzero(pairs != NOBODY)
        cost = self.costs.of_pairs(self.homes[home], pairs[home])
        self.arcs = join(self.arcs, home, pairs[home], cost, self.cadres)

    def cheapest(self) -> Floats:
        """What each home costs with its cheapest allowed cadre if nobody has quotas, points."""
        best = self.arcs.lowest(self.arcs.cost)
        return self.catalogue.better(no_prices(self.cadres), best, 0.0, 1)[1]

    def priced(self, prices: Prices) -> Floats:
        """The points of each arc, prices included."""
        arcs = self.arcs
        return np.asarray(
            arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * self.visits[arcs.home]
        )

    def worths(self, prices: Prices) -> Floats:
        """What each home costs at prices with the best of the pairs known, or alone, points."""
        return np.minimum(self.arcs.lowest(self.priced(prices)), self.alone)

    def softened(self) -> tuple[Arcs, Limits]:
        """Arcs and limits in the form that `smoothing` asks for: who is shut is dear instead."""
        dear = self.arcs.cost + self.alone * self.shut[self.arcs.cadre]
        arcs = Arcs(self.arcs.home, self.arcs.cadre, dear, self.arcs.start)
        return arcs, Limits(self.places + self.shut, self.room + self.shut, self.visits)

    def _cool_down(self, found: Found, pace: Pace, enough: float) -> None:
        """Prices at one warmth after the other; keeps those that give the best bound."""
        soft = Prices(np.zeros(self.cadres), np.zeros(self.cadres))
        for warmth in WARMTHS:
            box = BOX if warmth > COOL else 3 * BOX
            while pace.allows():
                arcs, limits = self.softened()
                past = np.minimum(arcs.lowest(arcs.cost) + box, self.alone)
                soft = settle(arcs, limits, past, soft, warmth)
                prices = self._trimmed(soft, warmth)
                misled = bool((arcs.lowest(self.priced(prices)) > past).any())
                bound = self.look_at(prices)
                found.rounds += 1
                if bound > found.bound:
                    found.bound, found.prices = bound, prices
                if warmth > COOL or not misled or box >= self.alone:
                    break
                box = min(8 * box, self.alone)  # perhaps they must stay alone
            if warmth < LUKEWARM and not self.may_bind:
                break
            if warmth <= COARSE * enough * found.bound / len(self.homes):
                break

    def _trimmed(self, soft: Prices, warmth: float) -> Prices:
        """Without the small prices that only the barrier has put there; exact in binary."""
        best, found = -np.inf, soft
        for least in (0.0, warmth, 3 * warmth):
            usual = float(self.visits.mean())
            place, visit = (
                np.rint(np.where(price > limit, price, 0.0) * 64) / 64
                for price, limit in ((soft.place, least), (soft.visit, least / usual))
            )
            prices = self.beyond_reach(Prices(place, visit if self.may_bind else 0 * visit))
            known = self.worths(prices)
            bound = bound_of(known, prices, self.places, self.room)
            if bound > best:
                best, found = bound, prices
        return found

    def keeps_visits(self, pairs: Ints) -> bool:
        """Whether nobody owes more visits than he can make."""
        paired = pairs != NOBODY
        load = np.bincount(pairs[paired], self.visits[paired], self.cadres)
        return bool((load <= self.room).all())

    def beyond_reach(self, prices: Prices) -> Prices:
        """Prices at which nobody looks at who can take nobody; never paid, and nothing is given back."""
        return Prices(np.where(self.shut, self.alone, prices.place), prices.visit)
