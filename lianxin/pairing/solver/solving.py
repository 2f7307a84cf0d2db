"""Pair every home with a cadre at the least cost, and prove how near it is. Pure but for its budget.

The task has two limits for each cadre, homes and visits a year, and is solved in four steps: prices to begin
with (`sketch`), rounds of minimum-cost flow and pricing (`search`), exact prices where visits bind
(`contested`), whole homes within every limit (`rounding`). What the bound proves is said in `bound`.

The same task and seed give the same plan on the same machine, as long as the time suffices. The seed decides
between plans of equal cost only. A budget too small for one round is overrun by that round.
"""

import resource
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lianxin.pairing.solver.blocks import halved
from lianxin.pairing.solver.candidates import between
from lianxin.pairing.solver.contested import agree
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.faults import check
from lianxin.pairing.solver.reasons import reasons_of
from lianxin.pairing.solver.rounding import Rounding
from lianxin.pairing.solver.search import Found, Search
from lianxin.pairing.solver.shortage import bindings_of, shortage_of
from lianxin.pairing.solver.shuffling import Shuffled, shuffle
from lianxin.pairing.vocabulary import NOBODY, Bools, Floats, Ints, Plan, Task

ENOUGH = 1e-5  # of the cost: a smaller gap is not worth more time
SEARCHING, AGREEING = 0.6, 0.8  # of the budget, where visits bind and the rest is needed for rounding
AGREEMENTS = 4
STEPS = (1.0, 0.5, 0.2)
PART = 150  # cadres whose homes are dealt out anew by branch and bound


def solve(task: Task, *, seed: int, budget_s: float, enough: float = ENOUGH) -> Plan:
    """The best plan found within `budget_s` seconds, with its bound; ends early at a gap of `enough`.

    Raises TaskError for a task that contradicts itself. Homes that cannot be paired are -1 in the plan, which
    then explains the shortage.
    """
    check(task)
    began = time.perf_counter()

    def left(part: float = 1.0) -> float:
        """Seconds until so much of the budget is spent."""
        return part * budget_s - (time.perf_counter() - began)

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
    bound, rounds, settled = spent, 0, True
    if len(free):
        search = Search(inner, costs, free, places, room)
        found = search.run(enough=enough, more_time=lambda: left(SEARCHING) > 0)
        pairs[free] = _whole(search, found, enough, spent, left)
        least[free] = search.cheapest()
        bound, rounds = spent + found.bound, found.rounds
        cost = int(costs.parts(pairs).total.sum())
        settled = cost - bound <= enough * cost
    return _plan(task, shuffled, pairs, least, bound, rounds, settled, time.perf_counter() - began)


def replan(task: Task, pairs: Ints, *, gone: Ints, seed: int, budget_s: float, moving: int) -> Plan:
    """A plan for the homes that some cadres leave behind, disturbing the other pairs as little as may be.

    pairs: the cadre of each home today, -1 for none. gone: rows of the cadres who take nobody any more.
    moving: points that taking a home from the cadre who has it now must save.
    """
    gone = np.asarray(gone, np.int64)
    quota_homes, quota_visits = task.cadres.quota_homes.copy(), task.cadres.quota_visits.copy()
    quota_homes[gone] = quota_visits[gone] = 0
    stays = ~np.isin(task.fixed.cadre, gone)
    changed = replace(
        task,
        homes=replace(task.homes, keeper=np.where(np.isin(pairs, gone), NOBODY, pairs)),
        cadres=replace(task.cadres, quota_homes=quota_homes, quota_visits=quota_visits),
        fixed=replace(task.fixed, home=task.fixed.home[stays], cadre=task.fixed.cadre[stays]),
        weights=replace(task.weights, change=moving),
    )
    return solve(changed, seed=seed, budget_s=budget_s)


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


def _whole(search: Search, found: Found, enough: float, spent: int, left: Callable[..., float]) -> Ints:
    """The pairs of a search, mended where they break the limit on visits; may lift the bound found."""
    if found.settled:
        return found.pairs
    starts, best = [found.pairs], found.prices
    for _ in range(AGREEMENTS):
        if left(AGREEING) <= 0:
            break
        args = search.arcs, best, starts[-1], search.visits, search.places, search.room
        agreed = agree(*args, seconds=left(AGREEING))
        if agreed is None:
            break
        starts.append(agreed.pairs)
        for part in STEPS:  # pairs that were not known may be in the way of the whole step
            prices = between(best, agreed.prices, part)
            bound = search.look_at(prices)
            if bound > found.bound:
                found.bound, best = bound, prices
                break
    search.look_at(best)
    rounding = Rounding(search.arcs, search.visits, search.kinds, search.places, search.room, search.alone)
    cadres = search.costs
    parts = list(halved(np.arange(search.cadres), cadres.cadre_x, cadres.cadre_y, PART))
    goal = (found.bound + enough * spent) / (1 - enough)
    return rounding.round_off([starts[0], starts[-1]], search.prices, parts, goal, left)


def _plan(
    task: Task,
    shuffled: Shuffled,
    inner_pairs: Ints,
    least: Floats,
    bound: int,
    rounds: int,
    closed: bool,
    seconds: float,
) -> Plan:
    pairs = shuffled.back(inner_pairs)
    cost = Costs(task).parts(pairs).total
    bindings = bindings_of(task, pairs)
    return Plan(
        pairs=pairs,
        cost=int(cost.sum()),
        bound=bound,
        floor=int(np.minimum(least, task.weights.unpaired).sum()),
        reasons=reasons_of(task, pairs, cost.astype(np.float64), least),
        shortage=shortage_of(task, pairs, bindings, ~np.isfinite(least)),
        bindings=bindings,
        kept=int(((pairs != NOBODY) & (pairs == task.homes.keeper)).sum()),
        seconds=seconds,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        rounds=rounds,
        closed=closed,
    )
