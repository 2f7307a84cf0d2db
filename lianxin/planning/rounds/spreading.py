"""Which home is seen in which weeks, so that every cadre's weeks are level. Pure.

Homes are taken turn by turn, one of every cadre at a time: each gets the pattern that falls into its cadre's
emptiest weeks, or into weeks in which he is in the village anyway. Then everyone chooses once more, knowing
what the others chose.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lianxin.classification.vocabulary import BY_CODE
from lianxin.planning.rounds.owing import NOT_YET, Homes
from lianxin.planning.rounds.patterns import DAY_TOO_FAR, Library, Patterns, gaps_of
from lianxin.planning.rounds.weeks import DAYS_A_WEEK, Weeks
from lianxin.planning.standards import Standards

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

SWEEPS = 2
MORE_SWEEPS = 4  # for the cadres who still have a week above the limit
TOGETHER = 3.0  # what it is worth to be in the village anyway: two or three doors on one way
OVER_LIMIT = 100.0  # what one visit above the limit of a week weighs beside an uneven week
TURN = 0.618  # spreads homes that have the choice over all the patterns that are equally good


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """The visits planned, N rows in order of home and week, and the load they make.

    `home`: row in `Homes`; `week`: row in `weeks`; `opens`, `due`: ordinals of the window, both included.
    `breaks`: shape (homes,), whether a home's visits break a rule because no others are possible any more.
    `load`: shape (C, W), planned visits of each cadre in each week, with the `busy` ones given.
    """

    weeks: Weeks
    home: Ints
    week: Ints
    opens: Ints
    due: Ints
    breaks: NDArray[np.bool_]
    load: Ints

    def planned_on(self) -> list[date]:
        """The Monday of the planned week of each visit."""
        return [date.fromordinal(day) for day in self.weeks.monday[self.week].tolist()]


def spread(
    homes: Homes, weeks: Weeks, standards: Standards, *, limit: Ints, busy: Ints | None = None
) -> Rounds:
    """Plan the visits that homes are owed; `limit`: visits a week of each cadre, shape (C,).

    `busy`: visits a week that cadres have besides, shape (C, W). To plan anew what changed in the middle of a
    year, give the homes concerned alone and count the visits of all the others in `busy`. The limit gives way
    only when nothing else fits: `load` shows it, and `levelling.overload` says the way out.
    """
    kinds = np.stack([homes.tier, homes.visits, homes.covered, homes.seasons], axis=1)
    kinds, kind = np.unique(kinds, axis=0, return_inverse=True)
    library = Library(weeks)
    choices = [_Choice(library, standards, *(int(value) for value in row)) for row in kinds]
    load = np.zeros((len(limit), weeks.count), np.float32) if busy is None else busy.astype(np.float32)
    _, group = np.unique(np.stack([homes.cadre, homes.village], axis=1), axis=0, return_inverse=True)
    there = np.zeros((group.max(initial=-1) + 1, weeks.count), np.float32)
    state = _State(homes, load, limit, group, there, np.full(homes.count, -1, np.int64))
    turns = _turns(homes)
    for sweep in range(SWEEPS + MORE_SWEEPS):
        over: NDArray[np.bool_] = np.asarray((load > limit[:, None]).any(axis=1))
        if sweep >= SWEEPS and not over.any():
            break
        for turn in turns:
            rows = turn if sweep < SWEEPS else turn[over[homes.cadre[turn]]]
            for which in np.unique(kind[rows]):
                choices[which].choose(rows[kind[rows] == which], state)
    return _told(weeks, choices, kind, state)


def busy_weeks(weeks: Weeks, cadre: Ints, planned_on: Ints, cadres: int) -> Ints:
    """Visits planned already as `busy` for `spread`, shape (cadres, W).

    One row of `cadre` and of `planned_on` (ordinal of any day of the week it is planned for) for each visit;
    what lies in no usable week is not counted.
    """
    busy = np.zeros((cadres, weeks.count), np.int64)
    if weeks.count:
        monday = planned_on - (planned_on - 1) % DAYS_A_WEEK
        week = np.minimum(np.searchsorted(weeks.monday, monday), weeks.count - 1)
        inside = weeks.monday[week] == monday
        np.add.at(busy, (cadre[inside], week[inside]), 1)
    return busy


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """What changes while homes choose: `load` (C, W), `there` (cadre and village, W), `chosen` (n,)."""

    homes: Homes
    load: Floats
    limit: Ints
    group: Ints
    there: Floats
    chosen: Ints


class _Choice:
    """The patterns open to the homes of one kind, and what they are worth to a cadre."""

    def __init__(
        self, library: Library, standards: Standards, tier: int, visits: int, covered: int, seasons: int
    ) -> None:
        self.gaps = gaps_of(standards.visits[BY_CODE[tier]], standards)
        self.patterns: Patterns = library.get(self.gaps, visits, covered, seasons)
        weeks = library.weeks
        self.due = weeks.due(self.gaps.width)
        count, visits = self.patterns.weeks.shape
        self.takes = np.zeros((count, weeks.count), np.float32)
        self.takes[np.arange(count).repeat(visits), self.patterns.weeks.ravel()] = 1
        first = self.patterns.weeks[:, 0] if visits else None
        self.first_opens = weeks.opens[first] if first is not None else None
        self.first_due = self.due[first] if first is not None else None

    def choose(self, rows: Ints, state: _State) -> None:
        """Give each of these homes (no two of one cadre) its best pattern; the state changes."""
        homes, chosen, cadres, groups = state.homes, state.chosen, state.homes.cadre[rows], state.group[rows]
        again = chosen[rows] >= 0
        before = self.takes[chosen[rows[again]]]
        state.load[cadres[again]] -= before
        state.there[groups[again]] -= before
        now = state.load[cadres]
        price = 2 * now + 1 - TOGETHER * (state.there[groups] > 0)
        price += OVER_LIMIT * np.maximum(now + 1 - state.limit[cadres, None], 0)
        count = len(self.takes)
        turned = (np.arange(count)[None, :] + (rows * TURN * count).astype(np.int64)[:, None]) % count
        cost = price @ self.takes.T + self.breaks(rows, homes) + (turned / count * 0.5).astype(np.float32)
        chosen[rows] = cost.argmin(axis=1)
        taken = self.takes[chosen[rows]]
        state.load[cadres] += taken
        state.there[groups] += taken

    def breaks(self, rows: Ints, homes: Homes) -> Floats:
        """What the gap since the last visit costs, shape (rows, P)."""
        if self.first_opens is None or self.first_due is None:
            return np.zeros((len(rows), 1), np.float32)
        last = homes.last_on[rows, None]
        days = np.maximum(self.gaps.least - (self.first_opens - last), 0)
        days += np.maximum(self.first_due - last - self.gaps.most, 0)
        return np.where(last == NOT_YET, 0, days * DAY_TOO_FAR).astype(np.float32)


def _turns(homes: Homes) -> list[Ints]:
    """The homes in turns, no two of one cadre in a turn; of each cadre's homes those owed most come first."""
    order = np.lexsort((np.arange(homes.count), -homes.visits, homes.cadre))
    order = order[homes.visits[order] > 0]
    cadre = homes.cadre[order]
    begins = np.flatnonzero(np.r_[True, cadre[1:] != cadre[:-1]]) if len(order) else np.zeros(0, np.int64)
    turn = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
    by_turn = order[np.argsort(turn, kind="stable")]
    return np.split(by_turn, np.cumsum(np.bincount(turn))[:-1]) if len(order) else []


def _told(weeks: Weeks, choices: list[_Choice], kind: Ints, state: _State) -> Rounds:
    """Put what was chosen in order of home and week."""
    homes, chosen = state.homes, state.chosen
    home, week, due = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    breaks = np.zeros(homes.count, np.bool_)
    for which, choice in enumerate(choices):
        rows = np.flatnonzero((kind == which) & (chosen >= 0))
        taken = choice.patterns.weeks[chosen[rows]]
        home.append(rows.repeat(taken.shape[1]))
        week.append(taken.ravel())
        due.append(choice.due[taken].ravel())
        since = choice.breaks(rows, homes)
        at = chosen[rows] if since.shape[1] > 1 else np.zeros(len(rows), np.int64)
        short = taken.shape[1] < homes.visits[rows]
        breaks[rows] = short | (choice.patterns.penalty[chosen[rows]] > 0)
        breaks[rows] |= since[np.arange(len(rows)), at] > 0
    homes_, weeks_, due_ = np.concatenate(home), np.concatenate(week), np.concatenate(due)
    order = np.lexsort((weeks_, homes_))
    homes_, weeks_, due_ = homes_[order], weeks_[order], due_[order]
    load = state.load.round().astype(np.int64)
    return Rounds(weeks, homes_, weeks_, weeks.opens[weeks_], due_, breaks, load)
