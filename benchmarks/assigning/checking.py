"""What a plan costs and which rules it breaks, worked out from the words of the task without the solver."""

from typing import Any

import numpy as np

from lianxin.pairing.vocabulary import PRIORITY, Ints, Task


def judged(task: Task, pairs: Ints) -> dict[str, Any]:
    """cost: points, without the unpaired. change, distance: parts of it. The rest counts what is wrong."""
    homes, cadres, weights = task.homes, task.cadres, task.weights
    home = np.flatnonzero(pairs >= 0)
    cadre = pairs[home]
    way = np.hypot(homes.x[home] - cadres.x[cadre], homes.y[home] - cadres.y[cadre])
    distance = np.rint(way * weights.visit_km * homes.visits[home])
    changed = (homes.keeper[home] >= 0) & (homes.keeper[home] != cadre)
    away = homes.town[home] != cadres.town[cadre]
    lacking = np.array(
        [bin(needs).count("1") for needs in (homes.needs[home] & ~cadres.skills[cadre]).tolist()]
    )
    misled = cadres.first_tier[cadre] & (homes.tier[home] != PRIORITY)
    cost = distance.sum() + weights.change * changed.sum() + weights.other_town * away.sum()
    cost += weights.skill * lacking.sum() + weights.leader * misled.sum()
    load = np.bincount(cadre, minlength=cadres.m)
    visits = np.bincount(cadre, homes.visits[home], cadres.m)
    banned = set(zip(task.forbidden.home.tolist(), task.forbidden.cadre.tolist(), strict=True))
    return {
        "cost": int(cost),
        "distance": int(distance.sum()),
        "changed": int(changed.sum()),
        "unpaired": int((pairs < 0).sum()),
        "too_many_homes": int((load > cadres.quota_homes).sum()),
        "too_many_visits": int((visits > cadres.quota_visits).sum()),
        "forbidden": sum(pair in banned for pair in zip(home.tolist(), cadre.tolist(), strict=True)),
    }
