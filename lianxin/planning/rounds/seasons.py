"""The year of rounds and its four seasons. Pure.

The policy says in which month each season begins; the year of rounds begins with spring.
"""

from datetime import date, timedelta

from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import PlanningError, Season

ORDER = tuple(Season)


def months_of(standards: Standards) -> tuple[int, int, int, int]:
    """The months in which spring, summer, autumn and winter begin; each after the one before, round the year.

    Raises PlanningError `seasons_out_of_order`.
    """
    begins = standards.spring_from, standards.summer_from, standards.autumn_from, standards.winter_from
    from_spring = [(month - begins[0]) % 12 for month in begins]
    if from_spring != sorted(set(from_spring)) or not all(1 <= month <= 12 for month in begins):
        raise PlanningError(
            "seasons_out_of_order",
            f"四季开始的月份 {begins} 顺序不对：应从春到冬依次往后，各不相同。",
            f"The seasons begin in the months {begins}: they must follow each other from spring to winter.",
        )
    return begins


def season_of(day: date, standards: Standards) -> Season:
    """The season a day lies in."""
    first, *later = months_of(standards)
    passed = (day.month - first) % 12
    return ORDER[sum(passed >= (month - first) % 12 for month in later)]


def year_of_rounds(day: date, standards: Standards) -> tuple[date, date]:
    """The first and the last day of the year of rounds that a day lies in."""
    month = standards.spring_from
    year = day.year if day.month >= month else day.year - 1
    return date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1)


def season_bit(season: Season) -> int:
    """The season's bit in a mask of seasons."""
    return 1 << ORDER.index(season)
