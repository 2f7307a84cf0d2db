"""What is known of every set of doors before the first order is tried, by NumPy, size by size. Pure.

Source: M. Held and R. M. Karp, A dynamic programming approach to sequencing problems, 1962; the second table
is the same recursion on the clock.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.routes.travel import Matrix

Ints = NDArray[np.int64]
Table = list[list[int]]
TOO_LATE = -(10**9)


def shortest_ways(minutes: Matrix) -> Table:
    """`[left][here]`: minutes from a place through all doors of the mask `left` and back to place 0.

    `minutes` has n + 1 rows; door i has bit i - 1. Where `here` is itself in `left` the entry means nothing.
    """
    between = np.array(minutes, np.int64)
    rest = np.empty((1 << len(between) - 1, len(between)), np.int64)
    rest[0] = between[:, 0]
    for masks, doors, without in _layers(len(between) - 1):
        rest[masks] = (between[:, doors] + rest[without, doors]).min(axis=2).T
    table: Table = rest.tolist()
    return table


def latest_leaves(
    minutes: Matrix, spans: Sequence[Sequence[tuple[int, int]]], stay: Sequence[int], ends: int
) -> Table:
    """`[left][here]`: the last moment to leave a place, find everyone in `left` and be back by `ends`.

    `spans` and `stay` have n + 1 entries like `minutes` (those of place 0 are not used): when a visit may
    begin (opens, last), in order of time, and its minutes. Below zero: it cannot be done at all.
    """
    between, staying = np.array(minutes, np.int64), np.array(stay, np.int64)
    width = max((len(one) for one in spans), default=0)
    padded = [[*one, *[(0, TOO_LATE)] * (width - len(one))] for one in spans]
    opens, last = np.array(padded, np.int64).reshape(len(stay), width, 2).transpose(2, 1, 0)
    leave = np.empty((1 << len(stay) - 1, len(stay)), np.int64)
    leave[0] = ends - between[:, 0]
    for masks, doors, without in _layers(len(stay) - 1):
        done_by = leave[without, doors] - staying[doors]
        begin = np.full(doors.shape, TOO_LATE)
        for opening, closing in zip(opens, last, strict=True):
            latest = np.minimum(done_by, closing[doors])
            np.copyto(begin, latest, where=latest >= opening[doors])
        leave[masks] = (begin - between[:, doors]).max(axis=2).T
    table: Table = leave.tolist()
    return table


@cache
def _layers(count: int) -> tuple[tuple[Ints, Ints, Ints], ...]:
    """For sets of 1, 2, … doors: the masks (K,), the doors in each (K, size), each mask without each door."""
    every = np.arange(1 << count)
    sizes = np.bitwise_count(every)
    layers = []
    for size in range(1, count + 1):
        masks = every[sizes == size]
        bits = (masks[:, None] >> np.arange(count)) & 1
        doors = np.nonzero(bits)[1].reshape(len(masks), size) + 1
        layers.append((masks, doors, masks[:, None] ^ 1 << doors - 1))
    return tuple(layers)
