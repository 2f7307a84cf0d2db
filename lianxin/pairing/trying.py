"""What if there were more cadres, or other numbers of visits? The task as it would then be. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from lianxin.pairing.vocabulary import Cadres, Homes, Ints, Task


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: so many cadres more (like the usual one), and visits a year by code of the class."""

    more_cadres: int = 0
    visits: Mapping[int, int] = field(default_factory=dict)


def tried(task: Task, trial: Trial, *, seed: int) -> Task:
    """The task with the trial's changes. New cadres live where homes are, drawn by the visits owed there.

    Pairs that people have set and barriers stay as they are.
    """
    homes = task.homes
    visits = homes.visits.copy()
    for code, number in trial.visits.items():
        visits[homes.tier == code] = number
    homes = replace(homes, visits=visits)
    return replace(task, homes=homes, cadres=_more(task.cadres, homes, trial.more_cadres, seed))


def _more(cadres: Cadres, homes: Homes, count: int, seed: int) -> Cadres:
    if not count or not homes.n:
        return cadres
    rng = np.random.default_rng(seed)
    at = rng.choice(homes.n, count, p=homes.visits / homes.visits.sum())
    usual_homes, usual_visits = (_usual(column) for column in (cadres.quota_homes, cadres.quota_visits))
    return Cadres(
        x=np.append(cadres.x, homes.x[at]),
        y=np.append(cadres.y, homes.y[at]),
        area=np.append(cadres.area, homes.area[at]),
        town=np.append(cadres.town, homes.town[at]),
        quota_homes=np.append(cadres.quota_homes, np.full(count, usual_homes)),
        quota_visits=np.append(cadres.quota_visits, np.full(count, usual_visits)),
        first_tier=np.append(cadres.first_tier, np.zeros(count, np.bool_)),
        skills=np.append(cadres.skills, np.zeros(count, np.int64)),
        level=np.append(cadres.level, np.zeros(count, np.int64)),
    )


def _usual(column: Ints) -> int:
    """The value most cadres have."""
    values, counts = np.unique(column, return_counts=True)
    return int(values[counts.argmax()]) if len(values) else 0
