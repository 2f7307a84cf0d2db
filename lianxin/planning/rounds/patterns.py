"""In which weeks one home may be seen: the patterns of a class, as even as the calendar allows. Pure.

A pattern is a list of weeks. Of all patterns between a first and a last week the most even one is found by
dynamic programming over (week, seasons seen so far). Breaking a rule costs more than any unevenness, so a
rule is broken only when every pattern breaks one: late in a year not every season can be seen any more.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.rounds.seasons import ORDER
from lianxin.planning.rounds.weeks import Weeks
from lianxin.planning.standards import Standards, even_gap

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SEASON_UNSEEN = 1e6  # for each season that is not seen although it should be
DAY_TOO_FAR = 1e3  # for each day by which a gap is too short or too long
NEVER = np.inf
MASKS = 1 << len(ORDER)
MOST = 64  # patterns kept of a class: enough to keep a cadre's weeks level
SEEN = np.array([mask.bit_count() for mask in range(MASKS)])


@dataclass(frozen=True, slots=True)
class Gaps:
    """Days from one visit to the next: `least` to `most`, whichever days of the windows are used.

    `even`: the gap of visits spread evenly over a year. `width`: days a window is open.
    """

    even: float
    least: int
    most: int
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """P patterns of m visits: `weeks` of shape (P, m), rows of `Weeks`; `penalty` 0 if no rule is broken."""

    weeks: Ints
    penalty: Floats


def gaps_of(visits_a_year: int, standards: Standards) -> Gaps:
    """What the policy says of the gaps between visits for a class that is seen so often a year."""
    even = even_gap(visits_a_year)
    return Gaps(
        even=even,
        least=int(even * standards.gap_min),
        most=int(even * standards.gap_max),
        width=max(1, int(even * standards.window_share)),
    )


class Library:
    """The patterns of one stretch of weeks, made when they are first asked for."""

    def __init__(self, weeks: Weeks) -> None:
        self.weeks = weeks
        self.get = cache(self._make)

    def _make(self, gaps: Gaps, visits: int, covered: int, seasons: int) -> Patterns:
        """The patterns of `visits` visits when the seasons of the mask `covered` have been seen already.

        With them as many different seasons as `seasons` says should have been seen in the end.

        Fewer visits where there are fewer usable weeks; shape (1, 0) when there is nothing to plan.
        """
        count = self.weeks.count
        visits = min(visits, count)
        if visits == 0:
            return Patterns(np.zeros((1, 0), np.int64), np.zeros(1))
        step, bits = self._steps(gaps), 1 << self.weeks.season
        masks, firsts = np.arange(MASKS), self._firsts(gaps)
        # best[first, week, mask]: the cheapest way from a first week to `week` having seen `mask`.
        best = np.full((len(firsts), count, MASKS), NEVER)
        best[np.arange(len(firsts)), firsts, covered | bits[firsts]] = 0
        trail: list[NDArray[np.int32]] = []
        for _ in range(visits - 1):
            through = np.full(best.shape, NEVER)
            origin = np.full(best.shape, -1, np.int32)
            for mask in masks[np.isfinite(best).any(axis=(0, 1))]:
                ways = best[:, :, mask, None] + step  # [first, from, to]
                came = ways.argmin(axis=1)
                cost = np.take_along_axis(ways, came[:, None], axis=1)[:, 0]
                for week in range(count):
                    seen = mask | bits[week]
                    better = cost[:, week] < through[:, week, seen]
                    through[better, week, seen] = cost[better, week]
                    origin[better, week, seen] = came[better, week] * MASKS + mask
            best, trail = through, [*trail, origin]
        missing = np.maximum(seasons - SEEN, 0) * SEASON_UNSEEN
        total = best + missing + self._last_cost(gaps)[:, None]
        return _traced(total, trail)

    def _steps(self, gaps: Gaps) -> Floats:
        """What it costs to go from one week to another, shape (W, W); never backwards."""
        opens, due = self.weeks.opens, self.weeks.due(gaps.width)
        shortest, longest = opens[None, :] - due[:, None], due[None, :] - opens[:, None]
        broken = np.maximum(gaps.least - shortest, 0) + np.maximum(longest - gaps.most, 0)
        uneven = np.abs(opens[None, :] - opens[:, None] - gaps.even)
        forward = np.arange(self.weeks.count)[None, :] > np.arange(self.weeks.count)[:, None]
        return np.where(forward, broken * DAY_TOO_FAR + uneven, NEVER)

    def _firsts(self, gaps: Gaps) -> Ints:
        """The weeks in which a first visit is in time even for a home seen the day before the stretch."""
        in_time = self.weeks.due(gaps.width) < self.weeks.start + gaps.most
        return np.flatnonzero(in_time) if in_time.any() else np.zeros(1, np.int64)

    def _last_cost(self, gaps: Gaps) -> Floats:
        """The first visit after the stretch must still be possible in good time."""
        left = self.weeks.after + gaps.width - 1 - self.weeks.opens
        return np.maximum(left - gaps.most, 0) * DAY_TOO_FAR


def _traced(total: Floats, trail: list[NDArray[np.int32]]) -> Patterns:
    """Walk back from the best end of each (first, last) that breaks the least; a fair choice if many do."""
    mask = total.argmin(axis=2)
    cost = np.take_along_axis(total, mask[:, :, None], axis=2)[:, :, 0]
    penalty = np.where(np.isfinite(cost), np.floor(cost / DAY_TOO_FAR) * DAY_TOO_FAR, NEVER)
    first, last = np.nonzero(penalty == penalty.min())
    kept = np.unique(np.linspace(0, len(first) - 1, min(MOST, len(first))).astype(np.int64))
    first, last = first[kept], last[kept]
    state, weeks = mask[first, last], [last]
    for origin in reversed(trail):
        came = origin[first, weeks[-1], state]
        weeks.append((came // MASKS).astype(np.int64))
        state = came % MASKS
    return Patterns(np.stack(weeks[::-1], axis=1), penalty[first, last])
