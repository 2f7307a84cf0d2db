"""The weeks of a stretch of time, and which of them a round may be planned in. Pure.

A visit planned in a week may be made from `opens` on for as many days as its class allows, but never past
`last`: there a season ends, a quiet time begins or the stretch is over. So whichever day of its window a
visit is made on, it counts for that season and disturbs nobody.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.rounds.quiet import quiet_days
from lianxin.planning.rounds.seasons import ORDER, season_of
from lianxin.planning.standards import Standards
from lianxin.workdays import Calendar

Ints = NDArray[np.int64]
DAYS_A_WEEK = 7
LOOK_AHEAD = timedelta(days=60)  # longer than any quiet time


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """W weeks, Monday to Sunday, of which at least three workdays (by policy) are free; days are ordinals.

    `monday`, `opens` (first free day), `last` (last day a window may reach), `season` (0 spring … 3 winter):
    shape (W,). `start` and `end`: the stretch planned, both included; `after`: the first day of a usable week
    beyond it.
    """

    start: int
    end: int
    after: int
    monday: Ints
    opens: Ints
    last: Ints
    season: Ints

    @property
    def count(self) -> int:
        return len(self.monday)

    def due(self, width: int) -> Ints:
        """The last day of a window of `width` days planned in each week, shape (W,)."""
        return np.minimum(self.opens + width - 1, self.last)


def weeks_between(start: date, end: date, standards: Standards, calendar: Calendar) -> Weeks:
    """The usable weeks from `start` to `end`, both included.

    Raises what `quiet_days` and `seasons.months_of` raise.
    """
    found = _usable(start, end, standards, calendar)
    beyond = end + timedelta(days=1)
    later = _usable(beyond, end + LOOK_AHEAD, standards, calendar)
    after = later[0][1] if later else beyond.toordinal()
    columns = np.array(found, np.int64).reshape(-1, 4).T
    return Weeks(start.toordinal(), end.toordinal(), after, *columns)


def _usable(
    start: date, end: date, standards: Standards, calendar: Calendar
) -> list[tuple[int, int, int, int]]:
    """(Monday, opens, last, season) of each usable week."""
    quiet = quiet_days(standards.numbers, start, end)
    found: list[tuple[int, int, int, int]] = []
    monday = start - timedelta(days=start.weekday())
    while monday <= end:
        week = [monday + timedelta(days=at) for at in range(DAYS_A_WEEK)]
        runs = _runs([day for day in week if start <= day <= end and day not in quiet], standards)
        workdays = [sum(calendar.is_workday(day) for day in run) for run in runs]
        if runs and max(workdays) >= standards.workdays_needed:
            opens = runs[workdays.index(max(workdays))][0]
            last = _reach(opens, end, quiet, standards)
            season = ORDER.index(season_of(opens, standards))
            found.append((monday.toordinal(), opens.toordinal(), last.toordinal(), season))
        monday += timedelta(days=DAYS_A_WEEK)
    return found


def _runs(days: list[date], standards: Standards) -> list[list[date]]:
    """The days of one week, cut where one is missing or a season begins."""
    runs: list[list[date]] = []
    for day in days:
        before = runs[-1][-1] if runs else None
        follows = before is not None and day - before == timedelta(days=1)
        if follows and season_of(day, standards) == season_of(runs[-1][0], standards):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _reach(day: date, end: date, quiet: frozenset[date], standards: Standards) -> date:
    """The last day that can be reached from `day` without leaving its season or meeting a quiet day."""
    season = season_of(day, standards)
    while day < end:
        after = day + timedelta(days=1)
        if after in quiet or season_of(after, standards) != season:
            break
        day = after
    return day
