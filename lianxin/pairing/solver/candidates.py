"""Which cadres come into question for each home, at given prices; exact over all cadres. Pure.

A cadre's price is what a place with him is worth: `place` points for each home and `visit` points for each
visit of the year. The k cadres with the lowest cost plus price are found for every home, and what is not
looked at is proved to be dearer: a cadre is passed over for a whole block of homes when even the nearest
point of the block would cost more with him than what each home of the block already has.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.blocks import Block, wide_blocks
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import Bools, Floats, Ints, Task

NEVER = 1e15  # the cost of a forbidden pair
HALF = 0.5  # a point: by so much rounding may differ


@dataclass(frozen=True, slots=True)
class Prices:
    """Points for a place with each cadre (`place`, m rows) and for each visit of the year (`visit`)."""

    place: Floats
    visit: Floats


def no_prices(cadres: int) -> Prices:
    """Prices as if nobody had a limit."""
    return Prices(np.zeros(cadres), np.zeros(cadres))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Possible pairs, side by side; `home` counts the homes of the catalogue from 0."""

    home: Ints
    cadre: Ints
    cost: Floats


class Catalogue:
    """Homes in blocks and cadres in columns, ready to be asked for candidates again and again.

    Pairs that are forbidden are never among the answers.
    """

    def __init__(self, task: Task, costs: Costs, homes: Ints) -> None:
        """`homes`: the rows of the task that are to be paired."""
        self.costs, self.homes = costs, homes
        self.cadres = np.arange(task.cadres.m)
        self.blocks = wide_blocks(task, homes)
        self.row_of = np.full(task.homes.n, -1)
        self.row_of[homes] = np.arange(len(homes))

    def cheapest(self, k: int, prices: Prices) -> Candidates:
        """The k cheapest cadres of every home at these prices, out of all cadres."""
        k = min(k, len(self.cadres))
        found = []
        for wide, blocks in self.blocks:
            near = self._near(wide, prices, k)
            for block in blocks:
                some, cost, priced = self._among(block, near, prices, k)
                best = _lowest(priced, k)
                cost = np.take_along_axis(cost, best, 1)
                fine = cost < NEVER
                rows = np.broadcast_to(self.row_of[block.homes][:, None], best.shape)
                found.append((rows[fine], some[best[fine]], cost[fine]))
        return _joined(found)

    def better(self, prices: Prices, best: Floats, slack: float, k: int) -> tuple[Candidates, Floats]:
        """The pairs that cost, with prices, at most `slack` more than `best` (one for each home, points).

        At most k for each home, the cheapest; and the least that each home costs with prices, which is exact
        as long as `best` is what some pair of that home costs at these prices, or more.
        """
        found, least = [], best.copy()
        for wide, blocks in self.blocks:
            limit = best[self.row_of[wide.homes]].max() + slack
            near = self.cadres[(self._low(wide, self.cadres, prices) <= limit) | self._knows(wide)]
            for block in blocks:
                rows = self.row_of[block.homes]
                limit = best[rows].max() + slack
                some = near[(self._low(block, near, prices) <= limit) | self._knows(block)[near]]
                if not len(some):
                    continue
                cost, priced = self._priced(block, some, prices)
                least[rows] = np.minimum(least[rows], priced.min(axis=1))
                ceiling = best[rows] + slack
                if k < len(some):
                    ceiling = np.minimum(ceiling, np.partition(priced, k - 1, axis=1)[:, k - 1])
                row, column = np.nonzero(priced <= ceiling[:, None])
                found.append((rows[row], some[column], cost[row, column]))
        return _joined(found), least

    def _among(self, block: Block, near: Ints, prices: Prices, k: int) -> tuple[Ints, Floats, Floats]:
        """Cadres among whom are the k cheapest of every home of the block, their costs, and with prices."""
        most = 2 * (k + block.most_banned)
        if len(near) > 2 * most:
            low = self._low(block, near, prices)
            first = near[np.sort(np.argpartition(low, most)[:most])]
            limit = np.partition(self._priced(block, first, prices)[1], k - 1, axis=1)[:, k - 1].max()
            near = near[(low <= limit) | self._knows(block)[near]]
        return near, *self._priced(block, near, prices)

    def _priced(self, block: Block, cadres: Ints, prices: Prices) -> tuple[Floats, Floats]:
        """Costs without and with prices: (homes of the block, cadres)."""
        cost = self.costs.of_block(block, cadres)
        column = np.full(len(self.cadres), -1)
        column[cadres] = np.arange(len(cadres))
        rows, at = block.kept[0], column[block.kept[1]]
        cost[rows[at >= 0], at[at >= 0]] -= self.costs.weights.change
        rows, at = block.banned[0], column[block.banned[1]]
        cost[rows[at >= 0], at[at >= 0]] = NEVER
        return cost, cost + (prices.place[cadres] + prices.visit[cadres] * block.visits)

    def _near(self, block: Block, prices: Prices, k: int) -> Ints:
        """The cadres that may be among the k cheapest of some home of a wide block."""
        most = k + block.most_banned
        if len(self.cadres) <= 2 * most:
            return self.cadres
        low = self._low(block, self.cadres, prices)
        high = low + 2 * (block.radius * block.pull + HALF) + self.costs.skills(block, self.cadres)
        worth = (low <= np.partition(high, most - 1)[most - 1]) | self._knows(block)
        return np.asarray(self.cadres[worth])

    def _low(self, block: Block, cadres: Ints, prices: Prices) -> Floats:
        """The least, with prices, that a home of the block could cost with cadres who do not know it."""
        price = prices.place[cadres] + prices.visit[cadres] * block.visits
        nearest = self._way(block, cadres) - block.radius
        return np.asarray(nearest * block.pull + (price + self.costs.dues(block, cadres) - HALF))

    def _way(self, block: Block, cadres: Ints) -> Floats:
        """Kilometres from the middle of the block."""
        x, y = self.costs.cadre_x[cadres] - block.middle[0], self.costs.cadre_y[cadres] - block.middle[1]
        return np.sqrt(x * x + y * y)

    def _knows(self, block: Block) -> Bools:
        """Who knows a home of the block now: one flag for each cadre."""
        knows = np.zeros(len(self.cadres), bool)
        knows[block.kept[1]] = True
        return knows


def _lowest(priced: Floats, k: int) -> Ints:
    """The columns of the k lowest of each row, in order; equal ones in the order of their columns."""
    if k < priced.shape[1]:
        best = np.sort(np.argpartition(priced, k - 1, axis=1)[:, :k], axis=1)
    else:
        best = np.broadcast_to(np.arange(priced.shape[1]), priced.shape)
    order = np.argsort(np.take_along_axis(priced, best, 1), axis=1, kind="stable")
    return np.take_along_axis(best, order, 1)


def _joined(found: list[tuple[Ints, Ints, Floats]]) -> Candidates:
    homes, cadres, costs = zip(*found, strict=True) if found else ((), (), ())
    nothing = np.empty(0, np.int64)
    return Candidates(
        np.concatenate([nothing, *homes]),
        np.concatenate([nothing, *cadres]),
        np.concatenate([np.empty(0), *costs]),
    )
