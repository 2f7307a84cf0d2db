"""Making a plan keep every limit, by moving and swapping single homes. Pure.

Where every home goes to its best cadre at the prices found, some cadres have more than they may, because the
prices treat homes as if they could be shared out. Here homes go to another cadre, or change places with a
lighter home, as long as that makes the sum of cost and trouble smaller; trouble is each home and visit beyond
a limit and each home without a cadre. The homes looked at are those that gain: on a cadre who is beyond his
limits, or on a cadre who is not their best at the prices found.
"""

from collections import deque

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Floats, Ints

RISING = (30.0, 100.0, 300.0, 1_000.0, 5_000.0)  # points for each visit beyond a limit
A_HOME = 5.0  # a home beyond a limit is fined like so many visits
NO_GAIN = -0.5
GLANCE = 256  # homes looked at between two looks at the clock


class Mender:
    """A plan under way. arcs: the pairs that may be used. alone: points of a home without anybody.

    cadre: the plan, changed in place, -1 for a home without anybody.
    """

    def __init__(self, arcs: Arcs, limits: Limits, pairs: Ints, alone: float) -> None:
        self.arcs, self.alone = arcs, alone
        self.visits, self.places, self.room = limits.visits, limits.places, limits.room
        self.cadre = pairs.copy()
        self.fine = RISING[0]
        self.end = np.append(arcs.start[1:], len(arcs.home))
        self.key = arcs.home * len(limits.places) + arcs.cadre
        paired = pairs != NOBODY
        self.count = np.bincount(pairs[paired], minlength=len(limits.places)).astype(np.int64)
        load = np.bincount(pairs[paired], limits.visits[paired], len(limits.places))
        self.load = load.astype(np.int64)
        self.of_cadre: list[set[int]] = [set() for _ in range(len(limits.places))]
        for home, cadre in enumerate(pairs.tolist()):
            if cadre != NOBODY:
                self.of_cadre[cadre].add(home)

    def run(self, prices: Prices, pace: Pace) -> None:
        """Improve until no home looked at gains, at one fine for each visit too many after the other."""
        for self.fine in RISING:
            waiting = deque(self._restless(prices))
            queued, looks = set(waiting), 0
            while waiting and (looks % GLANCE or pace.allows()):
                looks += 1
                home = waiting.popleft()
                queued.discard(home)
                fresh = [other for other in self._improve(home) if other not in queued]
                queued.update(fresh)
                waiting.extend(fresh)

    def _restless(self, prices: Prices) -> list[int]:
        """Homes that may gain, those in the greatest trouble first."""
        arcs = self.arcs
        priced = arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * self.visits[arcs.home]
        now = np.full(len(self.cadre), np.inf)
        own = self.cadre[arcs.home] == arcs.cadre
        now[arcs.home[own]] = priced[own]
        regret = now - arcs.lowest(priced)
        over = (self.load > self.room) | (self.count > self.places)
        regret = regret + np.where((self.cadre != NOBODY) & over[self.cadre], 1e6, 0.0)
        order = np.argsort(-regret, kind="stable")
        return [home for home in order.tolist() if regret[home] > 0.5]

    def _trouble(self, cadre: Ints, homes: Ints | int, visits: Ints | int) -> Floats:
        """Points for what the cadres would be beyond their limits with some more homes and visits."""
        over_homes = np.maximum(self.count[cadre] + homes - self.places[cadre], 0)
        over_visits = np.maximum(self.load[cadre] + visits - self.room[cadre], 0)
        return np.asarray(self.fine * (A_HOME * over_homes + over_visits))

    def _improve(self, home: int) -> list[int]:
        """Make the best move or swap of a home, if it gains; the homes that may gain now."""
        begin, end = self.arcs.start[home], self.end[home]
        cadres, costs = self.arcs.cadre[begin:end], self.arcs.cost[begin:end]
        here, visits = int(self.cadre[home]), int(self.visits[home])
        if here == NOBODY:
            now, leaving = self.alone, 0.0
        else:
            now = float(costs[cadres == here][0])
            at = np.array([here])
            leaving = float((self._trouble(at, -1, -visits) - self._trouble(at, 0, 0))[0])
        coming = self._trouble(cadres, 1, visits) - self._trouble(cadres, 0, 0)
        gain = np.where(cadres == here, np.inf, costs - now + coming + leaving)
        best = int(np.argmin(gain)) if len(gain) else -1
        move = float(gain[best]) if best >= 0 else 0.0
        swap, other = self._best_swap(home, here, cadres, costs - now) if here != NOBODY else (0.0, -1)
        if min(move, swap) >= NO_GAIN:
            return []
        if move <= swap:
            there = int(cadres[best])
            self._put(home, there)
        else:
            there = int(self.cadre[other])
            self._put(other, NOBODY)
            self._put(home, there)
            self._put(other, here)
        return self._over(there) + (self._over(here) if here != NOBODY else [])

    def _best_swap(self, home: int, here: int, cadres: Ints, costs: Floats) -> tuple[float, int]:
        """The best gain from changing places with a home of another visit load, and that home."""
        others = [other for cadre in cadres.tolist() if cadre != here for other in self.of_cadre[cadre]]
        if not others:
            return 0.0, -1
        other = np.array(others)
        wanted = other * len(self.places) + here
        at = np.searchsorted(self.key, wanted)
        fits = self.key[np.minimum(at, len(self.key) - 1)] == wanted
        if not fits.any():
            return 0.0, -1
        other, at = other[fits], at[fits]
        there = self.cadre[other]
        own = np.searchsorted(self.key, other * len(self.places) + there)
        mine = np.searchsorted(cadres, there)
        more = int(self.visits[home]) - self.visits[other]
        here_too = np.full(len(other), here)
        gain = costs[mine] + self.arcs.cost[at] - self.arcs.cost[own]
        gain = gain + self._trouble(there, 0, more) - self._trouble(there, 0, 0)
        gain = gain + self._trouble(here_too, 0, -more) - self._trouble(here_too, 0, 0)
        best = int(np.argmin(gain))
        return float(gain[best]), int(other[best])

    def _put(self, home: int, cadre: int) -> None:
        was, visits = int(self.cadre[home]), int(self.visits[home])
        for who, sign in ((was, -1), (cadre, 1)):
            if who != NOBODY:
                self.count[who] += sign
                self.load[who] += sign * visits
        if was != NOBODY:
            self.of_cadre[was].discard(home)
        if cadre != NOBODY:
            self.of_cadre[cadre].add(home)
        self.cadre[home] = cadre

    def _over(self, cadre: int) -> list[int]:
        """The homes of a cadre who is still beyond his limits."""
        is_over = self.load[cadre] > self.room[cadre] or self.count[cadre] > self.places[cadre]
        return sorted(self.of_cadre[cadre]) if is_over else []

    def drop(self) -> None:
        """Leave homes alone until every limit is kept: the dearest to keep first, no more than needed."""
        for cadre in np.flatnonzero((self.load > self.room) | (self.count > self.places)).tolist():
            while self.load[cadre] > self.room[cadre] or self.count[cadre] > self.places[cadre]:
                over = int(self.load[cadre] - self.room[cadre])
                homes = sorted(self.of_cadre[cadre], key=lambda home: (self.visits[home], home))
                enough = [home for home in homes if self.visits[home] >= over]
                self._put(enough[0] if enough else homes[-1], NOBODY)
