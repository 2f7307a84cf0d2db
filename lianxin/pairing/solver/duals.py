"""What a place with each cadre is worth, read from a cheapest flow. Pure.

The solver of flows keeps its prices to itself, so they are worked out from the flow: if a home at stall s
could go to stall t for `more` points more, a place at s is worth at most `more` above one at t; a stall that
is not full is worth no more than its cadre's outlet, an outlet that is not full nothing. The prices are
distances in the graph of these relations (Bellman and Ford; a cheapest flow has no circle that gains).

Any prices within these limits are optimal for the flow. Those in the middle between the highest and the
lowest are taken: at the rim, arcs that were left out look better than they are, and it takes more rounds.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.flow import Flow, Market
from lianxin.pairing.vocabulary import Bools, Floats, Ints

ROUNDS = 500  # of Bellman and Ford; a few dozen are usual


@dataclass(frozen=True, slots=True)
class Relations:
    """A place at `node` is worth at most `more` points above one at `than`; each pair of nodes once."""

    node: Ints
    than: Ints
    more: Floats


def stall_prices(market: Market, flow: Flow, before: Floats, reach: float) -> tuple[Floats, Floats]:
    """Prices of a place with each cadre (m), and beyond that of a place at each stall (m, kinds); 0 or more.

    before: what a cadre's place was thought to be worth. reach: how far the new prices may lie from that,
    unless they must. Prices are whole points.
    """
    cadres, kinds = market.width.shape
    relations = _relations(market, flow)
    backwards = Relations(relations.than, relations.node, relations.more)
    has_room = flow.at_stall.sum(axis=1) < market.outlet
    free = np.concatenate([np.zeros(cadres * kinds, bool), has_room, [True]])
    thought = np.concatenate([np.repeat(before, kinds), before, [0.0]])

    def highest(ceiling: Floats) -> Floats:
        return _settle(relations, np.where(free, 0.0, ceiling))

    def lowest(floor: Floats) -> Floats:
        return -_settle(backwards, -np.where(free, 0.0, np.maximum(floor, 0.0)))

    high = highest(np.maximum(thought, lowest(np.zeros(len(thought)))) + reach)
    low = lowest(np.minimum(thought, high) - reach)
    middle = np.maximum(np.floor((high + low) / 2), 0.0)  # whole, and still within the limits
    stall = middle[: cadres * kinds].reshape(cadres, kinds)
    least = stall - np.where(np.isfinite(last := market.beyond(flow.at_stall - 1)), last, 0.0)
    place = np.where(flow.at_stall > 0, least, np.inf).min(axis=1)  # as much as can be is put on the outlet
    unwanted = (
        low[: cadres * kinds].reshape(cadres, kinds).max(axis=1)
    )  # who takes nobody must be dear enough
    place = np.where(has_room, 0.0, np.maximum(np.where(np.isfinite(place), place, unwanted), 0.0))
    over = market.beyond(flow.at_stall) > 0
    return place, np.where(over, np.maximum(stall - place[:, None], 0.0), 0.0)


def _relations(market: Market, flow: Flow) -> Relations:
    """Nodes are the stalls, then the cadres' outlets, then being alone. Settled homes are not moved."""
    arcs, charge, stall = market.arcs, market.charge, market.stall
    cadres, kinds = market.width.shape
    outlet = cadres * kinds + np.arange(cadres)
    alone = cadres * (kinds + 1)
    moved = flow.taken[~flow.settled[arcs.home[flow.taken]]]
    from_arc, to_arc = _beside(arcs, moved)
    _, left_arc = _beside(arcs, arcs.start[flow.alone])
    every = np.arange(cadres * kinds)
    next_one, last_one = (market.beyond(flow.at_stall - less).ravel() for less in (0, 1))
    not_full, not_empty = every[np.isfinite(next_one)], every[flow.at_stall.ravel() > 0]
    columns = [
        (stall[from_arc], stall[to_arc], charge[to_arc] - charge[from_arc]),
        (stall[moved], np.full(len(moved), alone), market.past[arcs.home[moved]] - charge[moved]),
        (np.full(len(left_arc), alone), stall[left_arc], charge[left_arc] - market.past[arcs.home[left_arc]]),
        (not_full, outlet[not_full // kinds], next_one[not_full]),
        (outlet[not_empty // kinds], not_empty, -last_one[not_empty]),
    ]
    node, than, more = (np.concatenate(column) for column in zip(*columns, strict=True))
    return _least(node, than, more, alone + 1)


def _beside(arcs: Arcs, some: Ints) -> tuple[Ints, Ints]:
    """Each of some arcs with every arc of the same home, as two columns of arcs."""
    count = np.diff(np.append(arcs.start, len(arcs.home)))[arcs.home[some]]
    begin = arcs.start[arcs.home[some]]
    return np.repeat(some, count), np.repeat(begin - np.cumsum(count) + count, count) + np.arange(count.sum())


def _least(node: Ints, than: Ints, more: Floats, nodes: int) -> Relations:
    other: Bools = node != than
    key = (node * nodes + than)[other]
    order = np.argsort(key, kind="stable")
    key, more = key[order], more[other][order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    return Relations(key[first] // nodes, key[first] % nodes, np.minimum.reduceat(more, first))


def _settle(relations: Relations, start: Floats) -> Floats:
    """The highest value[node] ≤ value[than] + more that does not exceed `start`."""
    order = np.argsort(relations.node, kind="stable")
    node, than, more = relations.node[order], relations.than[order], relations.more[order]
    first = np.flatnonzero(np.diff(node, prepend=-1))
    nodes, value = node[first], start.astype(np.float64)
    for _ in range(ROUNDS):
        lower = np.minimum(value[nodes], np.minimum.reduceat(value[than] + more, first))
        if (lower == value[nodes]).all():
            break
        value[nodes] = lower
    return value
