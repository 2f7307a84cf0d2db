"""The rounds ahead, from one year of rounds into the next: what is owed, spread over the weeks. Pure.

What was done counts, and so does what stands already (open visits that are kept): they are visits of the year
they lie in, and the gap to the next one is measured from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.rounds.duties import duties_of
from lianxin.planning.rounds.owing import NOT_YET, homes_within_a_year, visits_by_code
from lianxin.planning.rounds.seasons import season_bit, season_of, year_of_rounds
from lianxin.planning.rounds.spreading import busy_weeks, spread
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Duty, Id
from lianxin.workdays import Calendar

Ints = NDArray[np.int64]
LITTLE_LEFT = 60  # days: a plan that would be shorter takes in the next year as well


@dataclass(frozen=True, slots=True, eq=False)
class Tenures:
    """Times in classes: rows of: home (row), code of the class, first day, day after the last (0: none)"""

    home: Ints
    tier: Ints
    first: Ints
    after: Ints


@dataclass(frozen=True, slots=True, eq=False)
class RoundHomes:
    """Homes for the rounds, n rows: keys of home and area; `cadre` a row of `cadres`; `village` any number.

    `tier`: code of the class; `paired_on`: ordinal of the first day with a cadre, before which nothing was
    owed.
    """

    keys: Sequence[Id]
    areas: Sequence[Id]
    cadres: Sequence[Id]
    cadre: Ints
    village: Ints
    tier: Ints
    paired_on: Ints
    tenures: Tenures


@dataclass(frozen=True, slots=True, eq=False)
class Visited:
    """Visits made or standing, one row each: home (row) and ordinal of the day."""

    home: Ints
    day: Ints

    def and_then(self, home: Ints, day: Ints) -> "Visited":
        return Visited(np.concatenate([self.home, home]), np.concatenate([self.day, day]))

    def within(self, year: tuple[date, date], homes: int, standards: Standards) -> tuple[Ints, Ints]:
        """How many lie in a year, and the mask of the seasons they lie in; both of shape (homes,)."""
        inside = (self.day >= year[0].toordinal()) & (self.day <= year[1].toordinal())
        home, day = self.home[inside], self.day[inside]
        covered = np.zeros(homes, np.int64)
        days, which = np.unique(day, return_inverse=True)
        bits = [season_bit(season_of(date.fromordinal(int(one)), standards)) for one in days]
        np.bitwise_or.at(covered, home, np.array(bits, np.int64)[which])
        return np.bincount(home, minlength=homes), covered

    def last_on(self, homes: int) -> Ints:
        """The last day of each home, NOT_YET for none."""
        last = np.full(homes, NOT_YET, np.int64)
        np.maximum.at(last, self.home, self.day)
        return last


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """`duties` by home and day within each year; the cadres with a week beyond the limit; the homes whose
    visits cannot keep every rule any more."""

    duties: list[Duty]
    overloaded: int
    breaking: int


def end_of_plan(from_on: date, standards: Standards) -> date:
    """How far a plan reaches if nobody says: the year of rounds; near its end the next one as well."""
    end = year_of_rounds(from_on, standards)[1]
    if (end - from_on).days < LITTLE_LEFT:
        end = year_of_rounds(end + timedelta(days=1), standards)[1]
    return end


def rounds_ahead(
    homes: RoundHomes,
    visited: Visited,
    *,
    others: tuple[Ints, Ints],
    from_on: date,
    to_on: date,
    minutes: Ints,
    standards: Standards,
    calendar: Calendar,
) -> Ahead:
    """Plan the rounds that open from `from_on` to `to_on`, both included.

    `others`: (cadre row, ordinal of any day of the week) of visits that take up weeks besides. Each year is
    planned to its end, so that a plan that is cut short keeps the rules when it is carried on. Raises
    PlanningError as `weeks_between` does.
    """
    duties: list[Duty] = []
    over, breaking = set[int](), np.zeros(len(homes.keys), np.bool_)
    for first, year in _years(from_on, to_on, standards):
        weeks = weeks_between(first, year[1], standards, calendar)
        done, covered = visited.within(year, len(homes.keys), standards)
        owing = homes_within_a_year(
            homes.cadre,
            homes.village,
            homes.tier,
            visited.last_on(len(homes.keys)),
            accrued=accrued(homes, year, standards),
            done=done,
            covered=covered,
            weeks=weeks,
            standards=standards,
        )
        limit = np.full(len(homes.cadres), standards.week_visits, np.int64)
        busy = busy_weeks(weeks, *others, len(homes.cadres))
        rounds = spread(owing, weeks, standards, limit=limit, busy=busy)
        made = duties_of(
            rounds,
            owing,
            home_ids=homes.keys,
            cadre_ids=homes.cadres,
            area_ids=homes.areas,
            minutes=minutes,
            standards=standards,
        )
        duties += [duty for duty in made if duty.opens_on <= to_on]
        visited = visited.and_then(rounds.home, rounds.due)
        cadre, monday = homes.cadre[rounds.home], weeks.monday[rounds.week]
        others = np.concatenate([others[0], cadre]), np.concatenate([others[1], monday])
        over |= set(np.flatnonzero((rounds.load > limit[:, None]).any(axis=1)).tolist())
        breaking |= rounds.breaks
    return Ahead(duties, len(over), int(breaking.sum()))


def accrued(homes: RoundHomes, year: tuple[date, date], standards: Standards) -> NDArray[np.float64]:
    """The visits a year owes each home by the classes it was in, from its first day with a cadre on.

    The present class counts to the end of the year; a home that was never judged counts as unassessed.
    """
    start, end = year[0].toordinal(), year[1].toordinal()
    a_day = visits_by_code(standards) / (end - start + 1)
    begin = np.maximum(homes.paired_on, start)
    held = homes.tenures
    last = np.where(held.after == 0, end, np.minimum(held.after - 1, end))
    days = np.maximum(last - np.maximum(held.first, begin[held.home]) + 1, 0)
    owed = np.zeros(len(homes.keys))
    np.add.at(owed, held.home, days * a_day[held.tier])
    unjudged = np.ones(len(homes.keys), np.bool_)
    unjudged[held.home] = False
    owed[unjudged] = (np.maximum(end - begin + 1, 0) * a_day[homes.tier])[unjudged]
    return owed


def _years(from_on: date, to_on: date, standards: Standards) -> Iterator[tuple[date, tuple[date, date]]]:
    """(first day planned, year) of each year of rounds from one day to another."""
    first = from_on
    while first <= to_on:
        year = year_of_rounds(first, standards)
        yield first, year
        first = year[1] + timedelta(days=1)
