"""What each cadre would take if every home had a price: the best load for one is found exactly. Pure.

Say what it is worth, in points, to have a home looked after. A cadre who may choose freely takes the homes
that bring him most above what they cost with him, as many as his two limits allow. Homes of one class differ
only in what they bring, so of each class he takes the best; only the numbers have to be chosen (`combos`).
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.combos import Combos
from lianxin.pairing.vocabulary import Bools, Floats, Ints

FINE = 64  # parts of a point: all worths are such, so that sums and comparisons are exact
EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class Choice:
    """gain: what each cadre's best choice brings, points. taken: flags of arcs.

    margin: of each arc, by how much he is better off with that home than without it; negative if worse.
    """

    gain: Floats
    taken: Bools
    margin: Floats


class Packing:
    """Arcs sorted by home, as `Arcs` are; `kind` is the class of each home."""

    def __init__(self, arcs: Arcs, kind: Ints, combos: Combos) -> None:
        self.arcs, self.combos = arcs, combos
        self.cadres, self.kinds = len(combos.start), combos.take.shape[1]
        self.kind = np.where(combos.plain[arcs.cadre], 0, kind[arcs.home])
        self.stall = arcs.cadre * self.kinds + self.kind
        count = np.bincount(self.stall, minlength=self.cadres * self.kinds)
        self._begin = np.cumsum(count) - count
        self.width = int(combos.take.max(initial=0)) + 1
        self._runs = [self._run(kind) for kind in range(self.kinds)]
        self._order = np.arange(len(self.stall))

    def gains(self, worth: Floats, *floors: Floats) -> list[Floats]:
        """What the best choice of each cadre brings, and then what it would above each of some floors:
        (cadres, kinds), what homes that are not among the arcs might bring, any number of them."""
        brought = worth[self.arcs.home] - self.arcs.cost
        rank = self._rank(brought)
        return [self._gain(self._sums(brought, rank, floor)) for floor in (None, *floors)]

    def choose(self, worth: Floats) -> Choice:
        """The best choice of each cadre, and what each home matters to it."""
        brought = worth[self.arcs.home] - self.arcs.cost
        rank = self._rank(brought)
        sums = self._sums(brought, rank, None)
        total = self._totals(sums)
        gain = np.maximum.reduceat(total, self.combos.start)
        best = np.full((self.cadres, self.kinds, self.width), -np.inf)  # when so many of a class are taken
        for kind, (rows, first) in enumerate(self._runs):
            some = rows[first]
            most = np.maximum.reduceat(total[rows], first)
            best[self.combos.cadre[some], kind, self.combos.take[some, kind]] = most
        others = best - sums[:, :, :-1]
        nothing = np.full((self.cadres, self.kinds, 1), -np.inf)
        with_more = _from_above(np.concatenate([best, nothing], 2))
        without_more = _from_above(np.concatenate([others + sums[:, :, 1:], nothing], 2))
        with_less = np.maximum.accumulate(
            others + np.concatenate([nothing, sums[:, :, : self.width - 1]], 2), 2
        )
        without_less = np.maximum.accumulate(best, 2)
        good = brought > 0
        place = np.where(good, np.minimum(rank, self.width - 1), self.width - 1)
        at, above = self.stall * self.width + place, self.stall * (self.width + 1) + place + 1
        within = np.maximum(np.where(good, with_more.take(above), -np.inf), brought + with_less.take(at))
        without = np.where(
            good,
            np.maximum(without_more.take(above) - brought, without_less.take(at)),
            gain[self.arcs.cadre],
        )
        margin = within - without
        return Choice(gain, margin > 0, margin)

    def _rank(self, brought: Floats) -> Ints:
        """The place of each arc among those of its cadre and class, the best first.

        Worths move little from one time to the next: what is nearly in order is soon sorted.
        """
        apart = float(np.ptp(brought)) + 1 if len(brought) else 1.0
        last = self._order
        if apart * FINE * self.cadres * self.kinds < EXACT:
            order = last[np.argsort((self.stall * apart - brought)[last], kind="stable")]
        else:
            order = last[np.lexsort((-brought[last], self.stall[last]))]
        self._order = order
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order)) - self._begin[self.stall[order]]
        return rank

    def _sums(self, brought: Floats, rank: Ints, floor: Floats | None) -> Floats:
        """What the best 0, 1, 2 … homes of each class bring each cadre: (cadres, kinds, width + 1)."""
        best = np.zeros((self.cadres * self.kinds, self.width + 1))
        some = (rank < self.width) & (brought > 0)
        best[self.stall[some], rank[some] + 1] = brought[some]
        if floor is not None:
            best[:, 1:] = np.maximum(best[:, 1:], floor.reshape(-1, 1))
        return np.cumsum(best, axis=1, out=best).reshape(self.cadres, self.kinds, -1)

    def _totals(self, sums: Floats) -> Floats:
        """What each row of the combos brings at most."""
        combos = self.combos
        total = sums[combos.cadre, 0, combos.take[:, 0]]
        for kind in range(1, self.kinds):
            total = total + sums[combos.cadre, kind, combos.take[:, kind]]
        return np.asarray(total)

    def _gain(self, sums: Floats) -> Floats:
        return np.asarray(np.maximum.reduceat(self._totals(sums), self.combos.start))

    def _run(self, kind: int) -> tuple[Ints, Ints]:
        """The rows of the combos by cadre and number taken of a class, and where each such run begins."""
        key = self.combos.cadre * (self.width + 1) + self.combos.take[:, kind]
        rows = np.argsort(key, kind="stable")
        return rows, np.flatnonzero(np.diff(key[rows], prepend=-1))


def _from_above(values: Floats) -> Floats:
    """The greatest of each value and those after it."""
    return np.maximum.accumulate(values[:, :, ::-1], axis=2)[:, :, ::-1]
