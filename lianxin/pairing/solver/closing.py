"""Rounds of flow and pricing with the limit on homes alone, until plan and bound meet. Pure but for its pace.

Each round takes the cheapest flow along the pairs that look best, reads the prices from it and looks every
home up at them. Where plan and bound meet, the plan is the best there is.
"""

import numpy as np

from lianxin.pairing.solver.candidates import Prices, no_prices
from lianxin.pairing.solver.duals import place_prices
from lianxin.pairing.solver.flow import Market, cheapest_flow
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.search import BOX, Found, Search
from lianxin.pairing.solver.widths import wide_open
from lianxin.pairing.vocabulary import NOBODY, Ints

REACH = 500.0  # points above a home's best, up to which its pairs take part; wider when nothing moves
MOST_ROUNDS = 40
STALL = 2e-5  # a round that lifts the bound by less than this part has not moved
PATIENCE = 3  # rounds without moving


def close(search: Search, found: Found, enough: float, pace: Pace) -> None:
    """Bring pairs, prices and bound of `found` together, to a gap of `enough`, as far as time allows."""
    prices, box, reach, still = found.prices, BOX, REACH, 0
    nothing = no_prices(search.cadres).visit
    for number in range(MOST_ROUNDS):
        if still >= PATIENCE or not pace.allows():
            break
        market = _market(search, prices, box, reach, found.pairs)
        flow = cheapest_flow(market)
        found.pairs = np.full(len(search.homes), NOBODY)
        found.pairs[market.arcs.home[flow.taken]] = market.arcs.cadre[flow.taken]
        prices = search.beyond_reach(Prices(place_prices(market, flow, prices.place, BOX), nothing))
        before, bound = found.bound, search.look_at(prices)
        if bound > found.bound:
            found.bound, found.prices = bound, prices
        found.rounds += 1
        cost = float(market.arcs.cost[flow.taken].sum()) + search.alone * len(flow.alone)
        if cost - found.bound <= enough * cost:
            found.settled = search.keeps_visits(found.pairs)
            break
        if found.bound - before <= STALL * abs(found.bound):
            still, reach = still + 1, 4 * reach
        else:
            still = 0
        if len(flow.alone) and number > 1 and box < search.alone:
            box, still = min(8 * box, search.alone), 0  # perhaps they must stay alone


def _market(search: Search, prices: Prices, box: float, reach: float, pairs: Ints | None) -> Market:
    """Pairs within `reach` points of each home's best, and those of the last plan."""
    arcs, priced = search.arcs, search.priced(prices)
    least = arcs.lowest(priced)
    chosen = priced <= least[arcs.home] + reach
    if pairs is not None:
        chosen |= arcs.cadre == pairs[arcs.home]
    width, outlet = wide_open(search.places, search.kinds)
    one = np.zeros(len(search.homes), np.int64)
    past = np.minimum(least + box, search.alone)
    return Market(arcs.among(chosen), arcs.cost[chosen], one, width[:, :1], outlet, past)
