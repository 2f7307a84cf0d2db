"""Which numbers of homes of each class a cadre can take together. Pure.

A cadre who may owe 65 visits a year can take five homes of 12 and one of 4, and one visit is left that is of
use to nobody. Prices for single visits do not see that; the list of all numbers that fit does.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.widths import Kinds
from lianxin.pairing.vocabulary import Bools, Ints

MOST, MOST_SLOTS = 4_000_000, 4_000_000  # numbers in all lists together; places of all classes together


@dataclass(frozen=True, slots=True)
class Combos:
    """The greatest numbers that fit, cadre by cadre; whatever fits is nowhere more than one of them.

    cadre: of each row, ascending; every cadre has at least one row. take: homes of each class, (rows, kinds).
    start: the first row of each cadre. plain: cadres whose visits cannot bind; all their homes count as of
    the first class.
    """

    cadre: Ints
    take: Ints
    start: Ints
    plain: Bools

    def of(self, cadres: Ints) -> "Combos":
        """The rows of some cadres, ascending, who are counted from 0."""
        times = np.diff(np.append(self.start, len(self.cadre)))[cadres]
        start = np.cumsum(times) - times
        rows = np.repeat(self.start[cadres] - start, times) + np.arange(times.sum())
        return Combos(np.repeat(np.arange(len(cadres)), times), self.take[rows], start, self.plain[cadres])


def combos_of(places: Ints, room: Ints, kinds: Kinds) -> Combos | None:
    """The lists of all cadres; None where they would be too long, or classes are not exact."""
    width = int(places.max(initial=0)) + 2
    if not kinds.exact or len(places) * len(kinds.visits) * width > MOST_SLOTS:
        return None
    plain = places * kinds.visits[-1] <= room
    limits = np.column_stack([places, np.where(plain, -1, room)])
    distinct, which = np.unique(limits, axis=0, return_inverse=True)
    lists: list[Ints] = []
    for (most, visits), times in zip(distinct.tolist(), np.bincount(which).tolist(), strict=True):
        lists.append(_list(most, visits, kinds.visits))
        if sum(map(len, lists)) + times * len(lists[-1]) > MOST // len(kinds.visits):
            return None
    times = np.array([len(some) for some in lists])[which]
    if times.sum() * len(kinds.visits) > MOST:
        return None
    start = np.cumsum(times) - times
    take = (
        np.concatenate([lists[one] for one in which.tolist()]) if len(which) else np.empty((0, 1), np.int64)
    )
    return Combos(np.repeat(np.arange(len(places)), times), take, start, plain)


def _list(places: int, room: int, visits: Ints) -> Ints:
    """Every choice of numbers for the heavier classes, with as many of the lightest as still fit.

    A room of -1 is one that cannot bind. Where no lightest home fits any more, nothing does.
    """
    if room < 0:
        return np.array([[places] + [0] * (len(visits) - 1)])
    some = np.zeros((1, len(visits)), np.int64)
    for kind in range(len(visits) - 1, 0, -1):
        left = np.minimum(places - some.sum(axis=1), (room - some @ visits) // visits[kind])
        row = np.repeat(np.arange(len(some)), left + 1)
        first = np.cumsum(left + 1) - left - 1
        some = some[row]
        some[:, kind] = np.arange(len(row)) - first[row]
    some[:, 0] = np.minimum(places - some.sum(axis=1), (room - some @ visits) // visits[0])
    return some
