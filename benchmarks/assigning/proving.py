"""What the worths of homes prove, worked out from the words of the task without the solver, in whole numbers.

Pay a cadre the worth of every home he takes and let him bear its cost: whatever the plan, the worths together
minus what each cadre can gain at most within his limits is what no plan costs less than. The best choice of a
cadre is found by trying every number of homes and of visits; nothing is rounded, because worths come in 64ths
of a point.
"""

import numpy as np

from lianxin.pairing.vocabulary import PRIORITY, Floats, Ints, Task

PARTS = 64


def proved(task: Task, worth: Floats) -> int:
    """The points that no plan of this task costs less than, by these worths. Worths that are not whole 64ths
    are refused with ValueError."""
    parts = worth * PARTS
    if not (np.isfinite(parts).all() and (parts == np.rint(parts)).all()):
        raise ValueError("a worth is not a whole 64th of a point")
    homes, cadres, fixed = task.homes, task.cadres, task.fixed
    free = np.ones(homes.n, bool)
    free[fixed.home] = False
    paid = np.minimum(parts.astype(np.int64), task.weights.unpaired * PARTS)
    total = int(paid[free].sum())
    for cadre in range(cadres.m):
        his = fixed.home[fixed.cadre == cadre]
        places = int(cadres.quota_homes[cadre]) - len(his)
        room = int(cadres.quota_visits[cadre]) - int(homes.visits[his].sum())
        total += PARTS * int(_costs(task, his, cadre).sum())
        if places < 1 or room < 1:
            continue
        allowed = free.copy()
        allowed[task.forbidden.home[task.forbidden.cadre == cadre]] = False
        (near,) = np.nonzero(allowed & (_ways(task, np.arange(homes.n), cadre) * PARTS < paid))
        gain = paid[near] - PARTS * _costs(task, near, cadre)
        good = gain > 0
        total -= _most(gain[good], homes.visits[near[good]], places, room)
    return -(-total // PARTS)


def _most(gain: Ints, visits: Ints, places: int, room: int) -> int:
    """The most that a choice of homes can gain: table[k, v] is that of k homes and v visits at most."""
    table = np.zeros((min(places, len(gain)) + 1, min(room, int(visits.sum())) + 1), np.int64)
    for points, load in zip(gain.tolist(), visits.tolist(), strict=True):
        if load < table.shape[1]:
            fits = table.shape[1] - load
            table[1:, load:] = np.maximum(table[1:, load:], table[:-1, :fits] + points)
    return int(table[-1, -1])


def _ways(task: Task, home: Ints, cadre: int) -> Floats:
    homes, cadres = task.homes, task.cadres
    way = np.hypot(homes.x[home] - cadres.x[cadre], homes.y[home] - cadres.y[cadre])
    return np.asarray(np.rint(way * task.weights.visit_km * homes.visits[home]))


def _costs(task: Task, home: Ints, cadre: int) -> Ints:
    homes, cadres, weights = task.homes, task.cadres, task.weights
    cost = _ways(task, home, cadre).astype(np.int64)
    cost += weights.other_town * (homes.town[home] != cadres.town[cadre])
    cost += weights.change * ((homes.keeper[home] >= 0) & (homes.keeper[home] != cadre))
    lacking = homes.needs[home] & ~cadres.skills[cadre]
    cost += weights.skill * np.array([bin(one).count("1") for one in lacking.tolist()], np.int64)
    return cost + weights.leader * (bool(cadres.first_tier[cadre]) & (homes.tier[home] != PRIORITY))
