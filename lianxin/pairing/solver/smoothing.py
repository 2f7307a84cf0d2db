"""Prices of places and visits that share the homes out well: Newton's method on a smoothed problem. Pure.

If each home went to its cheapest cadre, prices included, the prices would be right when nobody had more than
he can take. That problem (the Lagrangian dual, see `bound`) is concave but full of edges. Here a home is
spread softly over its cadres instead, exp(-points/warmth) to each, and prices are kept above nothing by a
barrier: all edges are round, and a few Newton steps find the best prices. Cooled down by and by, they are
those of the linear program in which homes may be shared out, to about one part in ten thousand.

The matrix of a step has a row for each limit of each cadre. It is never written down: multiplying by it costs
one look at the arcs, and conjugate gradients need a dozen of those.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.vocabulary import Bools, Floats, Ints

BARRIER = 0.3  # of the warmth
SHARPEST = 25.0  # arcs this many warmths above a home's best count for nothing
NEAREST = 60.0  # points: but all arcs as near as this count
STEPS, TURNS, TRIES = 20, 40, 6  # of Newton; of conjugate gradients in each; with more and more caution
STILL = 2e-6  # a step that gains less than this part, times the warmth, was the last


@dataclass(frozen=True, slots=True)
class Limits:
    """What each cadre can take: `places` for homes, `room` for visits a year. visits: of each home."""

    places: Ints
    room: Ints
    visits: Ints

    @property
    def both(self) -> Floats:
        """Places, then room."""
        return np.concatenate([self.places, self.room]).astype(np.float64)


def settle(arcs: Arcs, limits: Limits, past: Floats, prices: Prices, warmth: float) -> Prices:
    """The best prices at a warmth (points), found from others. past: points of a home that stays alone."""
    price = np.maximum(np.concatenate([prices.place, prices.visit]), BARRIER * warmth * 0.1)
    here, caution = Spread(arcs, limits, past, price, warmth), 0.05
    for _ in range(STEPS):
        for _ in range(TRIES):
            step = here.step(caution)
            there = Spread(arcs, limits, past, np.maximum(here.price + step, 0.2 * here.price), warmth)
            gain, hoped = there.value - here.value, here.hoped(there.price - here.price)
            if gain > 0.05 * hoped > 0:
                break
            caution = max(6 * caution, 0.01)
        else:
            break
        if gain > 0.6 * hoped:
            caution = max(caution / 5, 1e-5)
        elif gain < 0.3 * hoped:
            caution = min(caution * 3, 30.0)
        here = there
        if gain < STILL * warmth * abs(here.value):
            break
    return Prices(*np.split(here.price, 2))


class Spread:
    """All homes spread softly over their cadres at certain prices; `value` is what is to be made greatest."""

    def __init__(self, arcs: Arcs, limits: Limits, past: Floats, price: Floats, warmth: float) -> None:
        self.price, self.warmth, self.cadres = price, warmth, len(price) // 2
        some = _counting(arcs, limits, past, price, warmth)
        self.start, self.cadre = some.start, some.cadre
        self.times = np.diff(np.append(some.start, len(some.home)))
        self.visits = limits.visits[some.home].astype(np.float64)
        priced = some.cost + price[some.cadre] + self.visits * price[self.cadres + some.cadre]
        best = np.minimum(some.lowest(priced), past)
        pull = np.exp((np.repeat(best, self.times) - priced) / warmth)
        pulls = np.add.reduceat(pull, some.start) + np.exp((best - past) / warmth)
        self.part = pull / np.repeat(pulls, self.times)  # of each home along each arc
        self.most = limits.both
        self.barrier = BARRIER * warmth
        self.value = float((best - warmth * np.log(pulls)).sum() - price @ self.most)
        self.value += self.barrier * float(np.log(price).sum())
        self.slope = self._at_cadres(self.part) - self.most + self.barrier / price

    def step(self, caution: float) -> Floats:
        """Newton's step; with caution, a shorter one. Conjugate gradients, two by two for each cadre."""
        spread, m = self.part * (1 - self.part) / self.warmth, self.cadres
        mixed = np.bincount(self.cadre, spread * self.visits, m)
        own = np.concatenate(
            [np.bincount(self.cadre, spread, m), np.bincount(self.cadre, spread * self.visits**2, m)]
        )
        load = np.bincount(self.cadre, self.part, m)
        heavy = np.bincount(self.cadre, self.part * self.visits**2, m)
        usual = self.visits.mean() if len(self.visits) else 1.0
        scale = np.maximum(np.concatenate([load, heavy]), self.most * np.repeat([1.0, usual], m))
        damping = caution * scale / self.warmth + self.barrier / self.price**2 + 1e-6
        own += damping
        along, across = own[:m], own[m:]
        determinant = along * across - mixed**2

        def eased(rest: Floats) -> Floats:
            homes, visits = rest[:m], rest[m:]
            place = (across * homes - mixed * visits) / determinant
            return np.concatenate([place, (along * visits - mixed * homes) / determinant])

        found, rest = np.zeros(2 * m), self.slope.copy()
        way = easy = eased(rest)
        size = first = float(rest @ easy)
        for _ in range(TURNS):
            bent = self._bend(way) + damping * way
            far = size / float(way @ bent)
            found += far * way
            rest -= far * bent
            easy = eased(rest)
            before, size = size, float(rest @ easy)
            if size < 0.01 * first:
                break
            way = easy + size / before * way
        return found

    def hoped(self, change: Floats) -> float:
        """What a change of prices would gain if the value were as curved everywhere as here."""
        bent = self._bend(change) + self.barrier / self.price**2 * change
        return float(self.slope @ change - change @ bent / 2)

    def _bend(self, change: Floats) -> Floats:
        """The curvature of the value times a change of prices."""
        dearer = change[self.cadre] + self.visits * change[self.cadres + self.cadre]
        moved = self.part * dearer
        moved -= self.part * np.repeat(np.add.reduceat(moved, self.start), self.times)
        return self._at_cadres(moved) / self.warmth

    def _at_cadres(self, parts: Floats) -> Floats:
        """Homes, then visits, that parts of homes along the arcs bring to each cadre."""
        homes = np.bincount(self.cadre, parts, self.cadres)
        return np.concatenate([homes, np.bincount(self.cadre, parts * self.visits, self.cadres)])


def _counting(arcs: Arcs, limits: Limits, past: Floats, price: Floats, warmth: float) -> Arcs:
    """The arcs that count at these prices; of every home at least one."""
    visit = price[len(limits.places) :]
    priced = arcs.cost + price[arcs.cadre] + limits.visits[arcs.home] * visit[arcs.cadre]
    best = arcs.lowest(priced)
    reach = np.minimum(best, past) + max(SHARPEST * warmth, NEAREST)
    near: Bools = priced <= np.maximum(best, reach)[arcs.home]
    return arcs.among(near)
