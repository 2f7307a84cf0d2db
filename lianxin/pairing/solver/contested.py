"""Where visits bind, the exact prices of both limits, from a linear program over the homes concerned. Pure.

The rounds of the search come near them, and this closes the gap: all homes for whom a cadre with a felt limit
on visits comes into question, all such cadres with both limits, and the other cadres at their prices. In the
answer nearly every home goes to one cadre as a whole.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs, gather
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.program import Question, solve_program
from lianxin.pairing.vocabulary import Bools, Ints

REACH = 600.0  # points above a home's best, up to which its pairs take part
FAR = 1000.0  # points above its best at which a home goes elsewhere, where nobody else is known
TENTHS = 10.0  # prices are rounded to tenths of a point


@dataclass(frozen=True, slots=True)
class Agreed:
    """prices: of all cadres. pairs: the cadre of each home; as before for homes that were not concerned."""

    prices: Prices
    pairs: Ints


def agree(
    arcs: Arcs, prices: Prices, pairs: Ints, visits: Ints, places: Ints, room: Ints, seconds: float
) -> Agreed | None:
    """Exact prices for the cadres whose visits are contested; None where time did not allow it.

    pairs: a plan, perhaps one that breaks limits. visits: of each home; places, room: of each cadre.
    """
    paired = pairs >= 0
    load = np.bincount(pairs[paired], visits[paired], len(places))
    core: Bools = (load > room) | (prices.visit > 0)
    priced = arcs.cost + prices.place[arcs.cadre] + prices.visit[arcs.cadre] * visits[arcs.home]
    least = arcs.lowest(priced)
    inside = core[arcs.cadre] & (priced <= least[arcs.home] + REACH)
    concerned = np.zeros(len(arcs.start), bool)
    concerned[arcs.home[inside]] = True
    homes, cadres = np.flatnonzero(concerned), np.flatnonzero(core)
    if not len(homes):
        return None
    row, column = np.cumsum(concerned) - 1, np.cumsum(core) - 1
    own = gather(row[arcs.home[inside]], column[arcs.cadre[inside]], arcs.cost[inside], len(cadres))
    elsewhere = np.minimum(arcs.lowest(np.where(core[arcs.cadre], np.inf, priced)), least + FAR)
    ones = np.ones(len(homes), np.int64)
    question = Question(own, ones, visits[homes], places[cadres], room[cadres], elsewhere[homes])
    answer = solve_program(question, seconds)
    if answer is None:
        return None
    found = Prices(prices.place.copy(), prices.visit.copy())
    found.place[cadres] = np.rint(answer.prices.place * TENTHS) / TENTHS
    found.visit[cadres] = np.rint(answer.prices.visit * TENTHS) / TENTHS
    return Agreed(found, _pairs(arcs, priced, core, pairs, homes, cadres[own.cadre], own, answer.amount))


def _pairs(
    arcs: Arcs,
    priced: np.ndarray,
    core: Bools,
    pairs: Ints,
    homes: Ints,
    cadre: Ints,
    own: Arcs,
    amount: np.ndarray,
) -> Ints:
    """Each home concerned to whom it went for the most part; elsewhere is the best cadre outside."""
    outside = np.where(core[arcs.cadre], np.inf, priced)
    best = arcs.lowest(outside)
    hit = np.flatnonzero((outside == best[arcs.home]) & np.isfinite(outside))
    elsewhere = np.full(len(pairs), -1)
    elsewhere[arcs.home[hit[::-1]]] = arcs.cadre[hit[::-1]]
    share = np.zeros(len(homes))
    np.add.at(share, own.home, amount)
    order = np.lexsort((-amount, own.home))
    first = order[np.flatnonzero(np.diff(own.home[order], prepend=-1))]
    goes_inside = amount[first] >= np.maximum(1 - share, 1e-9)
    found = pairs.copy()
    found[homes] = np.where(goes_inside, cadre[first], elsewhere[homes])
    stays = (found[homes] < 0) & (pairs[homes] >= 0)
    found[homes[stays]] = pairs[homes[stays]]
    return found
