"""The days of one cadre, filled visit by visit; `bundling` says how. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import degrees

import numpy as np

from lianxin.planning.routes.days import Meeting, Visit, trip_through
from lianxin.planning.routes.stretch import Stretch
from lianxin.planning.routes.table import Ints, Table
from lianxin.planning.routes.travel import minutes_for, road_km
from lianxin.planning.vocabulary import Id, Trip, Unplanned, Window

NO_DAY, DAYS_FULL, NO_ROOM = "no_day", "days_full", "no_room"
HOPELESS = frozenset({"too_far", "visit_too_long"})  # no other day with the same windows is any better


class Agenda:
    """One cadre's trips. Fill it once; then `by_day` has them, and `unplanned` what found no day.

    Duties are known by their row in the table. `week_by_week`: the rounds stay in the week they are planned
    for, even if fewer doors lie together then.
    """

    def __init__(
        self,
        table: Table,
        base: tuple[float, float],
        stretch: Stretch,
        kept: Sequence[Trip],
        *,
        week_by_week: bool = False,
    ) -> None:
        self.table, self.base, self.stretch, self.week_by_week = table, base, stretch, week_by_week
        self.standards = stretch.standards
        self.left = np.ones(len(table), np.bool_)
        self.standing = {trip.day for trip in kept}
        self.in_week: Counter[date] = Counter()
        for trip in kept:
            self.in_week[_monday(trip.day)] += len(trip.stops)
        self.by_day: dict[date, Trip] = {}
        self.rows_on: dict[date, list[int]] = {}
        self.unplanned: list[Unplanned] = []

    def fill(self) -> "Agenda":
        """Give every duty a day, or say why it has none."""
        for row in range(len(self.table)):
            if self.left[row]:
                code = self.find_day(row)
                if code is not None and (code in HOPELESS or not self.join_day(row)):
                    self.left[row] = False
                    self.unplanned.append(Unplanned(self.table.duties[row], code))
        return self

    def find_day(self, row: int) -> str | None:
        """Plan a day for one duty, and take along what lies near; say why when there is none."""
        days = range(int(self.table.opens[row]), int(self.table.due[row]) + 1)
        code = DAYS_FULL if any(self.windows(row, date.fromordinal(day)) for day in days) else NO_DAY
        hopeless: set[tuple[Window, ...]] = set()
        for day, rows in self.candidates(row):
            rows = self.of_one_moment(self.within_limits(row, rows, _monday(day)))
            if not rows or self.windows(row, day) in hopeless:
                continue
            left_out = self.go(day, rows)
            if left_out.get(0) == NO_ROOM:  # more of the others fit without it, but it is its turn
                left_out = self.go(day, [one for one in rows if self.is_same_door(one, row)])
            if 0 not in left_out:
                return None
            code = left_out[0]
            if code in HOPELESS:
                hopeless.add(self.windows(row, day))
        return code

    def join_day(self, row: int) -> bool:
        """Add one duty to a day that is planned already, wherever it lies, if all of that day still fit."""
        return any(
            self.table.opens[row] <= day.toordinal() <= self.table.due[row]
            and len(self.by_day[day].stops) < self.standards.day_stops
            and self.in_week[_monday(day)] < self.standards.week_visits
            and self.windows(row, day)
            and row in self.of_one_moment([*rows, row])
            and not self.go(day, [*rows, row], all_or_none=True)
            for day, rows in list(self.rows_on.items())
        )

    def go(self, day: date, rows: Sequence[int], *, all_or_none: bool = False) -> dict[int, str]:
        """Make the trip of a day through the doors of these rows; which of the doors are left out, and why.

        Nothing changes when the first door is left out, or any with `all_or_none`.
        """
        duties, visits = self.table.duties, self.visits(rows, day)
        trip, left_out = trip_through(visits, duties[rows[0]].cadre, day, self.base, self.standards)
        if trip is None or 0 in left_out or (all_or_none and left_out):
            return left_out
        before = len(self.by_day[day].stops) if day in self.by_day else 0
        self.in_week[_monday(day)] += len(trip.stops) - before
        done = {id(duty) for stop in trip.stops for duty in stop.duties}
        self.by_day[day] = trip
        self.rows_on[day] = [row for row in rows if id(duties[row]) in done]
        self.left[self.rows_on[day]] = False
        return left_out

    def near(self, row: int) -> Ints:
        """The rows without a day that lie near this one, itself first, then the nearest."""
        table = self.table
        rows = np.flatnonzero(self.left & (table.after_work == table.after_work[row]))
        here, there = (
            (table.longitude[row], table.latitude[row]),
            (table.longitude[rows], table.latitude[rows]),
        )
        km = road_km(*here, *there, self.standards)
        together = table.area[rows] == table.area[row]
        together |= minutes_for(km, self.standards) <= self.standards.near_minutes
        km = np.where(rows == row, -1.0, km)
        order: Ints = rows[together][np.argsort(km[together], kind="stable")]
        return order

    def candidates(self, row: int) -> Iterator[tuple[date, list[int]]]:
        """The free days of a duty with the rows that can be done then, the best day first.

        Best is the day on which most doors lie together and most is done at a door; then one in the week that
        the rounds mean it for; then the first.
        """
        table, near = self.table, self.near(row)
        ranked: list[tuple[int, bool, int, list[int]]] = []
        for number in range(int(table.opens[row]), int(table.due[row]) + 1):
            day = date.fromordinal(number)
            if day in self.standing or day in self.by_day or not self.windows(row, day):
                continue
            monday = _monday(day).toordinal()
            possible = (table.opens[near] <= number) & (table.due[near] >= number)
            if day in self.stretch.quiet:
                possible &= ~table.is_round[near]
            if self.week_by_week:
                possible &= (table.planned[near] == monday) | (table.planned[near] == 0)
            rows = near[possible].tolist()
            if row in rows:
                doors = len({table.doors[one] for one in rows})
                worth = min(doors, self.standards.day_stops) + len(rows) - doors
                ranked.append((-worth, table.planned[row] not in (0, monday), number, rows))
        ranked.sort()
        for _, _, number, rows in ranked:
            yield date.fromordinal(number), rows

    def within_limits(self, row: int, rows: Sequence[int], monday: date) -> list[int]:
        """Of `rows`, the first being `row`, those that the day and the week have room for; none when full.

        Room is kept for what can be done in this week alone.
        """
        table, first, last = self.table, monday.toordinal(), monday.toordinal() + 6
        this_week_alone = self.left & (table.opens >= first) & (table.due <= last)
        kept = {table.doors[one] for one in np.flatnonzero(this_week_alone).tolist()} - {table.doors[row]}
        room = self.standards.week_visits - self.in_week[monday]
        if room < 1:
            return []
        spare, most = room - 1 - len(kept), min(room, self.standards.day_stops)
        taken = [table.doors[row]]
        for one in rows:
            door = table.doors[one]
            if door not in taken and len(taken) < most and (door in kept or spare > 0):
                spare -= door not in kept
                taken.append(door)
        return [one for one in rows if table.doors[one] in taken]

    def of_one_moment(self, rows: Sequence[int]) -> list[int]:
        """Of `rows`, those that one call at each door can serve.

        What somebody else's trip has fixed there for another moment than an earlier row's is left out.
        """
        meetings, doors = self.table.meetings, self.table.doors
        fixed: dict[Id, Meeting] = {}
        for row in rows:
            if (meeting := meetings[row]) is not None:
                fixed.setdefault(doors[row], meeting)
        return [row for row in rows if meetings[row] in (None, fixed.get(doors[row]))]

    def visits(self, rows: Sequence[int], day: date) -> list[Visit]:
        """The doors of these rows in this order, each with all that can be done there that day."""
        table = self.table
        at: dict[Id, list[int]] = {}
        for row in rows:
            at.setdefault(table.doors[row], []).append(row)
        return [
            Visit(
                degrees(table.longitude[own[0]]),
                degrees(table.latitude[own[0]]),
                self.windows_of(own, day),
                tuple(table.duties[row] for row in own),
                any(table.meetings[row] for row in own),
            )
            for own in at.values()
        ]

    def windows_of(self, rows: Sequence[int], day: date) -> tuple[Window, ...]:
        """When to be at the door of these rows: at the moment that is fixed, else when people are there."""
        fixed = next(filter(None, (self.table.meetings[row] for row in rows)), None)
        if fixed is None:
            return self.windows(rows[0], day)
        return (fixed.window(max(self.table.duties[row].minutes for row in rows)),)

    def windows(self, row: int, day: date) -> tuple[Window, ...]:
        """When people are at this door on a day, for this duty."""
        table, fixed = self.table, self.table.meetings[row]
        if fixed is not None:
            return (fixed.window(table.duties[row].minutes),) if fixed.day == day else ()
        return self.stretch.windows(day, bool(table.after_work[row]), bool(table.is_round[row]))

    def is_same_door(self, one: int, other: int) -> bool:
        return self.table.doors[one] == self.table.doors[other]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
