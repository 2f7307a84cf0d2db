"""The work: days of a cadre in the hills, five to eight stops each, half of them open for a short while."""

from dataclasses import dataclass
from functools import cache

import numpy as np

BEGINS, ENDS = 8 * 60, 19 * 60  # minutes after midnight
OPENS, CLOSES = 8 * 60 + 30, 18 * 60
VISITS = (30, 40, 60)


@dataclass(frozen=True)
class Day:
    """Minutes from place to place (place 0 is the office), and of each stop: opens, closes, minutes there."""

    minutes: tuple[tuple[int, ...], ...]
    stops: tuple[tuple[int, int, int], ...]


@cache
def days(count: int, seed: int) -> tuple[Day, ...]:
    """The same days for the same seed. All can be done: the windows lie around a round trip that was made."""
    rng = np.random.default_rng(seed)
    return tuple(_day(rng) for _ in range(count))


def _day(rng: np.random.Generator) -> Day:
    count = int(rng.integers(5, 9))
    east, north = rng.normal(0, 4, (2, count + 1))  # km
    road = 1.4 * np.hypot(east[:, None] - east[None, :], north[:, None] - north[None, :])
    minutes = np.where(road > 0, np.ceil(np.minimum(road / 4.5, 5 / 60 + road / 25) * 60), 0).astype(int)
    now, here, stops = BEGINS, 0, []
    for place in range(1, count + 1):
        stay = int(rng.choice(VISITS))
        now = max(now + int(minutes[here, place]), OPENS)
        opens, closes = OPENS, CLOSES
        if rng.random() < 0.5:
            opens = max(OPENS, now - int(rng.integers(0, 120)))
            closes = min(CLOSES, max(now + stay, opens + stay) + int(rng.integers(0, 120)))
        stops.append((opens, closes, stay))
        now, here = now + stay, place
    if now + minutes[here, 0] > ENDS or any(closes - opens < stay for opens, closes, stay in stops):
        return _day(rng)
    mixed = rng.permutation(count)
    places = [0, *(mixed + 1)]
    rows = tuple(tuple(int(minutes[a, b]) for b in places) for a in places)
    return Day(rows, tuple(stops[at] for at in mixed))
