"""A visit that could not be made: until when it may wait, and who must agree. Pure.

For each reason the policy of visits says after how many days to try again (`again_<reason>`) and how many
times in a row a cadre may say so on his own (`times_<reason>`, 0: somebody must agree each time).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.planning.standards import Numbers
from lianxin.planning.vocabulary import Cannot, PlanningError


@dataclass(frozen=True, slots=True)
class Respite:
    """`due_on`: until when the visit is owed now. `ends_duty`: nothing is owed once that is approved."""

    due_on: date
    needs_approval: bool
    ends_duty: bool


def respite(reason: Cannot, *, due_on: date, tried_on: date, times_before: int, numbers: Numbers) -> Respite:
    """What a reason allows. `times_before`: how often a reason was given for this duty already, whichever.

    The due day never comes forward. Raises PlanningError `number_missing`.
    """
    days, times = (_number(numbers, f"{name}_{reason}") for name in ("again", "times"))
    later = max(due_on, tried_on + timedelta(days=days))
    return Respite(later, needs_approval=times_before >= times, ends_duty=reason is Cannot.MOVED_AWAY)


def _number(numbers: Numbers, name: str) -> int:
    if name not in numbers:
        raise PlanningError(
            "number_missing",
            f"走访办法缺少数字：{name}。请在办法里补上。",
            f"The policy lacks the number {name}. Add it.",
        )
    return int(numbers[name])
