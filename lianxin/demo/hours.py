"""At what hour of a day each visit was made, how long it took and when it was sent in. Pure NumPy.

A cadre who goes to the doors is done with one home before he begins the next, stays for half an hour or so
and sends it in when there is a signal. Whoever writes visits down at his desk begins several in one minute
of an evening, gives each the same five minutes and sends them in one after the other. All rates are ours.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.demo.patches import Manner
from lianxin.demo.rounds import Days, ranks
from lianxin.demo.vocabulary import Floats, Ints

MINUTE, HOUR, DAY = 60, 3600, 86_400
MORNING, AFTERNOON, EVENING, NIGHT = 30_600, 51_000, 68_400, 72_000  # seconds after midnight
BETWEEN = 62 * MINUTE  # from one home to the next
LEAST = {Manner.ORDINARY: 16, Manner.DILIGENT: 27, Manner.HOLLOW: 10}  # minutes
MOST = {Manner.ORDINARY: 42, Manner.DILIGENT: 52, Manner.HOLLOW: 25}
HOME, ELSEWHERE, PHONE = range(3)
AWAY = (0.80, 0.90)  # of the visits that nobody owed: at home, elsewhere, and the rest by phone


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """Seconds after midnight of its day at which each visit began and was sent in, and how long it took;
    `place`: HOME, ELSEWHERE or PHONE."""

    began: Ints
    took: Ints
    sent: Ints
    place: Ints


def hours_of(days: Days, manner: Ints, remote: Floats, rng: np.random.Generator) -> Hours:
    """`manner`: of each cadre; `remote`: of each home."""
    count, who = len(days.home), manner[days.cadre]
    turn = ranks(days.cadre, days.day, days.on_paper.astype(np.int64))
    of_day = rng.random(int(days.cadre.max(initial=0)) + 1)
    is_early = (of_day[days.cadre] * 997 * (days.day % 89 + 1)) % 1.0 < 0.6
    starts = np.where(is_early, MORNING, np.where(turn < 6, AFTERNOON, MORNING - 6 * BETWEEN))
    began = starts + turn * BETWEEN + rng.integers(0, 10 * MINUTE, count)
    place = np.where(days.is_round | days.on_paper, HOME, np.searchsorted(AWAY, rng.random(count)))
    least, most = (np.array([of[one] for one in Manner])[who] for of in (LEAST, MOST))
    took = (least + (most - least) * rng.random(count)) * MINUTE
    took = (took * np.array([1.0, 0.4, 0.25])[place]).astype(np.int64)
    began = np.where(days.on_paper, NIGHT + turn // 3 * MINUTE, began)
    took = np.where(days.on_paper, 5 * MINUTE, took)
    return Hours(began, took, _sent(began + took, days, turn, remote, rng), place)


def _sent(ended: Ints, days: Days, turn: Ints, remote: Floats, rng: np.random.Generator) -> Ints:
    count = len(ended)
    luck = rng.random(count) + 0.25 * remote[days.home]
    at_once = ended + rng.integers(20, 20 * MINUTE, count)
    evening = np.maximum(at_once, EVENING + rng.integers(0, 2 * HOUR, count))
    later = MORNING + DAY * rng.integers(1, 4, count) + rng.integers(0, 8 * HOUR, count)
    sent = np.select([luck < 0.6, luck < 1.1], [at_once, evening], later)
    return np.where(days.on_paper, NIGHT + 20 * MINUTE + turn * 40, np.maximum(sent, ended + 1))
