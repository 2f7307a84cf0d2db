"""Which limits are felt, and what would free them. Pure."""

import math
from collections.abc import Iterator

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, Binding, Bools, Ints, Limit, Scope, Shortage, Task


def bindings_of(task: Task, pairs: Ints) -> tuple[Binding, ...]:
    """The limits that are too small for what they should hold: district, then towns, then skills.

    A town binds where its homes need more than its own cadres have room for, a skill where the homes that
    need it need more than the cadres who have it; those homes go elsewhere, or without, at a cost.
    """
    homes, cadres = task.homes, task.cadres
    everywhere, everyone = np.ones(homes.n, bool), np.ones(cadres.m, bool)
    someone_left = bool((pairs == NOBODY).any())
    found = list(_bindings(task, Scope.DISTRICT, NOBODY, everywhere, everyone, someone_left))
    for town in np.unique(homes.town).tolist():
        found += _bindings(task, Scope.TOWN, town, homes.town == town, cadres.town == town, False)
    wanted = int(np.bitwise_or.reduce(homes.needs)) if homes.n else 0
    for bit in range(wanted.bit_length()):
        able: Bools = (cadres.skills >> bit) & 1 == 1
        found += _bindings(task, Scope.SKILL, bit, (homes.needs >> bit) & 1 == 1, able, False)
    return tuple(found)


def shortage_of(task: Task, pairs: Ints, bindings: tuple[Binding, ...], forbidden: Bools) -> Shortage | None:
    """Why not everyone could be paired; None when everyone is. forbidden: homes that may have no cadre."""
    left = np.flatnonzero(pairs == NOBODY)
    if not len(left):
        return None
    hard = tuple(binding for binding in bindings if binding.hard)
    return Shortage(left, left[forbidden[left]], hard)


def _bindings(task: Task, scope: Scope, of: int, home: Bools, cadre: Bools, hard: bool) -> Iterator[Binding]:
    homes, cadres = task.homes, task.cadres
    limits = (
        (Limit.HOMES, int(home.sum()), cadres.quota_homes),
        (Limit.VISITS, int(homes.visits[home].sum()), cadres.quota_visits),
    )
    for limit, need, quota in limits:
        room = int(quota[cadre].sum())
        if need <= room:
            continue
        usual = _usual(quota[cadre], quota)
        more = math.ceil((need - room) / usual) if usual else 0
        yield Binding(scope, of, limit, need, room, more, need / room - 1 if room else math.inf, hard)


def _usual(there: Ints, everywhere: Ints) -> float:
    """The quota in the middle, of the cadres there, or of all where nobody is there; 0 without any."""
    some = there[there > 0] if (there > 0).any() else everywhere[everywhere > 0]
    return float(np.median(some)) if len(some) else 0.0
