"""A small task is closed: the best plan there is, and the proof. Pure.

A pair that costs, prices included, more above its home's best than the plan at hand costs above the bound is
in no better plan. Where few pairs are left that way, branch and bound finds the best of all plans.
"""

import numpy as np

from lianxin.pairing.solver.arcs import join
from lianxin.pairing.solver.program import Question, solve_whole
from lianxin.pairing.solver.search import Found, Search
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Ints

HOMES, PAIRS = 2_000, 20_000  # at most
NODES = 2_000
CLOSE = 1e-9


def closed(search: Search, found: Found, limits: Limits, pairs: Ints, cost: float) -> tuple[Ints, int]:
    """The best plan and the bound it proves; the plan at hand with its bound where too much is open."""
    if len(search.homes) > HOMES:
        return pairs, found.bound
    priced = search.priced(found.prices)
    lowest = search.arcs.lowest(priced)
    slack, most = cost - found.bound, max(1, PAIRS // len(search.homes))
    seen, _ = search.catalogue.better(found.prices, lowest, slack, min(most, search.cadres))
    if most < search.cadres and (np.bincount(seen.home) >= most).any():
        return pairs, found.bound
    own = search.arcs.among(
        (priced <= lowest[search.arcs.home]) | (search.arcs.cadre == pairs[search.arcs.home])
    )
    arcs = join(own, seen.home, seen.cadre, seen.cost, search.cadres)
    past = np.where(search.alone <= lowest + slack, search.alone, np.inf)
    past[pairs == NOBODY] = search.alone
    question = Question(arcs, limits.visits, limits.places, limits.room, past)
    answer = solve_whole(question, nodes=NODES, close=CLOSE)
    if answer is None:
        return pairs, found.bound
    bound = max(found.bound, int(np.ceil(min(answer.bound, cost) - 1e-3)))
    if answer.value > cost - 0.5:
        return pairs, bound
    better = np.full(len(pairs), NOBODY)
    better[arcs.home[answer.taken]] = arcs.cadre[answer.taken]
    return better, bound
