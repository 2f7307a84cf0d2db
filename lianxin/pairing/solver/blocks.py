"""Homes that lie together and are alike, so that a cadre can be passed over for all of them at once. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, PRIORITY, Floats, Homes, Ints, Task

BLOCK = 64
WIDE_BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Block:
    """Homes alike in visits, in being 连心户, in town and in having a keeper, with what is known of them all.

    middle, radius: a circle around them, km. pull: points per kilometre. kept: (rows of the block, cadres) of
    the keepers. banned: the same of forbidden pairs; most_banned: of one home. needy: rows of the block that
    need a skill. needs: all that any of them needs.
    """

    homes: Ints
    middle: tuple[float, float]
    radius: float
    visits: int
    pull: float
    town: int
    is_priority: bool
    has_keeper: bool
    kept: tuple[Ints, Ints]
    banned: tuple[Ints, Ints]
    most_banned: int
    needy: Ints
    needs: int


def wide_blocks(task: Task, homes: Ints) -> list[tuple[Block, list[Block]]]:
    """The homes in wide blocks, each with the small blocks it consists of."""
    order = np.argsort(task.forbidden.home, kind="stable")
    banned = task.forbidden.home[order], task.forbidden.cadre[order]
    x, y = task.homes.x, task.homes.y
    return [
        (_block(task, wide, banned), [_block(task, run, banned) for run in halved(wide, x, y, BLOCK)])
        for group in _alike(task.homes, homes)
        for wide in halved(group, x, y, WIDE_BLOCK)
    ]


def _block(task: Task, homes: Ints, banned: tuple[Ints, Ints]) -> Block:
    people, one = task.homes, homes[0]
    x, y = people.x[homes], people.y[homes]
    middle = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    has_keeper = bool(people.keeper[one] != NOBODY)
    rows = np.arange(len(homes)) if has_keeper else np.empty(0, np.int64)
    begin, end = (np.searchsorted(banned[0], homes, side) for side in ("left", "right"))
    times = end - begin
    places = np.repeat(begin - np.r_[0, np.cumsum(times)[:-1]], times) + np.arange(times.sum())
    needs = people.needs[homes]
    return Block(
        homes=homes,
        middle=middle,
        radius=float(np.sqrt(((x - middle[0]) ** 2 + (y - middle[1]) ** 2).max())),
        visits=int(people.visits[one]),
        pull=float(task.weights.visit_km * people.visits[one]),
        town=int(people.town[one]),
        is_priority=bool(people.tier[one] == PRIORITY),
        has_keeper=has_keeper,
        kept=(rows, people.keeper[homes[rows]]),
        banned=(np.repeat(np.arange(len(homes)), times), banned[1][places]),
        most_banned=int(times.max()),
        needy=np.flatnonzero(needs),
        needs=int(np.bitwise_or.reduce(needs)),
    )


def _alike(people: Homes, homes: Ints) -> list[Ints]:
    traits = [people.visits, people.tier == PRIORITY, people.town, people.keeper == NOBODY]
    _, kind = np.unique(np.column_stack(traits)[homes], axis=0, return_inverse=True)
    order = np.argsort(kind, kind="stable")
    return np.split(homes[order], np.flatnonzero(np.diff(kind[order])) + 1)


def halved(rows: Ints, x: Floats, y: Floats, size: int) -> Iterator[Ints]:
    """Rows in pieces of at most `size` that lie together: cut across the longer side again and again."""
    if len(rows) <= size:
        yield rows
        return
    side = x[rows] if np.ptp(x[rows]) >= np.ptp(y[rows]) else y[rows]
    middle = len(rows) // 2
    order = np.argpartition(side, middle)
    yield from halved(rows[order[:middle]], x, y, size)
    yield from halved(rows[order[middle:]], x, y, size)
