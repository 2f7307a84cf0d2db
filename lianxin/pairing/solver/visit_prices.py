"""What a visit of the year is worth with each cadre: from what a flow paid to keep near the limits. Pure.

Flows with widths that may be gone beyond at a rising charge are steps of a proximal method: where a stall was
gone beyond, all cadres around share the burden, and the price of the stall says by how much visits there
were too cheap. Where visits are left over although they have a price, the price falls as far as it takes
until homes would come that fill them.
"""

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.flow import Flow
from lianxin.pairing.solver.widths import Kinds
from lianxin.pairing.vocabulary import Bools, Floats, Ints


def risen(place: Floats, stall: Floats, kinds: Kinds) -> Floats:
    """By how much visits with each cadre were too cheap: points a visit, 0 where they were not.

    place: price of a place with each cadre. stall: price beyond that of each stall, (cadres, kinds).
    """
    light = int(kinds.visits[0])
    beyond = stall[:, 1:] / np.maximum(kinds.visits[1:] - light, 1)
    extra = beyond.max(axis=1, initial=0.0)
    # A dearer visit makes the light homes dearer too; a lower price of the place makes up for it, down to 0.
    return np.asarray(
        np.where(place >= extra * light, extra, (stall / kinds.visits).max(axis=1, initial=0.0))
    )


def fallen(arcs: Arcs, priced: Floats, flow: Flow, visits: Ints, spare: Ints, price: Floats) -> Floats:
    """By how much visits with each cadre are too dear, points a visit, at most their price.

    priced: points of each arc with all prices. visits: of each home. spare: visits a year that each cadre
    has left over.
    """
    cadres = len(price)
    now = np.full(len(arcs.start), np.inf)
    now[arcs.home[flow.taken]] = priced[flow.taken]
    is_taken = np.zeros(len(arcs.home), bool)
    is_taken[flow.taken] = True
    wanted: Bools = ~is_taken & ((spare > 0) & (price > 0))[arcs.cadre]
    cadre, home = arcs.cadre[wanted], arcs.home[wanted]
    comes_at = np.maximum(priced[wanted] - now[home], 0.0) / visits[home]
    order = np.lexsort((comes_at, cadre))
    cadre, comes_at = cadre[order], comes_at[order]
    filled = np.cumsum(visits[home[order]])
    begin, end = (np.searchsorted(cadre, np.arange(cadres), side) for side in ("left", "right"))
    before = np.append(0, filled)[begin]
    last = np.searchsorted(filled, before + spare)
    fall = np.where(last < end, np.append(comes_at, 0.0)[np.minimum(last, len(comes_at))], np.inf)
    return np.where((spare > 0) & (price > 0), np.minimum(fall, price), 0.0)
