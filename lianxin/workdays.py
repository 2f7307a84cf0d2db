"""Working days by the official Chinese calendar, and deadlines counted in them.

A day is a workday when it was declared a make-up workday (调休上班), or when it falls on Monday to Friday and
was not declared a holiday. The State Council publishes each year's holidays in the autumn before; for a
year not published yet only weekends are known, and every answer that leans on such a year says so.

No clock and no database: days come in as `datetime.date` and go out as `datetime.date`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import chinese_calendar

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# The New Year break of a notice may reach back into December of the year before (29 to 31 December in the
# notices for 2007, 2008, 2012, 2019, 2023 and 2024), so the last week of a year leans on the next year too.
NEW_YEAR_REACH = timedelta(days=7)

MESSAGES = {
    "not_a_day": (
        "“{value}”不是日期。请给出年月日，不带时刻。",
        "“{value}” is not a date. Give year, month and day, without a time.",
    ),
    "not_a_count": (
        "工作日数“{value}”不是整数。请填写整数，例如 3。",
        "“{value}” is not a whole number of workdays. Give a whole number such as 3.",
    ),
    "out_of_range": (
        "从 {day} 起数 {count} 个工作日，超出了日历的范围。请核对天数。",
        "{count} workdays from {day} lie beyond the calendar. Check the number of days.",
    ),
    "both": (
        "{day} 既列为放假又列为上班。请只保留一项。",
        "{day} is listed both as a holiday and as a workday. Keep one of the two.",
    ),
}


class CalendarError(ValueError):
    """A calendar, or a question about it, that makes no sense: `code` is stable, `message` is Chinese."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.message = message(code, "zh", **values)
        self.message_en = message(code, "en", **values)
        super().__init__(f"{self.message} ({self.message_en})")


def message(code: str, lang: str = "zh", **values: Any) -> str:
    """The words for a code in Chinese, or in English when `lang` begins with "en"."""
    return MESSAGES[code][lang.startswith("en")].format(**values)


class Deadline(NamedTuple):
    """The day something is due; provisional when a year that is not published yet had a say in it."""

    on: date
    is_provisional: bool


@dataclass(frozen=True)
class Calendar:
    """Declared holidays, declared make-up workdays, and the years whose notice is published.

    Raises CalendarError `both` when one day is declared as both.
    """

    holidays: frozenset[date]
    makeup_workdays: frozenset[date]
    years: frozenset[int]

    def __post_init__(self) -> None:
        if twice := self.holidays & self.makeup_workdays:
            raise CalendarError("both", day=min(twice))

    def is_workday(self, day: date) -> bool:
        if day in self.makeup_workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_provisional(self, day: date) -> bool:
        """Whether a notice not published yet may still change what kind of day this is."""
        if day.year not in self.years:
            return True
        if day.month < 12 or day.year + 1 in self.years:
            return False
        return day > date(day.year, 12, 31) - NEW_YEAR_REACH

    def with_changes(
        self,
        *,
        holidays: Iterable[date] = (),
        workdays: Iterable[date] = (),
        years: Iterable[int] = (),
    ) -> "Calendar":
        """This calendar with days declared anew and further years published; the new word on a day wins.

        A district adds the notice of the coming year this way, or a local closure.
        """
        free, busy = frozenset(holidays), frozenset(workdays)
        if twice := free & busy:
            raise CalendarError("both", day=min(twice))
        return replace(
            self,
            holidays=self.holidays - busy | free,
            makeup_workdays=self.makeup_workdays - free | busy,
            years=self.years | frozenset(years),
        )


@cache
def official() -> Calendar:
    """The national calendar as far as the `chinesecalendar` package knows it (2004 to 2026 in its 1.11)."""
    holidays = frozenset(chinese_calendar.constants.holidays)
    makeup_workdays = frozenset(chinese_calendar.constants.workdays)
    last = max(holidays).year
    return Calendar(holidays, makeup_workdays, frozenset(range(min(holidays).year, last + 1)))


def add_workdays(day: date, count: int, calendar: Calendar) -> Deadline:
    """The `count`-th workday after `day`; counting begins the day after, so `day` itself never counts.

    A negative count goes back, beginning the day before. Zero gives `day` itself when it is a workday, else
    the next one. Raises CalendarError `not_a_day`, `not_a_count`, `out_of_range`.
    """
    _check_day(day)
    if not isinstance(count, int) or isinstance(count, bool):
        raise CalendarError("not_a_count", value=count)
    if count == 0 and calendar.is_workday(day):
        return Deadline(day, calendar.is_provisional(day))
    is_provisional = count == 0 and calendar.is_provisional(day)
    left = max(abs(count), 1)
    try:
        for reached in _days_from(day, ONE_DAY if count >= 0 else -ONE_DAY):
            is_provisional = is_provisional or calendar.is_provisional(reached)
            left -= calendar.is_workday(reached)
            if not left:
                return Deadline(reached, is_provisional)
    except OverflowError:
        pass
    raise CalendarError("out_of_range", day=day, count=count)


def workdays_between(earlier: date, later: date, calendar: Calendar) -> int:
    """How many workdays lie after `earlier` up to and including `later`.

    When `later` comes first the answer is negative: minus the workdays before `earlier` back to and including
    `later`. So `add_workdays(a, workdays_between(a, b, c), c).on == b` whenever `b` is a workday and not `a`.
    Raises CalendarError `not_a_day`.
    """
    _check_day(earlier)
    _check_day(later)
    if earlier == later:
        return 0
    sign = 1 if later > earlier else -1
    span = abs((later - earlier).days)
    return sign * sum(calendar.is_workday(earlier + sign * ONE_DAY * step) for step in range(1, span + 1))


def next_workday(day: date, calendar: Calendar) -> Deadline:
    """The first workday after `day`."""
    return add_workdays(day, 1, calendar)


def _days_from(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day


def _check_day(day: date) -> None:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError("not_a_day", value=day)
