"""What no plan can cost less than. Pure.

Take any prices, none negative: `place` points for a home and `visit` points for a visit with each cadre. A
plan that keeps the quotas uses with nobody more places or visits than he has, so charging these prices, and
giving each cadre's quotas back at the same prices, makes no plan dearer than it is. Charged so, each home is
on its own, and its cheapest cadre, or staying alone, can be looked up. The sum of these is the bound:

    Σ homes min(unpaired, min over allowed cadres (cost + place + visits · visit)) − Σ place · quota − …

It holds for the task as it is: both limits, whole homes, every cadre, forbidden pairs left out. It is the
value of the Lagrangian dual, at best that of the linear program in which homes may be shared out, so a small
gap may remain even where the plan is the best there is; `worths` goes on from there. Bad prices make it
lower, never wrong.
"""

import numpy as np

from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.vocabulary import Floats, Ints


def bound_of(least: Floats, prices: Prices, places: Ints, room: Ints) -> int:
    """The bound, points. least: what each home costs at least, with prices, over all allowed cadres or alone.

    places, room: homes and visits a year that each cadre can take. Costs are whole, so the bound is rounded
    up (a hair is left for sums of fractional prices).
    """
    given_back = float(prices.place @ places) + float(prices.visit @ room)
    value = float(least.sum()) - given_back
    return int(np.ceil(value - 1e-6 - 1e-12 * (abs(value) + given_back)))
