"""Between plans of equal cost the seed decides: it puts the cadres in another order. Pure."""

from dataclasses import dataclass, replace

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, Cadres, Forbidden, Ints, Required, Task


@dataclass(frozen=True, slots=True)
class Shuffled:
    """A task with its cadres in another order; row i of its cadres is row `row[i]` of the original."""

    task: Task
    row: Ints

    def back(self, pairs: Ints) -> Ints:
        """Pairs in the order of the original."""
        return _looked_up(self.row, pairs)


def shuffle(task: Task, seed: int) -> Shuffled:
    """Put the cadres in an order that the seed decides."""
    row = np.random.default_rng(seed).permutation(task.cadres.m)
    place = np.empty(len(row), np.int64)
    place[row] = np.arange(len(row))
    columns = {name: getattr(task.cadres, name)[row] for name in Cadres.__slots__}
    homes = replace(task.homes, keeper=_looked_up(place, task.homes.keeper))
    banned, fixed = task.forbidden, task.fixed
    forbidden, required = (
        Forbidden(banned.home, place[banned.cadre]),
        Required(fixed.home, place[fixed.cadre]),
    )
    return Shuffled(Task(homes, Cadres(**columns), forbidden, required, task.weights), row)


def _looked_up(table: Ints, rows: Ints) -> Ints:
    if not len(table):
        return np.full(len(rows), NOBODY)
    return np.where(rows == NOBODY, NOBODY, table[rows])
