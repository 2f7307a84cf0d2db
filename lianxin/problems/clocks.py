"""When something is due, when it is warned, how much of its time was used. Pure: moments in, moments out.

Two kinds of clock. One counts hours, day and night. One counts workdays after the day on which it began, and
ends on the last of them at the end of the working day. A pause makes the hours it covers, or the workdays
whose end it covers, not count. Moments have a zone; days are those of the zone that `Times` names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from lianxin.policies.ladder.parts import Ladder
from lianxin.workdays import ONE_DAY, Calendar, add_workdays

NO_TIME = timedelta(0)


class Due(NamedTuple):
    """When; provisional while a year whose calendar is not published had a say in it."""

    at: datetime
    is_provisional: bool


class Span(NamedTuple):
    """From a moment until, not including, another: a pause, as it was or as it is meant to be."""

    begins: datetime
    ends: datetime


class Used(NamedTuple):
    """How much of a clock was used: hours, or workdays where `hours` is None."""

    workdays: int
    hours: int | None


@dataclass(frozen=True, slots=True)
class Times:
    """The calendar, the zone of its days, and when a working day begins and ends."""

    calendar: Calendar
    zone: tzinfo
    begins: time
    ends: time

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day, self.ends, self.zone)

    def begin_of(self, day: date) -> datetime:
        return datetime.combine(day, self.begins, self.zone)

    def after(self, day: date) -> datetime:
        """The first moment that no longer belongs to a day."""
        return datetime.combine(day + ONE_DAY, time.min, self.zone)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def times_of(ladder: Ladder, calendar: Calendar, zone: tzinfo) -> Times:
    """The working day as the policy states it; `day_begins` and `day_ends` are hours such as 8.5."""
    return Times(calendar, zone, _time(ladder.numbers["day_begins"]), _time(ladder.numbers["day_ends"]))


def _time(hours: float) -> time:
    minutes = round(hours * 60)
    return time(minutes // 60, minutes % 60)


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit in hours, or in workdays (then `hours` is None), and how much before its end it warns, in the
    same unit (0: it does not)."""

    hours: int | None
    workdays: int
    warn: int


def clock_of(ladder: Ladder, rung: str, urgency: str) -> Clock:
    """The clock of a rung for something so urgent."""
    pressing = ladder.urgency(urgency)
    if pressing.hours is not None:
        return Clock(pressing.hours, 0, pressing.warn)
    standing = ladder.rung(rung)
    return Clock(None, standing.workdays, standing.warn)


def due(clock: Clock, begins: datetime, pauses: Sequence[Span], times: Times) -> Due:
    """When a clock that began at a moment runs out, given its pauses (in any order, touching or not)."""
    spans = merged(pauses)
    if clock.hours is not None:
        return Due(_after_hours(begins, timedelta(hours=clock.hours), spans), False)
    day, is_provisional = times.day_of(begins), False
    for _ in range(clock.workdays):
        day, leans = _next_counting(day, spans, times)
        is_provisional = is_provisional or leans
    return Due(times.end_of(day), is_provisional)


def warned_at(clock: Clock, due_at: datetime, begins: datetime, times: Times) -> datetime | None:
    """When a clock warns: never before it began, and on a workday's morning where it counts workdays.

    None: it does not warn, or there is nothing between its beginning and its end.
    """
    if not clock.warn:
        return None
    if clock.hours is not None:
        at = due_at - timedelta(hours=clock.warn)
    else:
        at = times.begin_of(add_workdays(times.day_of(due_at), -clock.warn, times.calendar).on)
    return max(at, begins) if begins < due_at else None


def used(clock: Clock, begins: datetime, until: datetime, pauses: Sequence[Span], times: Times) -> Used:
    """How much of a clock was used between its beginning and a moment: whole hours begun, or workdays whose
    end was reached while it did not stand."""
    spans = merged(pauses)
    if clock.hours is not None:
        stood = sum((overlap(span, Span(begins, until)) for span in spans), NO_TIME)
        seconds = max(until - begins - stood, NO_TIME).total_seconds()
        return Used(0, int(-(-seconds // 3600)))
    day, counted = times.day_of(begins), 0
    while times.end_of(day := day + ONE_DAY) <= until:
        counted += times.calendar.is_workday(day) and not _stands_at(times.end_of(day), spans)
    return Used(counted, None)


def days_stood(pauses: Iterable[Span]) -> int:
    """For how many days clocks stood in all: days begun, each pause by itself."""
    seconds = (max(span.ends - span.begins, NO_TIME).total_seconds() for span in pauses)
    return sum(int(-(-one // 86_400)) for one in seconds)


def after_workdays(begins: datetime, count: int, times: Times) -> Due:
    """The end of the `count`-th workday after a moment: how long people have for an answer."""
    return due(Clock(None, count, 0), begins, (), times)


def morning_after(begins: datetime, count: int, times: Times) -> datetime:
    """The morning of the `count`-th workday after a moment: when somebody is reminded."""
    return times.begin_of(add_workdays(times.day_of(begins), count, times.calendar).on)


def merged(pauses: Iterable[Span]) -> tuple[Span, ...]:
    """The same times as spans that neither touch nor overlap, in order; empty ones are left out."""
    found: list[Span] = []
    for span in sorted(one for one in pauses if one.begins < one.ends):
        if found and span.begins <= found[-1].ends:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return tuple(found)


def overlap(one: Span, other: Span) -> timedelta:
    """How long both last at once."""
    return max(min(one.ends, other.ends) - max(one.begins, other.begins), NO_TIME)


def _after_hours(begins: datetime, limit: timedelta, spans: Sequence[Span]) -> datetime:
    """The moment at which so much time has passed outside the spans."""
    at, left = begins, limit
    for span in spans:
        if span.ends <= at:
            continue
        if span.begins - at >= left:
            break
        left -= max(span.begins - at, NO_TIME)
        at = span.ends
    return at + left


def _next_counting(day: date, spans: Sequence[Span], times: Times) -> tuple[date, bool]:
    """The next workday whose end no pause covers, and whether the way there leans on an unpublished year."""
    is_provisional = False
    while True:
        day, leans = add_workdays(day, 1, times.calendar)
        is_provisional = is_provisional or leans
        if not _stands_at(times.end_of(day), spans):
            return day, is_provisional


def _stands_at(moment: datetime, spans: Sequence[Span]) -> bool:
    return any(span.begins < moment <= span.ends for span in spans)
