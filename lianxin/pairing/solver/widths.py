"""How many homes of each class a cadre may take, so that his visits cannot exceed what he may owe. Pure.

The limit on visits is not one of flows, but it can be kept by limits that are: if a cadre takes at most `a`
homes of each heavier class and at most `b` in all, he owes at most what these come to with light homes for
the rest. Around the homes he was given last there are many such limits; what is spare goes to all classes.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.vocabulary import Bools, Ints

MOST_KINDS = 6


@dataclass(frozen=True, slots=True)
class Kinds:
    """Homes by the visits they are owed: `of` each home, and the `visits` of each class, ascending.

    Where there are more than MOST_KINDS different numbers, a class counts as much as its heaviest home, and
    `exact` is not so.
    """

    of: Ints
    visits: Ints
    exact: bool


def kinds_of(visits: Ints) -> Kinds:
    """Sort homes into classes."""
    distinct = np.unique(visits)
    if len(distinct) > MOST_KINDS:
        ends = np.linspace(0, len(distinct), MOST_KINDS + 1).astype(np.int64)[1:] - 1
        distinct = distinct[ends]
    of = np.searchsorted(distinct, visits)
    return Kinds(of, distinct, bool((distinct[of] == visits).all()))


def wide_open(quota: Ints, kinds: Kinds) -> tuple[Ints, Ints]:
    """Widths that limit nothing, and outlets as wide as the quotas."""
    return np.repeat(quota[:, None] + 1, len(kinds.visits), axis=1), quota


def widths_around(taken: Ints, quota: Ints, room: Ints, kinds: Kinds) -> tuple[Ints, Ints]:
    """Widths (cadres, kinds) and outlets (cadres) that keep both limits and let `taken` pass where it does.

    taken: homes of each class with each cadre. quota: homes; room: visits a year. Where `taken` is too much,
    heavy homes are taken off first, as long as that is needed.
    """
    extra = kinds.visits - kinds.visits[0]  # what a home owes beyond a light one
    width, outlet = taken.copy(), np.minimum(taken.sum(axis=1), quota)
    width[:, 0] = quota + 1
    _shed(width, outlet, room, extra, int(kinds.visits[0]))
    spare = room - outlet * kinds.visits[0] - width[:, 1:] @ extra[1:]
    for _ in range(int(quota.max(initial=0)) + 1):
        before = spare.copy()
        wider = (outlet < quota) & (spare >= kinds.visits[0])
        outlet = outlet + wider
        spare = spare - wider * kinds.visits[0]
        for kind in range(1, len(extra)):
            fits: Bools = (spare >= extra[kind]) & (width[:, kind] < outlet)
            width[:, kind] += fits
            spare = spare - fits * extra[kind]
        if (spare == before).all():
            break
    return width, outlet


def _shed(width: Ints, outlet: Ints, room: Ints, extra: Ints, light: int) -> None:
    """Take homes off in place until every cadre's visits fit."""
    while True:
        over = outlet * light + width[:, 1:] @ extra[1:] - room
        cadres = np.flatnonzero(over > 0)
        if not len(cadres):
            return
        heavy = width[cadres, 1:] > 0
        has_heavy = heavy.any(axis=1)
        kind = heavy.shape[1] - np.argmax(heavy[:, ::-1], axis=1) if heavy.shape[1] else 0 * cadres
        # A light home goes where that is enough or nothing is heavier; else a heavy one becomes light.
        gone = ~has_heavy | ((over[cadres] <= light) & (outlet[cadres] > 0))
        outlet[cadres[gone]] -= 1
        width[cadres[~gone], kind[~gone]] -= 1
