"""How long a level has for a complaint, by the policy of deadlines in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType

from django.utils import timezone

from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.clocks import Due, Times, after_workdays, morning_after

WORKDAYS: Mapping[str, int] = MappingProxyType(
    {
        "complaint_workdays": 15,
        "complaint_question_workdays": 3,
        "complaint_remind_workdays": 1,
    }
)
"""What holds where the policy says nothing, or where none is in force: nobody waits for a policy."""


@dataclass(frozen=True, slots=True)
class Limits:
    times: Times
    workdays: Mapping[str, int | float]

    def count(self, name: str) -> int:
        return int(self.workdays.get(name, WORKDAYS[name]))

    def answer_due(self, begins: datetime) -> Due:
        """By when a level has to answer that has it from `begins` on."""
        return after_workdays(begins, self.count("complaint_workdays"), self.times)

    def explanation_due(self, asked: datetime) -> datetime:
        return after_workdays(asked, self.count("complaint_question_workdays"), self.times).at

    def next_reminder(self, now: datetime) -> datetime:
        return morning_after(now, self.count("complaint_remind_workdays"), self.times)


def limits_at(now: datetime) -> Limits:
    ground = ground_or_none(now)
    if ground is None:
        zone = timezone.get_default_timezone()
        return Limits(Times(calendar_in_force(), zone, time(9), time(18)), WORKDAYS)
    return Limits(ground.times, ground.ladder.numbers)
