"""A second calculator of deadlines, written otherwise than `problems.clocks` and sharing nothing with it: the
holidays are typed in from the notices, time is counted in whole minutes since 2025, workdays are looked up in
a list of evenings, hours are found by halving an interval. Pure.

Notices: 国办发明电〔2024〕12号 (for 2025) and 国办发明电〔2025〕7号 (for 2026). 2027 is not published here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone

HERE = timezone(timedelta(hours=8))
ZERO = datetime(2025, 1, 1, tzinfo=HERE)
DAY = 24 * 60
DAYS_OFF = """
2025-01-01 2025-01-01   2025-01-28 2025-02-04   2025-04-04 2025-04-06   2025-05-01 2025-05-05
2025-05-31 2025-06-02   2025-10-01 2025-10-08   2026-01-01 2026-01-03   2026-02-15 2026-02-23
2026-04-04 2026-04-06   2026-05-01 2026-05-05   2026-06-19 2026-06-21   2026-09-25 2026-09-27
2026-10-01 2026-10-07
"""
DAYS_ON = """
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
KNOWN_UNTIL = date(2026, 12, 24)
"""The last day of which a notice to come can say nothing: the break of New Year may reach a week back."""

COUNTED = 365 + 365 + 365 + 366
"""Days from ZERO to the end of 2028."""


def minute(moment: datetime) -> int:
    """Whole minutes from ZERO."""
    return round((moment - ZERO).total_seconds()) // 60


def moment(minutes: int) -> datetime:
    return ZERO + timedelta(minutes=minutes)


def working(number: int) -> bool:
    """Whether the day with this number from ZERO is a workday."""
    day = ZERO.date() + timedelta(days=number)
    text = day.isoformat()
    if text in DAYS_ON.split():
        return True
    edges = DAYS_OFF.split()
    if any(first <= text <= last for first, last in zip(edges[::2], edges[1::2], strict=True)):
        return False
    return (number + 2) % 7 not in (5, 6)  # ZERO is a Wednesday


WORKDAYS = [number for number in range(COUNTED) if working(number)]

Stretch = tuple[int, int]
"""From a minute until, not including, another."""


def due_in_workdays(begins: int, count: int, stands: Sequence[Stretch], evening: int) -> tuple[int, bool]:
    """(minute, is provisional) of the evening of the `count`-th workday that no pause covers; `evening` is in
    minutes of the day."""
    first = bisect_right(WORKDAYS, begins // DAY)
    evenings = (day * DAY + evening for day in WORKDAYS[first:])
    counting = (at for at in evenings if not any(one < at <= other for one, other in stands))
    last = [next(counting) for _ in range(count)][-1]
    return last, ZERO.date() + timedelta(days=last // DAY) > KNOWN_UNTIL


def due_in_hours(begins: int, hours: int, stands: Iterable[Stretch]) -> int:
    """The minute at which so many hours have passed outside of all pauses."""
    covered = sorted({at for one, other in stands for at in range(max(one, begins), other)})
    low, high = begins, begins + hours * 60 + len(covered)
    while low < high:
        middle = (low + high) // 2
        stood = bisect_right(covered, middle - 1)
        if middle - begins - stood >= hours * 60:
            high = middle
        else:
            low = middle + 1
    return low
