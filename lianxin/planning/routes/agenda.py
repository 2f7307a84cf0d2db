"""The days of one cadre, filled visit by visit; `bundling` says how. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.manners import windows_on
from lianxin.planning.routes.days import Door, Visit, trip_through
from lianxin.planning.routes.places import door_of, places_of
from lianxin.planning.routes.travel import minutes_for, road_km
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Duty, Id, Trip, Unplanned, Window
from lianxin.workdays import Calendar

Ints = NDArray[np.int64]
NO_DAY, DAYS_FULL, NO_ROOM = "no_day", "days_full", "no_room"


class Agenda:
    """One cadre's duties, known by their row, and his trips. Fill it once.

    `week_by_week`: the rounds stay in the week they are planned for, even if fewer doors lie together then.
    """

    def __init__(
        self,
        duties: Sequence[Duty],
        doors: Mapping[Id, Door],
        base: tuple[float, float],
        start: date,
        end: date,
        standards: Standards,
        calendar: Calendar,
        kept: Sequence[Trip],
        week_by_week: bool = False,
    ) -> None:
        self.duties = sorted(
            duties, key=lambda one: (one.reason.keeps_to_quiet_times, one.due_on, one.opens_on)
        )
        self.base, self.standards, self.calendar = base, standards, calendar
        self.doors = [door_of(duty) for duty in self.duties]
        known = [doors[door] for door in self.doors]
        self.after_work = np.array([one.after_work for one in known], np.bool_)
        self.places = places_of(self.duties, known, base)
        self.opens = np.array([max(one.opens_on, start).toordinal() for one in self.duties], np.int64)
        self.due = np.array([min(one.due_on, end).toordinal() for one in self.duties], np.int64)
        areas = list(dict.fromkeys(one.area for one in self.duties))
        self.area = np.array([areas.index(one.area) for one in self.duties], np.int64)
        mondays = [one.planned_on.toordinal() if one.planned_on else 0 for one in self.duties]
        self.planned = np.array(mondays, np.int64)
        self.week_by_week = week_by_week
        self.left = np.ones(len(self.duties), np.bool_)
        self.standing = {trip.day for trip in kept}
        self.in_week = Counter({_monday(trip.day): 0 for trip in kept})
        for trip in kept:
            self.in_week[_monday(trip.day)] += len(trip.stops)
        self.by_day: dict[date, Trip] = {}
        self.rows_on: dict[date, list[int]] = {}
        self.unplanned: list[Unplanned] = []
        self.known_windows: dict[tuple[date, bool], tuple[Window, ...]] = {}

    def fill(self) -> None:
        """Give every duty a day, or say why it has none."""
        for row in range(len(self.duties)):
            if self.left[row]:
                code = self.find_day(row)
                if code is not None and not self.join_day(row):
                    self.left[row] = False
                    self.unplanned.append(Unplanned(self.duties[row], code))

    def find_day(self, row: int) -> str | None:
        """Plan a day for one duty, and take along what lies near; say why when there is none."""
        days = range(int(self.opens[row]), int(self.due[row]) + 1)
        is_possible = any(self.windows(row, date.fromordinal(day)) for day in days)
        near, code = self.near(row), DAYS_FULL if is_possible else NO_DAY
        for day, rows in self.candidates(row, near):
            rows = self.within_limits(row, rows, _monday(day))
            if not rows:
                code = DAYS_FULL
                continue
            left_out = self.go(day, rows)
            if left_out.get(0) == NO_ROOM:  # more of the others fit without it, but it is its turn
                left_out = self.go(day, [one for one in rows if self.doors[one] == self.doors[row]])
            if 0 not in left_out:
                return None
            code = left_out[0]
        return code

    def join_day(self, row: int) -> bool:
        """Add one duty to a day that is planned already, wherever it lies, if all of that day still fit."""
        for day, rows in self.rows_on.items():
            if (
                self.opens[row] <= day.toordinal() <= self.due[row]
                and len(self.by_day[day].stops) < self.standards.day_stops
                and self.in_week[_monday(day)] < self.standards.week_visits
                and self.windows(row, day)
                and not self.go(day, [*rows, row], all_or_none=True)
            ):
                return True
        return False

    def go(self, day: date, rows: Sequence[int], *, all_or_none: bool = False) -> dict[int, str]:
        """Make the trip of a day through the doors of these rows; which of the doors are left out, and why.

        Nothing changes when the first door is left out, or any with `all_or_none`.
        """
        visits = self.visits(rows, day)
        trip, left_out = trip_through(visits, self.duties[rows[0]].cadre, day, self.base, self.standards)
        if trip is None or 0 in left_out or (all_or_none and left_out):
            return left_out
        before = len(self.by_day[day].stops) if day in self.by_day else 0
        self.in_week[_monday(day)] += len(trip.stops) - before
        done = {id(duty) for stop in trip.stops for duty in stop.duties}
        self.by_day[day] = trip
        self.rows_on[day] = [row for row in rows if id(self.duties[row]) in done]
        self.left[self.rows_on[day]] = False
        return left_out

    def near(self, row: int) -> Ints:
        """The rows without a day that lie near this one, itself first, then the nearest."""
        rows = np.flatnonzero(self.left & (self.after_work == self.after_work[row]))
        longitude, latitude = self.places
        km = road_km(longitude[row], latitude[row], longitude[rows], latitude[rows], self.standards)
        together = self.area[rows] == self.area[row]
        together |= minutes_for(km, self.standards) <= self.standards.near_minutes
        km = np.where(rows == row, -1.0, km)
        order: Ints = rows[together][np.argsort(km[together], kind="stable")]
        return order

    def candidates(self, row: int, near: Ints) -> Iterator[tuple[date, list[int]]]:
        """The free days of a duty with the rows that can be done then, the best day first.

        Best is the day with most doors; then one in the week that the rounds mean it for; then the first.
        """
        ranked: list[tuple[int, bool, int, list[int]]] = []
        for number in range(int(self.opens[row]), int(self.due[row]) + 1):
            day = date.fromordinal(number)
            if day in self.standing or day in self.by_day or not self.windows(row, day):
                continue
            monday = _monday(day).toordinal()
            possible = (self.opens[near] <= number) & (self.due[near] >= number)
            if self.week_by_week:
                possible &= (self.planned[near] == monday) | (self.planned[near] == 0)
            rows = near[possible].tolist()
            if row in rows:
                doors = min(len({self.doors[one] for one in rows}), self.standards.day_stops)
                ranked.append((-doors, self.planned[row] not in (0, monday), number, rows))
        ranked.sort()
        for _, _, number, rows in ranked:
            yield date.fromordinal(number), rows

    def within_limits(self, row: int, rows: Sequence[int], monday: date) -> list[int]:
        """Of `rows`, the first being `row`, those that the day and the week have room for; none when full.

        Room is kept for what can be done in this week alone.
        """
        first, last = monday.toordinal(), monday.toordinal() + 6
        this_week_alone = self.left & (self.opens >= first) & (self.due <= last)
        kept = {self.doors[one] for one in np.flatnonzero(this_week_alone).tolist()} - {self.doors[row]}
        room = self.standards.week_visits - self.in_week[monday]
        if room < 1:
            return []
        spare = room - 1 - len(kept)
        most = min(room, self.standards.day_stops)
        taken = [self.doors[row]]
        for one in rows:
            door = self.doors[one]
            if door in taken or len(taken) == most or (door not in kept and spare < 1):
                continue
            spare -= door not in kept
            taken.append(door)
        return [one for one in rows if self.doors[one] in taken]

    def visits(self, rows: Sequence[int], day: date) -> list[Visit]:
        """The doors of these rows in this order, each with all that can be done there that day."""
        at: dict[Id, list[int]] = {}
        for row in rows:
            at.setdefault(self.doors[row], []).append(row)
        longitude, latitude = np.degrees(self.places)
        return [
            Visit(
                float(longitude[own[0]]),
                float(latitude[own[0]]),
                self.windows(own[0], day),
                tuple(self.duties[row] for row in own),
            )
            for own in at.values()
        ]

    def windows(self, row: int, day: date) -> tuple[Window, ...]:
        """When people are at this door on a day."""
        known = day, bool(self.after_work[row])
        if known not in self.known_windows:
            self.known_windows[known] = windows_on(*known, self.standards, self.calendar)
        return self.known_windows[known]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
