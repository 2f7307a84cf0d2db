"""On which days the cadres went to which homes, and how they went about it. Pure NumPy.

A home is visited as often as its class says, at even distances and on days when the rounds may be made; a
cadre goes to several homes on one day. Besides, cadres look in where nobody owed it, the diligent more often.
A hollow cadre seldom goes: he writes the visits of a month down on one of its last evenings, several in the
same minute. All rates are chosen by us. Days are ordinals.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.demo.patches import Manner
from lianxin.demo.vocabulary import Bools, Floats, Ints

BESIDES = {Manner.ORDINARY: 0.30, Manner.DILIGENT: 0.52, Manner.HOLLOW: 0.18}
"""Visits that nobody owed for each that was owed."""
ON_PAPER = 0.85  # of the visits of a hollow cadre
TOGETHER = 4  # homes on one day
EPOCH = 719_163  # the ordinal of 1970-01-01
WEEK = 7
DAYS = 10_000_000  # home * DAYS + day is one number for a home and a day


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Times in classes, by home and day: row of the home, visits a year, first day, day after the last."""

    home: Ints
    rate: Floats
    first: Ints
    after: Ints

    def within(self, first: Ints, after: Ints) -> "Spells":
        """The parts of them that lie from a day on and before another, given for each home."""
        begins, ends = np.maximum(self.first, first[self.home]), np.minimum(self.after, after[self.home])
        kept = begins < ends
        return Spells(self.home[kept], self.rate[kept], begins[kept], ends[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Visits of some homes: home, cadre and day of each; whether the rounds asked for it, and whether it was
    written down without going there."""

    home: Ints
    cadre: Ints
    day: Ints
    is_round: Bools
    on_paper: Bools


def arrivals(spells: Spells, shift: Floats) -> tuple[Ints, Ints]:
    """(home, day) of each visit: as many as the classes ask for, evenly, beginning at the home's own `shift`
    (0 to 1 of the way to the next). `spells` in order of home and day; a longer record begins the same."""
    gain = spells.rate * (spells.after - spells.first) / 365
    total = np.cumsum(gain)
    begins = np.flatnonzero(_firsts(spells.home))
    earlier = np.repeat((total - gain)[begins], np.diff(np.r_[begins, len(gain)]))
    at = total - gain - earlier + shift[spells.home]
    count = (np.floor(at + gain) - np.floor(at)).astype(np.int64)
    row = np.repeat(np.arange(len(gain)), count)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + 1
    needed = np.floor(at)[row] + turn - at[row]
    day = spells.first[row] + np.floor(needed / spells.rate[row] * 365).astype(np.int64)
    return spells.home[row], np.minimum(day, spells.after[row] - 1)


def days_of(
    spells: Spells,
    *,
    begun: Ints,
    keeper: Ints,
    manner: Ints,
    free: Ints,
    span: tuple[int, int],
    seen: Ints,
    shifts: tuple[Floats, Floats],
) -> Days:
    """The visits that lie in `span` (from a day, to the day before another). What is to be written down at
    the end of a month that is not over yet is not there yet.

    `spells`: from the first day that each home is visited (`begun`) on; `keeper`: its cadre, -1 for none;
    `manner`: of each cadre; `free`: the days on which rounds are made, in order; `seen`: home * DAYS +
    day of visits that were made anyway; `shifts`: of the rounds, and of what is done besides.
    """
    besides = np.array([BESIDES[one] for one in Manner])[manner[keeper[spells.home]]]
    more = Spells(spells.home, spells.rate * besides, spells.first, spells.after)
    parts = [arrivals(one, shift) for one, shift in zip((spells, more), shifts, strict=True)]
    home, day = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    is_round = np.arange(len(home)) < len(parts[0][0])
    on_paper = (manner[keeper[home]] == Manner.HOLLOW) & (_luck(home, day) < ON_PAPER)
    day = np.where(on_paper, last_evenings(day, keeper[home]), day)
    inside = (day >= span[0]) & (day < span[1]) & (keeper[home] >= 0)
    home, day, is_round, on_paper = home[inside], day[inside], is_round[inside], on_paper[inside]
    free = free[(free >= span[0]) & (free < span[1])]
    if not len(home) or not len(free):
        nothing = np.zeros(0, np.int64)
        return Days(nothing, nothing, nothing, np.zeros(0, bool), np.zeros(0, bool))
    cadre = keeper[home]
    going = np.maximum(free[np.minimum(np.searchsorted(free, day), len(free) - 1)], begun[home])
    day = np.where(on_paper, day, _gathered(going, cadre))
    day = np.clip(day, np.maximum(begun[home], span[0]), span[1] - 1)
    order = np.lexsort((~is_round, day, home))
    kept = order[_firsts(home[order], day[order])]
    kept = kept[~np.isin(home[kept] * DAYS + day[kept], seen)]
    kept = kept[np.lexsort((home[kept], cadre[kept], day[kept]))]
    return Days(home[kept], cadre[kept], day[kept], is_round[kept], on_paper[kept])


def ranks(*keys: Ints) -> Ints:
    """Which of those with equal keys each row is, counted from 0 in the order they stand in."""
    order = np.lexsort(keys[::-1])
    new = _firsts(*(key[order] for key in keys))
    begins = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - begins
    return rank


def _firsts(*keys: Ints) -> Bools:
    """True where a row begins another group than the row before it."""
    if not len(keys[0]):
        return np.zeros(0, bool)
    return np.r_[True, np.any([key[1:] != key[:-1] for key in keys], axis=0)]


def _luck(home: Ints, day: Ints) -> Floats:
    """A number from 0 to 1 for each visit, the same in whatever span it is asked for."""
    mixed = (home.astype(np.uint64) << np.uint64(24)) ^ day.astype(np.uint64)
    return ((mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)).astype(np.float64) / (1 << 24)


def _gathered(day: Ints, cadre: Ints) -> Ints:
    """The visits of one cadre in one week on as few days as can be, each on the first of its days."""
    week = (day - 1) // WEEK
    order = np.lexsort((day, week, cadre))
    trip = ranks(cadre[order], week[order]) // TOGETHER
    new = _firsts(cadre[order], week[order], trip)
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    gathered = np.empty_like(day)
    gathered[order] = day[order][first]
    return gathered


def last_evenings(day: Ints, cadre: Ints) -> Ints:
    """One of the last three days of each visit's month, the same for all those of a cadre."""
    month = (day - EPOCH).astype("M8[D]").astype("M8[M]")
    last = (month + 1).astype("M8[D]").astype(np.int64) - 1 + EPOCH
    return last - cadre % 3
