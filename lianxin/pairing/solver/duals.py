"""What a place with each cadre is worth, read from a cheapest flow. Pure.

The solver of flows keeps its prices to itself, so they are worked out from the flow: if a home with cadre s
could go to cadre t for `more` points more, a place with s is worth at most `more` above one with t; a place
with a cadre who has some left is worth nothing. The prices are distances in the graph of these relations
(Bellman and Ford; a cheapest flow has no circle that gains).

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


def place_prices(market: Market, flow: Flow, before: Floats, reach: float) -> Floats:
    """Whole prices of a place with each cadre, 0 or more, for a market that limits homes alone.

    before: what a place was thought to be worth. reach: how far the new prices may lie from that, unless
    they must.
    """
    relations = _relations(market, flow)
    backwards = Relations(relations.than, relations.node, relations.more)
    free = np.append(flow.at_stall.sum(axis=1) < market.outlet, True)
    thought = np.append(before, 0.0)

    def highest(ceiling: Floats) -> Floats:
        return _settle(relations, np.where(free, 0.0, ceiling))

    def lowest(floor: Floats) -> Floats:
        return -_settle(backwards, -np.where(free, 0.0, np.maximum(floor, 0.0)))

    high = highest(np.maximum(thought, lowest(np.zeros(len(thought)))) + reach)
    low = lowest(np.minimum(thought, high) - reach)
    middle = np.floor((high + low) / 2)  # whole, and still within the limits
    return np.asarray(np.where(free, 0.0, np.maximum(middle, 0.0))[:-1])


def _relations(market: Market, flow: Flow) -> Relations:
    """Nodes are the cadres, then being alone. Settled homes are not moved."""
    arcs, charge = market.arcs, market.charge
    alone = len(market.outlet)
    moved = flow.taken[~flow.settled[arcs.home[flow.taken]]]
    from_arc, to_arc = _beside(arcs, moved)
    _, left_arc = _beside(arcs, arcs.start[flow.alone])
    columns = [
        (arcs.cadre[from_arc], arcs.cadre[to_arc], charge[to_arc] - charge[from_arc]),
        (arcs.cadre[moved], np.full(len(moved), alone), market.past[arcs.home[moved]] - charge[moved]),
        (
            np.full(len(left_arc), alone),
            arcs.cadre[left_arc],
            charge[left_arc] - market.past[arcs.home[left_arc]],
        ),
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
    if not len(first):
        return Relations(key, key, more)
    return Relations(key[first] // nodes, key[first] % nodes, np.minimum.reduceat(more, first))


def _settle(relations: Relations, start: Floats) -> Floats:
    """The highest value[node] ≤ value[than] + more that does not exceed `start`."""
    value = start.astype(np.float64)
    if not len(relations.node):
        return value
    order = np.argsort(relations.node, kind="stable")
    node, than, more = relations.node[order], relations.than[order], relations.more[order]
    first = np.flatnonzero(np.diff(node, prepend=-1))
    nodes = node[first]
    for _ in range(ROUNDS):
        lower = np.minimum(value[nodes], np.minimum.reduceat(value[than] + more, first))
        if (lower == value[nodes]).all():
            break
        value[nodes] = lower
    return value
