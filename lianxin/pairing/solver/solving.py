"""Pair every home with a cadre at the least cost, and prove how near it is. Pure but for its budget.

The task has two limits for each cadre, homes and visits a year, and is solved step by step: everybody gets
somebody (`placing`); prices are found that say where room is short (`search`), and with them the bound
(`bound` says what it proves); where visits do not bind, flows bring plan and bound together (`closing`);
where they do, worths of whole homes give a higher bound (`worths`), and from them a plan within every limit
is read and made better region by region (`rounding`, `regions`); a small task is settled by branch and bound
(`exact`).

The first step is always taken, however small the budget. The same task and seed give the same plan as long as
the budget cuts nothing short, which the plan says; the seed decides between plans of equal cost only.
"""

import resource
from dataclasses import dataclass, replace

import numpy as np

from lianxin.pairing.solver.closing import close
from lianxin.pairing.solver.combos import combos_of
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.exact import closed
from lianxin.pairing.solver.faults import check
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.placing import Placing
from lianxin.pairing.solver.reasons import reasons_of
from lianxin.pairing.solver.rounding import Rounding
from lianxin.pairing.solver.search import Search
from lianxin.pairing.solver.shortage import bindings_of, shortage_of
from lianxin.pairing.solver.shuffling import shuffle
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.solver.worths import Worths
from lianxin.pairing.vocabulary import NOBODY, Bools, Floats, Ints, Plan, Task

ENOUGH = 1e-5  # of the cost: a smaller gap is not worth more time
ROUGH = 0.01  # of the cost: for such a gap prices will do


@dataclass(frozen=True, slots=True)
class Solved:
    """Pairs of the homes that were free to choose; bound: of what they cost, proved by `worth` (see Plan)."""

    pairs: Ints
    bound: int
    worth: Floats
    rounds: int


def solve(task: Task, *, seed: int, budget_s: float, enough: float = ENOUGH) -> Plan:
    """The best plan found within `budget_s` seconds, with its bound; ends early at a gap of `enough`.

    Raises TaskError for a task that contradicts itself. Homes that cannot be paired are -1 in the plan, which
    then explains the shortage.
    """
    check(task)
    pace = Pace(budget_s)
    shuffled = shuffle(task, seed)
    inner, costs = shuffled.task, Costs(shuffled.task)
    pairs = np.full(inner.homes.n, NOBODY)
    pairs[inner.fixed.home] = inner.fixed.cadre
    places, room = _left(inner)
    free = np.flatnonzero((pairs == NOBODY) & ~_without_anybody(inner))
    others = np.ones(inner.homes.n, bool)
    others[free] = False
    spent = int(costs.parts(pairs).total[others].sum())
    least = np.full(inner.homes.n, np.inf)
    least[inner.fixed.home] = costs.parts(pairs).total[inner.fixed.home]
    worth = np.full(inner.homes.n, float(inner.weights.unpaired))
    solved = Solved(free, 0, worth[free], 0)
    if len(free):
        search = Search(inner, costs, free, places, room)
        solved = _whole(inner, search, enough, spent, pace)
        pairs[free], least[free], worth[free] = solved.pairs, search.cheapest(), solved.worth
    whole = Solved(shuffled.back(pairs), spent + solved.bound, worth, solved.rounds)
    return _plan(task, whole, least, enough, pace)


def _without_anybody(task: Task) -> Bools:
    """Homes for whom every cadre is forbidden, or for whom there is none."""
    keys = np.unique(task.forbidden.home * task.cadres.m + task.forbidden.cadre) if task.cadres.m else None
    if keys is None:
        return np.ones(task.homes.n, bool)
    return np.asarray(np.bincount(keys // task.cadres.m, minlength=task.homes.n) >= task.cadres.m)


def _left(task: Task) -> tuple[Ints, Ints]:
    """Homes and visits that each cadre can take beside the pairs the desk has set."""
    fixed, cadres = task.fixed, task.cadres
    homes = np.bincount(fixed.cadre, minlength=cadres.m)
    visits = np.bincount(fixed.cadre, task.homes.visits[fixed.home], cadres.m).astype(np.int64)
    return np.maximum(cadres.quota_homes - homes, 0), np.maximum(cadres.quota_visits - visits, 0)


def _whole(task: Task, search: Search, enough: float, spent: int, pace: Pace) -> Solved:
    """Pairs for the homes of a search, and what proves how good they are.

    spent: points that the homes beside them cost anyway.
    """
    limits = Limits(search.places, search.room, search.visits)
    placing = Placing(task, search.costs, search.homes, limits, np.full(len(search.homes), NOBODY))
    placing.along(search.arcs)
    placing.anywhere()
    search.know(placing.pairs)
    found = search.run(pace, enough)
    if not found.prices.visit.any():
        close(search, found, enough, pace)
    if found.settled and found.pairs is not None:
        return Solved(found.pairs, found.bound, search.worths(found.prices), found.rounds)
    rounding = Rounding(task, search, found)
    solved = _rounded(rounding, placing.pairs, (enough, spent), pace)
    cost = rounding.cost(solved.pairs)
    if cost > _goal(solved.bound, enough, spent) and pace.allows():
        pairs, bound = closed(search, found, limits, solved.pairs, cost)
        solved = replace(solved, pairs=pairs, bound=max(bound, solved.bound))
    return solved


def _rounded(rounding: Rounding, placed: Ints, wanted: tuple[float, int], pace: Pace) -> Solved:
    """A plan of whole homes from the prices, or from worths where numbers of homes can be listed."""
    search, found = rounding.search, rounding.found
    solved = Solved(placed, found.bound, search.worths(found.prices), found.rounds)
    combos = combos_of(search.places, search.room, search.kinds)
    goal = _goal(found.bound, *wanted)
    if combos is None:
        return replace(solved, pairs=rounding.run(placed, goal, pace))
    if wanted[0] >= ROUGH:
        solved = replace(solved, pairs=rounding.begun(placed, goal, pace))
    if rounding.cost(solved.pairs) <= goal or not pace.allows():
        return solved
    worths = Worths(search, found, combos)
    worths.raise_bound(pace, wanted[0])
    if worths.bound > found.bound:
        solved = replace(solved, bound=worths.bound, worth=worths.best.worth)
    goal = _goal(solved.bound, *wanted)
    return replace(solved, pairs=rounding.run_by(worths, solved.pairs, goal, pace))


def _goal(bound: int, enough: float, spent: int) -> float:
    """The cost at which a plan of the homes that are free to choose is good enough, points."""
    return (bound + enough * spent) / (1 - enough)


def _plan(task: Task, solved: Solved, least: Floats, enough: float, pace: Pace) -> Plan:
    pairs, bound = solved.pairs, solved.bound
    points = Costs(task).parts(pairs).total
    bindings, cost = bindings_of(task, pairs), int(points.sum())
    return Plan(
        pairs=pairs,
        cost=cost,
        bound=bound,
        floor=int(np.minimum(least, task.weights.unpaired).sum()),
        reasons=reasons_of(task, pairs, points.astype(np.float64), least),
        shortage=shortage_of(task, pairs, bindings, ~np.isfinite(least)),
        bindings=bindings,
        kept=int(((pairs != NOBODY) & (pairs == task.homes.keeper)).sum()),
        seconds=pace.spent(),
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        rounds=solved.rounds,
        worth=solved.worth,
        closed=cost - bound <= enough * cost,
        cut_short=pace.cut_short,
    )
