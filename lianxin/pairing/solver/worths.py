"""What it is worth to have each home looked after: a bound that knows of whole homes. Pure.

Give each home a worth, at most what it costs to leave it alone, and let each cadre choose the homes that
bring him most above their cost, within both limits (`packing`). In any plan a home that is paired pays its
worth once, and no cadre gains more than with his own choice; so no plan costs less than all worths together
minus all those gains. Prices of places and visits (`bound`) give such worths; but a cadre's best choice of
whole homes gains less than his places and visits would bring at those prices, so the bound is higher, and
there are worths for which it is higher still.

They are found home by home: a home should be worth so much that the cadre whom it suits best just wants it,
and nobody else does. All homes move part of the way there at once, again and again.

Nobody looks at all pairs each time. Pairs that are not among the known are taken to bring each cadre as much
as his floor, as many as he likes; floors are so low that this changes nothing, and each time the worths have
moved all pairs above the floors are looked up.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.combos import Combos
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.packing import FINE, Choice, Packing
from lianxin.pairing.solver.regions import View
from lianxin.pairing.solver.search import Found, Search
from lianxin.pairing.vocabulary import NOBODY, Bools, Floats, Ints

REACH = 60.0  # points above a home's best, with prices, up to which its pairs take part
PART, DRIFT = 0.25, 0.7  # of the way that a home moves at once; of its last move that it makes once more
ASIDE = 30.0  # points by which a home stays away from where a cadre would take or leave it, where it can
AHEAD = 80.0  # points that a home may move before all cadres are looked over again
TAKING_PART = 40.0  # points that it may move before a pair that costs more begins to take part
LOOKS, TURNS = 10, 12  # over all cadres; of moving in each
STILL = 1e-5  # a look that lifts the bound by less than this part was the last
LITTLE = 0.1  # or by less than this part of the gap that will do
SHARES = (
    1.0,
    0.9,
    0.8,
    0.6,
    0.4,
    0.2,
    0.0,
)  # of its price, below which a place is taken to go to nobody unseen
UNFELT = 0.05  # points that a cadre may gain by homes unseen


@dataclass(frozen=True, slots=True)
class Proof:
    """worth: points for each home, whole parts of a point. bound: what they prove, points, not rounded."""

    worth: Floats
    bound: float


class Worths:
    """The search behind it, with its arcs; `best` is the best proof so far.

    packing: of the last look, with the pairs that take part.
    """

    def __init__(self, search: Search, found: Found, combos: Combos) -> None:
        self.search, self.combos, self.prices = search, combos, found.prices
        self.worth = _fine(search.worths(found.prices))
        self.ceiling = self.worth + AHEAD
        self.best = Proof(self.worth, -np.inf)  # until it has been looked over
        self.floors = found.prices
        self.packing = self._packed()

    @property
    def bound(self) -> int:
        """The best bound, points."""
        return int(np.ceil(self.best.bound - 1e-6))

    def raise_bound(self, pace: Pace, enough: float) -> None:
        """Move the worths and look over all cadres by turns, until the bound stands still, or nearly so where
        a gap of `enough` will do."""
        least = max(STILL, LITTLE * enough)
        for look in range(LOOKS):
            before = self.best.bound
            self._move(pace)
            self._prove()
            gain = self.best.bound - before
            if (look and gain <= least * abs(before)) or not pace.allows():
                break

    def view(self, pairs: Ints) -> View:
        """The arcs with what is known of them by the best proof; the pairs of a plan are among them."""
        search = self.search
        search.know(pairs)
        packing = self._packed(pairs)
        choice = packing.choose(self.best.worth)
        asked = self.best.worth[packing.arcs.home] - choice.margin
        best = packing.arcs.lowest(asked)
        worse = asked - np.where(np.isfinite(best), best, 0.0)[packing.arcs.home]
        return View(packing.arcs, self.best.worth, choice.gain, worse, self.combos, search.kinds.of)

    def wanted(self) -> Ints:
        """Each home with the cadre who wants it and whom it suits best; -1 where nobody does."""
        arcs, worth = self.packing.arcs, self.best.worth
        choice = self.packing.choose(worth)
        asked = np.where(choice.taken, worth[arcs.home] - choice.margin, np.inf)
        at = np.flatnonzero(choice.taken & (asked <= arcs.lowest(asked)[arcs.home]))
        pairs = np.full(len(arcs.start), NOBODY)
        pairs[arcs.home[at]] = arcs.cadre[at]
        return pairs

    def _move(self, pace: Pace) -> None:
        """Some turns; keeps the worths of the best."""
        worth = before = best = self.worth
        value = -np.inf
        for turn in range(TURNS):
            if turn and not pace.allows():
                break
            choice = self.packing.choose(worth)
            reached = float(worth.sum() - choice.gain.sum())
            if reached > value:
                value, best = reached, worth
            before, worth = worth, self._moved(worth, worth - before, choice)
        self.worth = best

    def _moved(self, worth: Floats, last: Floats, choice: Choice) -> Floats:
        """All worths, part of the way to where exactly one cadre wants each home. last: their last move."""
        first, second = suits(self.packing.arcs, worth, choice)
        somebody = np.isfinite(first)  # whom nobody would take at any worth is worth being left alone
        first = np.where(somebody, first, self.search.alone)
        aside = np.minimum(ASIDE, (second - first) / 2)
        there = np.clip(worth, first + aside, np.maximum(second - aside, first + aside))
        there = np.where(somebody, there, self.search.alone)
        moved = worth + PART * (there - worth) + DRIFT * last
        return _fine(np.minimum(moved, np.minimum(self.ceiling, self.search.alone)))

    def _prove(self) -> None:
        """Look over all cadres for pairs that the worths may have overlooked; the bound without them."""
        floors = self.floors = self._floors()
        visits = self.search.kinds.visits
        self.search.look_below(floors, self.worth + AHEAD)
        self.packing, self.ceiling = self._packed(), self.worth + AHEAD
        unseen = floors.place[:, None] + floors.visit[:, None] * visits
        _, gain = self.packing.gains(self.worth, unseen)
        bound = float(self.worth.sum() - gain.sum())
        if bound > self.best.bound:
            self.best = Proof(self.worth, bound)

    def _floors(self) -> Prices:
        """For each cadre the highest prices so low that homes which bring less cannot matter to him."""
        visits = self.search.kinds.visits
        place = np.where(self.search.shut, 0.0, self.prices.place)
        visit = np.where(self.combos.plain, 0.0, self.prices.visit)
        floors = [_fine(part * place)[:, None] + _fine(part * visit)[:, None] * visits for part in SHARES]
        gain, *felt = self.packing.gains(self.worth, *floors)
        fits = np.array([above <= gain + UNFELT for above in felt])
        share = np.where(fits.any(axis=0), np.array(SHARES)[fits.argmax(axis=0)], 0.0)
        return self.search.beyond_reach(Prices(_fine(share * place), _fine(share * visit)))

    def _packed(self, pairs: Ints | None = None) -> Packing:
        """The pairs that take part: near the best at the prices, or worth more than the floors."""
        search = self.search
        arcs, priced = search.arcs, search.priced(self.prices)
        near: Bools = arcs.near(priced, REACH) | (
            search.priced(self.floors) < (self.worth + TAKING_PART)[arcs.home]
        )
        if pairs is not None:
            near |= arcs.cadre == pairs[arcs.home]
        return Packing(arcs.among(near), search.kinds.of, self.combos)


def suits(arcs: Arcs, worth: Floats, choice: Choice) -> tuple[Floats, Floats]:
    """The worths from which on a first cadre would take each home, and a second one; infinite for nobody."""
    asked = worth[arcs.home] - choice.margin
    first = arcs.lowest(asked)
    at = np.flatnonzero(asked <= first[arcs.home])
    at = at[np.flatnonzero(np.diff(arcs.home[at], prepend=-1))]
    others = asked.copy()
    others[at] = np.inf
    return first, np.asarray(arcs.lowest(others))


def _fine(points: Floats) -> Floats:
    return np.asarray(np.rint(points * FINE) / FINE)
