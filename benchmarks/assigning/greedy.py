"""Greedy in its fair form: the cheapest pair of all comes first; who is left over goes where there is room.

The 40 cheapest cadres of each home come from Lianxin's own search, which is quicker than a matrix of all
distances; what that takes is inside the clock.
"""

from typing import Any

import numpy as np

from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from lianxin.pairing.solver.candidates import Candidates, Catalogue, no_prices
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import Ints, Task


def nearest(task: Task, arcs: int) -> tuple[Catalogue, Candidates]:
    """The cheapest cadres of each home."""
    catalogue = Catalogue(task, Costs(task), np.arange(task.homes.n))
    return catalogue, catalogue.cheapest(arcs, no_prices(task.cadres.m))


def complete(task: Task, catalogue: Catalogue, pairs: Ints) -> None:
    """Give the homes left over, heaviest first, to the cheapest cadre with room; in place."""
    homes, cadres = task.homes, task.cadres
    paired = pairs >= 0
    places = cadres.quota_homes - np.bincount(pairs[paired], minlength=cadres.m)
    room = cadres.quota_visits - np.bincount(pairs[paired], homes.visits[paired], cadres.m).astype(np.int64)
    left = np.flatnonzero(~paired)
    for home in left[np.argsort(-homes.visits[left], kind="stable")].tolist():
        fits = np.flatnonzero((places > 0) & (room >= homes.visits[home]))
        fits = fits[~np.isin(fits, task.forbidden.cadre[task.forbidden.home == home])]
        if not len(fits):
            continue
        cadre = int(fits[np.argmin(catalogue.costs.of_home(home, fits))])
        pairs[home] = cadre
        places[cadre] -= 1
        room[cadre] -= homes.visits[home]


class Greedy:
    def __init__(self, arcs: int, **made: Any) -> None:
        self.task, self.arcs = district(**made), arcs

    def run(self) -> Ints:
        task = self.task
        catalogue, found = nearest(task, self.arcs)
        order = np.argsort(found.cost, kind="stable")
        places, room = task.cadres.quota_homes.tolist(), task.cadres.quota_visits.tolist()
        pairs, visits = [-1] * task.homes.n, task.homes.visits.tolist()
        for home, cadre in zip(found.home[order].tolist(), found.cadre[order].tolist(), strict=True):
            if pairs[home] < 0 and places[cadre] > 0 and room[cadre] >= visits[home]:
                pairs[home] = cadre
                places[cadre] -= 1
                room[cadre] -= visits[home]
        answer = np.array(pairs)
        complete(task, catalogue, answer)
        return answer

    def show(self, answer: Ints) -> dict[str, Any]:
        return judged(self.task, answer)


def greedy(**options: Any) -> Greedy:
    return Greedy(**options)
