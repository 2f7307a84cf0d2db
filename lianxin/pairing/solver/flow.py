"""The cheapest way to give every home a cadre along given arcs, within widths and quotas. Pure.

A minimum-cost flow (Google OR-Tools, cost scaling by push and relabel; exact on whole numbers). A unit goes
from each home along one of its arcs to a stall of a cadre, from there to the cadre, and out. A cadre has one
stall for each class of homes with equal visits; the stall's width limits how many of that class he takes, his
own outlet how many in all. A home may also go past all cadres, at a charge.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.vocabulary import Bools, Floats, Ints

STEPS = 5  # from here on, going beyond a width gets no dearer


@dataclass(frozen=True, slots=True)
class Market:
    """What the flow is asked. All numbers are whole.

    charge: points for each arc. kind: the class of each home, 0 … kinds-1. width: how many homes of each
    class each cadre may take, (cadres, kinds). outlet: how many he may take in all. past: points for each
    home that stays without a cadre. dearer: for each class, what the first home beyond the width costs more,
    the second twice that, and so on; None where there is no going beyond it.
    """

    arcs: Arcs
    charge: Floats
    kind: Ints
    width: Ints
    outlet: Ints
    past: Floats
    dearer: Ints | None = None

    def beyond(self, homes: Ints) -> Floats:
        """What the next home at each stall costs for going beyond the width, when it has (cadres, kinds)."""
        over = np.clip(homes + 1 - self.width, 0, STEPS)
        if self.dearer is None:
            return np.where(over > 0, np.inf, 0.0)
        return np.asarray(over * self.dearer, np.float64)

    @property
    def stall(self) -> Ints:
        """The stall at which each arc ends: cadre * kinds + class."""
        return np.asarray(self.arcs.cadre * self.width.shape[1] + self.kind[self.arcs.home])


@dataclass(frozen=True, slots=True)
class Flow:
    """taken: the arcs that were taken, at most one for each home. alone: homes that went past.

    at_stall: homes at each stall, (cadres, kinds). settled: homes whose only arc could hold all such homes,
    and which the solver therefore never saw.
    """

    taken: Ints
    alone: Ints
    at_stall: Ints
    settled: Bools


def cheapest_flow(market: Market) -> Flow:
    """Send every home somewhere at the least charge. Exact: no other way along these arcs costs less."""
    settled = _settled(market)
    flow = _flow(market, settled)
    if len(flow.alone) and settled.any():  # then one of the settled might have been the one to go past
        flow = _flow(market, np.zeros_like(settled))
    return flow


def _flow(market: Market, settled: Bools) -> Flow:
    arcs, stall = market.arcs, market.stall
    first = arcs.start[settled]
    taken, alone = first, np.empty(0, np.int64)
    if not settled.all():
        free = ~settled[arcs.home]
        full = np.bincount(stall[first], minlength=market.width.size).reshape(market.width.shape)
        taken, alone = _solve(market, stall, free, full)
        taken = np.concatenate([first, taken])
    at_stall = np.bincount(stall[taken], minlength=market.width.size).reshape(market.width.shape)
    return Flow(taken, alone, at_stall, settled)


def _settled(market: Market) -> Bools:
    """Homes that have one arc only, to a cadre who can take all such homes."""
    arcs, stall = market.arcs, market.stall
    single = np.diff(np.append(arcs.start, len(arcs.home))) == 1
    single &= market.charge[arcs.start] <= market.past
    at = stall[arcs.start]
    claimed = np.bincount(at[single], minlength=market.width.size).reshape(market.width.shape)
    fits = (claimed <= market.width) & (claimed.sum(axis=1) <= market.outlet)[:, None]
    return np.asarray(single & fits.ravel()[at])


def _solve(market: Market, stall: Ints, free: Bools, full: Ints) -> tuple[Ints, Ints]:
    """The arcs taken by the homes that are free to choose, and the homes that go past."""
    arcs = market.arcs
    (chosen,) = np.nonzero(free)
    homes, row = np.unique(arcs.home[chosen], return_inverse=True)
    cadres, kinds = market.width.shape
    n, stalls = len(homes), cadres * kinds
    at_cadre = n + stalls + np.arange(cadres)
    out = n + stalls + cadres
    network = min_cost_flow.SimpleMinCostFlow()
    add = network.add_arcs_with_capacity_and_unit_cost
    pairs = add(row, n + stall[chosen], np.ones(len(chosen), np.int64), _whole(market.charge[chosen]))
    width = np.maximum(market.width - full, 0).ravel()
    at_stall, behind = n + np.arange(stalls), np.repeat(at_cadre, kinds)
    add(at_stall, behind, width, np.zeros(stalls, np.int64))
    if market.dearer is not None:
        step = np.tile(market.dearer, cadres)
        one, any_number = np.ones(stalls, np.int64), np.full(stalls, n)
        for beyond in range(1, STEPS):
            add(at_stall, behind, one, beyond * step)
        add(at_stall, behind, any_number, STEPS * step)
    outlet = np.maximum(market.outlet - full.sum(axis=1), 0)
    add(at_cadre, np.full(cadres, out), outlet, np.zeros(cadres, np.int64))
    past = add(np.arange(n), np.full(n, out), np.ones(n, np.int64), _whole(market.past[homes]))
    supplies = np.concatenate([np.ones(n, np.int64), np.zeros(stalls + cadres, np.int64), [-n]])
    network.set_nodes_supplies(np.arange(out + 1), supplies)
    status = network.solve()
    if status != network.OPTIMAL:  # cannot happen: a home can always go past
        raise RuntimeError(f"the flow was not solved: {status}")
    return chosen[network.flows(pairs) > 0], homes[network.flows(past) > 0]


def _whole(points: Floats) -> Ints:
    return np.asarray(np.rint(points).astype(np.int64))
