"""Small tasks, made up by a seed or by hand."""

from dataclasses import replace

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, Cadres, Forbidden, Homes, Required, Task, Weights

PLAIN = Weights(unpaired=20_000)
TIERS = {12: 3, 4: 2, 3: 1}


def ints(*values):
    return np.array(values, np.int64)


def homes(n, **columns):
    """n homes of one village, 3 visits a year each, nobody's and in need of nothing; columns may say else."""
    plain = {
        "x": np.arange(n, dtype=float),
        "y": np.zeros(n),
        "area": np.ones(n, np.int64),
        "town": np.ones(n, np.int64),
        "visits": np.full(n, 3),
        "keeper": np.full(n, -1),
        "needs": np.zeros(n, np.int64),
    } | {name: np.asarray(column) for name, column in columns.items()}
    plain.setdefault(
        "tier", np.array([TIERS.get(visits, 1) for visits in plain["visits"].tolist()], np.int64)
    )
    return Homes(**plain)


def cadres(m, **columns):
    """m ordinary cadres of that village with room for ten homes and forty visits a year each."""
    plain = {
        "x": np.arange(m, dtype=float),
        "y": np.zeros(m),
        "area": np.ones(m, np.int64),
        "town": np.ones(m, np.int64),
        "quota_homes": np.full(m, 10),
        "quota_visits": np.full(m, 40),
        "first_tier": np.zeros(m, bool),
        "skills": np.zeros(m, np.int64),
        "level": np.zeros(m, np.int64),
    }
    return Cadres(**plain | {name: np.asarray(column) for name, column in columns.items()})


def couples(kind, *pairs):
    return kind(ints(*(home for home, _ in pairs)), ints(*(cadre for _, cadre in pairs)))


def any_task(seed, n, m, *, room=1.2, weights=PLAIN):
    """Homes and cadres in three towns with everything a task can have; room: how much, in needs."""
    rng = np.random.default_rng([seed, n, m])
    visits = rng.choice([3, 4, 12], n, p=[0.6, 0.25, 0.15])
    count = max(1, round(room * n / max(m, 1)))
    pairs = [(int(rng.integers(n)), int(rng.integers(m))) for _ in range(n // 2)] if n and m else []
    fixed = {home: cadre for home, cadre in pairs[: n // 8]}
    return Task(
        homes(
            n,
            x=rng.random(n) * 10,
            y=rng.random(n) * 10,
            area=rng.integers(0, 6, n),
            town=rng.integers(0, 3, n),
            visits=visits,
            keeper=rng.integers(-1, m, n) if m else np.full(n, -1),
            needs=rng.integers(0, 4, n) * (rng.random(n) < 0.3),
        ),
        cadres(
            m,
            x=rng.random(m) * 10,
            y=rng.random(m) * 10,
            area=rng.integers(0, 6, m),
            town=rng.integers(0, 3, m),
            quota_homes=rng.integers(0, 2 * count + 1, m),
            quota_visits=rng.integers(0, 9 * count + 1, m),
            first_tier=rng.random(m) < 0.2,
            skills=rng.integers(0, 4, m),
            level=rng.integers(0, 3, m),
        ),
        couples(Forbidden, *(pair for pair in pairs[n // 8 :] if fixed.get(pair[0]) != pair[1])),
        couples(Required, *fixed.items()),
        weights,
    )


def scarce(task):
    """The same task with a sixth fewer visits for every cadre, so that their limit binds in many places."""
    return replace(task, cadres=replace(task.cadres, quota_visits=task.cadres.quota_visits * 5 // 6))


def after_leaving(task, pairs, leaving, *, moving):
    """The task once a cadre has left: whom he had has nobody, the others have whom `pairs` gives them, and
    taking a home away from somebody must save `moving` points."""
    there = np.arange(task.cadres.m) != leaving
    stays = task.fixed.cadre != leaving
    return replace(
        task,
        homes=replace(task.homes, keeper=np.where(pairs == leaving, NOBODY, pairs)),
        cadres=replace(
            task.cadres,
            quota_homes=task.cadres.quota_homes * there,
            quota_visits=task.cadres.quota_visits * there,
        ),
        fixed=replace(task.fixed, home=task.fixed.home[stays], cadre=task.fixed.cadre[stays]),
        weights=replace(task.weights, change=moving),
    )
