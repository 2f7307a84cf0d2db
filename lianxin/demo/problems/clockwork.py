"""The clocks of `lianxin.problems` for tens of thousands of lives at once: the same answers, each worked out
once for a day. Pure.

What is counted in workdays depends on the day on which it began and not on the hour; so do the moments of
reminders. What a pause touches, and what runs in hours, is asked of the real clocks each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems import moves
from lianxin.problems.clocks import Span, Times, Used, after_workdays, clock_of, morning_after, used
from lianxin.problems.ladder import State
from lianxin.problems.vocabulary import Phase
from lianxin.workdays import ONE_DAY, workdays_between

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Clockwork:
    """The ladder and the times that hold, with what was asked of them before."""

    ladder: Ladder
    times: Times
    _opened: dict[tuple[str, str, date], State] = field(default_factory=dict)
    _after: dict[tuple[date, int], datetime] = field(default_factory=dict)
    _mornings: dict[tuple[date, int], datetime] = field(default_factory=dict)
    _days: dict[tuple[date, date], int] = field(default_factory=dict)

    def opened(self, rung: str, urgency: str, now: datetime) -> State:
        """`moves.opened`."""
        if self.ladder.urgency(urgency).is_in_hours:
            return moves.opened(rung, urgency, now, self.ladder, self.times)
        day = self.times.day_of(now)
        found = self._opened.get((rung, urgency, day))
        if found is None:
            found = moves.opened(rung, urgency, now, self.ladder, self.times)
            if found.warn_at is None or found.warn_at > self.times.after(day):  # not cut off at its beginning
                self._opened[rung, urgency, day] = found
        return replace(found, begins=now)

    def moved(self, state: State, rung: str, now: datetime) -> State:
        """`moves.moved`."""
        fresh = self.opened(rung, state.urgency, now)
        return replace(fresh, promise_due_at=state.promise_due_at, not_done=state.not_done)

    def ended(self, state: State, now: datetime) -> State:
        """`moves.ended`."""
        closed = moves.closed(state)
        ask_at = self.morning(now, self.ladder.number("ask_workdays"))
        return replace(closed, phase=Phase.ENDED, ask_at=ask_at)

    def after(self, now: datetime, count: int) -> datetime:
        """The end of the `count`-th workday after a moment."""
        key = (self.times.day_of(now), count)
        if key not in self._after:
            self._after[key] = after_workdays(now, count, self.times).at
        return self._after[key]

    def morning(self, now: datetime, count: int) -> datetime:
        """The morning of the `count`-th workday after a moment."""
        key = (self.times.day_of(now), count)
        if key not in self._mornings:
            self._mornings[key] = morning_after(now, count, self.times)
        return self._mornings[key]

    def used(
        self, rung: str, urgency: str, begins: datetime, until: datetime, pauses: Sequence[Span]
    ) -> Used:
        """`clocks.used` of the clock of a rung."""
        clock = clock_of(self.ladder, rung, urgency)
        if pauses or clock.hours is not None:
            return used(clock, begins, until, pauses, self.times)
        first, last = self.times.day_of(begins), self.times.day_of(until)
        if self.times.end_of(last) > until:
            last -= ONE_DAY
        if last <= first:
            return Used(0, None)
        if (first, last) not in self._days:
            self._days[first, last] = workdays_between(first, last, self.times.calendar)
        return Used(self._days[first, last], None)

    def at_work(self, moment: datetime) -> datetime:
        """The same moment where it lies in working hours, else so many minutes into the next working day."""
        times = self.times
        local = moment.astimezone(times.zone)
        if times.calendar.is_workday(local.date()) and times.begins <= local.time() < times.ends:
            return moment
        day = local.date() if local.time() < times.begins else local.date() + ONE_DAY
        while not times.calendar.is_workday(day):
            day += ONE_DAY
        into = (local.hour * 60 + local.minute) % 200
        return times.begin_of(day) + into * MINUTE
