"""The pairs under consideration: a home's arcs lie side by side. Pure."""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.vocabulary import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Arcs:
    """a possible pairs, sorted by home and then by cadre, none twice.

    home: 0 … homes-1, every one at least once (`Candidates` sees to that). start: where each home begins.
    """

    home: Ints
    cadre: Ints
    cost: Floats
    start: Ints

    def lowest(self, values: Floats) -> Floats:
        """The lowest of some values of arcs for each home."""
        return np.asarray(np.minimum.reduceat(values, self.start))

    def near(self, values: Floats, reach: float) -> Bools:
        """Arcs whose value is at most `reach` above the lowest of their home."""
        return np.asarray(values <= self.lowest(values)[self.home] + reach)

    def among(self, chosen: Bools) -> "Arcs":
        """Only some of the arcs; of every home at least one must be among them."""
        home = self.home[chosen]
        return Arcs(home, self.cadre[chosen], self.cost[chosen], _starts(home))


def gather(home: Ints, cadre: Ints, cost: Floats, cadres: int) -> Arcs:
    """Arcs in any order, perhaps twice, made into Arcs."""
    key, first = np.unique(home * cadres + cadre, return_index=True)
    home, cadre = np.divmod(key, cadres)
    return Arcs(home, cadre, cost[first], _starts(home))


def join(arcs: Arcs, home: Ints, cadre: Ints, cost: Floats, cadres: int) -> Arcs:
    """Arcs and some more."""
    return gather(
        np.concatenate([arcs.home, home]),
        np.concatenate([arcs.cadre, cadre]),
        np.concatenate([arcs.cost, cost]),
        cadres,
    )


def _starts(home: Ints) -> Ints:
    return np.flatnonzero(np.diff(home, prepend=-1))
