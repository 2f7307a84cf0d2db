"""The time that trips are planned for: when anyone can be visited in it. Pure."""

from dataclasses import dataclass, field
from datetime import date

from lianxin.planning.manners import windows_on
from lianxin.planning.rounds.quiet import quiet_days
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Window
from lianxin.workdays import Calendar


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """From `start` to `end`, both included. On `quiet` days nobody is visited on a round."""

    start: date
    end: date
    standards: Standards
    calendar: Calendar
    quiet: frozenset[date]
    _known: dict[tuple[date, bool], tuple[Window, ...]] = field(default_factory=dict)

    @classmethod
    def between(cls, start: date, end: date, standards: Standards, calendar: Calendar) -> "Stretch":
        """Raises what `quiet_days` raises."""
        return cls(start, end, standards, calendar, quiet_days(standards.numbers, start, end))

    def windows(self, day: date, is_after_work: bool, is_round: bool) -> tuple[Window, ...]:
        """When such a home can be visited on a day; empty when not at all."""
        if is_round and day in self.quiet:
            return ()
        if (day, is_after_work) not in self._known:
            windows = windows_on(day, is_after_work, self.standards, self.calendar)
            self._known[day, is_after_work] = windows
        return self._known[day, is_after_work]
