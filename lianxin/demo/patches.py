"""Who looked after which home before the pairing, and who found out what changed there. Pure.

Until the district paired its households, the cadres of a place shared its homes among themselves (包片):
every cadre had his patch. What changes in the home of a hollow cadre is found by a colleague of the same
place who does go to the doors, if there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from lianxin.demo.staff import Colleague
from lianxin.demo.temper import Temper
from lianxin.demo.vocabulary import Homes, Ints
from lianxin.people.vocabulary import Role


class Manner(IntEnum):
    """How somebody really works."""

    ORDINARY, DILIGENT, HOLLOW = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Patches:
    """`numbers` and `manner`: one entry for each cadre of a place; `keeper`, `finder`: a row of them for each
    home: whose patch it is, and who finds out what changes there."""

    numbers: list[str]
    manner: Ints
    keeper: Ints
    finder: Ints


def share_out(colleagues: Sequence[Colleague], homes: Homes, temper: Temper) -> Patches:
    """Deal the homes of each place out among its cadres, in the order of their numbers."""
    at = {place.code: index for index, place in enumerate(homes.places)}
    cadres = [one for one in colleagues if one.role is Role.COLLECTOR and one.area_code in at]
    known = {number: row for row, number in enumerate(temper.numbers)}
    rows = [known[one.number] for one in cadres]
    manner = np.where(temper.hollow[rows], Manner.HOLLOW, temper.diligent[rows] * Manner.DILIGENT)
    place = np.array([at[one.area_code] for one in cadres], dtype=np.int64)
    own = np.arange(homes.n)
    going = np.flatnonzero(manner != Manner.HOLLOW)
    keeper = _dealt(np.arange(len(cadres)), place, homes.place, own)
    finder = _dealt(going, place[going], homes.place, own)
    is_hollow = manner[keeper] == Manner.HOLLOW
    return Patches(
        [one.number for one in cadres],
        manner.astype(np.int64),
        keeper,
        np.where(is_hollow & (finder >= 0), finder, keeper),
    )


def _dealt(cadres: Ints, place: Ints, place_of: Ints, turn: Ints) -> Ints:
    """One of the cadres of each home's place by its turn, -1 where the place has none."""
    if not len(cadres):
        return np.full(len(place_of), -1)
    order = np.argsort(place, kind="stable")
    many = np.bincount(place, minlength=int(max(place_of.max(), place.max())) + 1)
    first = np.cumsum(many) - many
    count = many[place_of]
    dealt = cadres[order][first[place_of] % len(order) + turn % np.maximum(count, 1) * (count > 0)]
    return np.where(count > 0, dealt, -1)
