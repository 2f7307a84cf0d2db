"""The first day of each lunar year (春节), which no rule of the solar calendar gives. Pure.

Source: 农历的编算和颁行 (GB/T 33661-2017): the year begins on the day of a new moon by Beijing time, the
second after the winter solstice (the third where a leap month comes between, as in 2034). The tests hold the
table against the moon and against the official holidays.
"""

from datetime import date

from lianxin.planning.vocabulary import PlanningError

# (month, day) from FIRST_YEAR on.
FIRST_YEAR = 2024
_NEW_YEAR = (
    (2, 10), (1, 29), (2, 17), (2, 6), (1, 26), (2, 13), (2, 3), (1, 23), (2, 11), (1, 31),  # 2024–2033
    (2, 19), (2, 8), (1, 28), (2, 15), (2, 4), (1, 24), (2, 12), (2, 1), (1, 22), (2, 10),  # 2034–2043
    (1, 30), (2, 17), (2, 6), (1, 26), (2, 14), (2, 2), (1, 23),  # 2044–2050
)  # fmt: skip
LAST_YEAR = FIRST_YEAR + len(_NEW_YEAR) - 1


def spring_festival(year: int) -> date:
    """The day of Spring Festival in a year; raise PlanningError `year_unknown` outside the table."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PlanningError(
            "year_unknown",
            f"没有 {year} 年春节的日期，只有 {FIRST_YEAR} 至 {LAST_YEAR} 年的。",
            f"The day of Spring Festival {year} is not known, only those of {FIRST_YEAR} to {LAST_YEAR}.",
        )
    return date(year, *_NEW_YEAR[year - FIRST_YEAR])
