"""Where a plan loses most, the homes of neighbouring cadres are dealt out anew by branch and bound. Pure.

What a plan costs above the bound is lost somewhere: by a cadre whose homes bring him less than his best
choice would. The cadre with the greatest loss and those around him with whom he shares homes make a region;
within it the homes go where they are best. Then the next, until all who lose anything have been looked at.
"""

from dataclasses import dataclass, replace

import numpy as np

from lianxin.pairing.solver.arcs import Arcs, gather
from lianxin.pairing.solver.combos import Combos
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.program import Question, solve_combos, solve_whole
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Bools, Floats, Ints

LITTLE = 5.0  # points: a smaller loss is not worth a region
CLOSE = 1e-4  # of a region's cost


@dataclass(frozen=True, slots=True)
class Size:
    """Of a region, at most: cadres and pairs; nodes of branch and bound.

    neighbours: points above its best, up to which a home binds two cadres together; reach: up to which its
    pairs take part.
    """

    cadres: int
    pairs: int
    nodes: int
    neighbours: float
    reach: float


SMALL = Size(cadres=40, pairs=4_000, nodes=20, neighbours=20.0, reach=60.0)
LARGE = Size(cadres=200, pairs=12_000, nodes=10, neighbours=15.0, reach=10.0)
WIDE = replace(LARGE, reach=25.0)  # slower: for what is left when no region gains any more by near pairs


@dataclass(frozen=True, slots=True)
class View:
    """What is known of the arcs: by what a bound was proved.

    worth: of each home. gain: of each cadre's best choice. worse: points of each arc above its home's best.
    combos, kind: of cadres and homes; None where there are too many.
    """

    arcs: Arcs
    worth: Floats
    gain: Floats
    worse: Floats
    combos: Combos | None
    kind: Ints


class Regions:
    """A plan in which one region after the other is made better; `pairs` is changed in place.

    again: it was so before, and pairs further off are to be looked at too.
    """

    def __init__(self, view: View, limits: Limits, pairs: Ints, *, again: bool = False) -> None:
        self.view, self.arcs, self.limits, self.pairs = view, view.arcs, limits, pairs
        self.size = SMALL if view.combos is None else WIDE if again else LARGE

    def losses(self) -> Floats:
        """Points that are lost with each cadre; their sum is what the plan costs above the bound."""
        arcs, view = self.arcs, self.view
        own = np.flatnonzero(arcs.cadre == self.pairs[arcs.home])
        brought = view.worth[arcs.home[own]] - arcs.cost[own]
        return np.asarray(view.gain - np.bincount(arcs.cadre[own], brought, len(view.gain)))

    def improve(self, goal: float, cost: float, pace: Pace) -> float:
        """One round over all who lose something; the cost reached. Ends where it is at most `goal`."""
        done = np.zeros(len(self.limits.places), bool)
        for worst in np.argsort(-self.losses(), kind="stable").tolist():
            if cost <= goal:
                break
            if done[worst]:
                continue
            if self.losses()[worst] < LITTLE or not pace.allows():
                break
            region = self._around(worst, done)
            done |= region
            cost -= self._dealt_anew(region)
        return cost

    def _around(self, cadre: int, done: Bools) -> Bools:
        """The cadre, and those not done yet who share most homes with him, and with those, and so on."""
        arcs, size, worse = self.arcs, self.size, self.view.worse
        near = (worse <= size.neighbours) & ~done[arcs.cadre]
        home, other = arcs.home[near], arcs.cadre[near]
        taking_part = np.bincount(arcs.cadre[worse <= size.reach], minlength=len(done))
        region = np.zeros(len(done), bool)
        region[cadre] = True
        known = np.zeros(len(arcs.start), bool)
        while region.sum() < size.cadres:
            known[home[region[other]]] = True
            beside = known[home] & ~region[other]
            shared = np.bincount(other[beside], minlength=len(done))
            room = min(size.cadres - int(region.sum()), max(1, int(region.sum()) // 2))
            more = np.argsort(-shared, kind="stable")[:room]
            more = more[shared[more] > 0]
            fits = int(taking_part[region].sum()) + np.cumsum(taking_part[more]) <= size.pairs
            if not fits.any():
                break
            region[more[fits]] = True
        return region

    def _dealt_anew(self, region: Bools) -> float:
        """Deal the region's homes out among its cadres as well as can be; the points gained."""
        arcs, limits, view, size = self.arcs, self.limits, self.view, self.size
        paired = self.pairs != NOBODY
        mine = paired & region[self.pairs]
        now = arcs.cadre == self.pairs[arcs.home]
        part = np.flatnonzero(mine[arcs.home] & region[arcs.cadre] & ((view.worse <= size.reach) | now))
        if not len(part):
            return 0.0
        homes, cadres = np.flatnonzero(mine), np.flatnonzero(region)
        row, column = np.cumsum(mine) - 1, np.cumsum(region) - 1
        own = gather(row[arcs.home[part]], column[arcs.cadre[part]], arcs.cost[part], len(cadres))
        if view.combos is None:
            must = np.full(len(homes), np.inf)
            question = Question(own, limits.visits[homes], limits.places[cadres], limits.room[cadres], must)
            answer = solve_whole(question, nodes=size.nodes, close=CLOSE)
        else:
            answer = solve_combos(
                own, view.kind[homes], view.combos.of(cadres), nodes=size.nodes, close=CLOSE
            )
        if answer is None or (np.bincount(own.home[answer.taken], minlength=len(homes)) != 1).any():
            return 0.0
        gained = float(arcs.cost[part[now[part]]].sum() - own.cost[answer.taken].sum())
        if gained < 0.5:
            return 0.0
        self.pairs[homes[own.home[answer.taken]]] = cadres[own.cadre[answer.taken]]
        return gained
