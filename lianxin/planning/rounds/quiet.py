"""The days on which the rounds leave people alone: around Spring Festival and while the harvest is in. Pure.

A policy names them by numbers: `quiet_spring_festival_before` and `…_after` in days, and for any other time
`quiet_<name>_from` and `quiet_<name>_to` as month and day, 605 for 5 June. Another time is two more numbers.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from lianxin.planning.rounds.festivals import spring_festival
from lianxin.planning.standards import Numbers
from lianxin.planning.vocabulary import PlanningError

FESTIVAL = ("quiet_spring_festival_before", "quiet_spring_festival_after")


def quiet_days(numbers: Numbers, start: date, end: date) -> frozenset[date]:
    """The quiet days from `start` to `end`, both included.

    Raises PlanningError: `quiet_unpaired` (a beginning without an end), `not_month_and_day`, `year_unknown`.
    """
    found: set[date] = set()
    for year in range(start.year - 1, end.year + 2):
        for first, last in _spans(numbers, year, start, end):
            days = range(max(first, start).toordinal(), min(last, end).toordinal() + 1)
            found.update(date.fromordinal(day) for day in days)
    return frozenset(found)


def _spans(numbers: Numbers, year: int, start: date, end: date) -> Iterator[tuple[date, date]]:
    before, after = (int(numbers.get(name, 0)) for name in FESTIVAL)
    if (before or after) and start.year <= year <= end.year:
        festival = spring_festival(year)
        yield festival - timedelta(days=before), festival + timedelta(days=after)
    for name in harvests(numbers):
        first = _day(numbers, f"quiet_{name}_from", year)
        last = _day(numbers, f"quiet_{name}_to", year)
        yield first, last if last >= first else _day(numbers, f"quiet_{name}_to", year + 1)


def harvests(numbers: Numbers) -> tuple[str, ...]:
    """The names of the quiet times given by month and day; raise PlanningError for half of one."""
    begins = {name[6:-5] for name in numbers if name.startswith("quiet_") and name.endswith("_from")}
    ends = {name[6:-3] for name in numbers if name.startswith("quiet_") and name.endswith("_to")}
    if alone := begins ^ ends:
        named = "、".join(sorted(alone))
        raise PlanningError(
            "quiet_unpaired",
            f"{named} 只写了开始或结束，quiet_…_from 和 quiet_…_to 要成对写。",
            f"{named}: quiet_…_from and quiet_…_to must both be given.",
        )
    return tuple(sorted(begins))


def _day(numbers: Numbers, name: str, year: int) -> date:
    month, day = divmod(int(numbers[name]), 100)
    try:
        return date(year, month, day)
    except ValueError:
        raise PlanningError(
            "not_month_and_day",
            f"{name} 的 {numbers[name]} 不是月日，6月5日应写 605。",
            f"{name}: {numbers[name]} is not a month and a day; 5 June is 605.",
        ) from None
