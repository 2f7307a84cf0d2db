"""Spring Festival: the table agrees with the moon and with the official holidays."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from lianxin.planning.rounds.festivals import FIRST_YEAR, LAST_YEAR, spring_festival
from lianxin.planning.vocabulary import PlanningError
from tests.planning.rounds.moon import new_moon_days

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def by_the_moon(year):
    """The second new moon after the winter solstice; 2034 alone has a leap month in between (GB/T 33661)."""
    solstice = date(year - 1, 12, 21) if (year - 1) % 4 in (0, 1) else date(year - 1, 12, 22)
    after = [day for day in new_moon_days(year - 1, year) if day > solstice]
    return after[2 if year == 2034 else 1]


@pytest.mark.parametrize("year", YEARS)
def test_the_table_agrees_with_the_moon(year):
    assert spring_festival(year) == by_the_moon(year)


def test_the_moon_would_notice_a_wrong_day():
    assert by_the_moon(2027) != date(2027, 2, 7)


def test_it_lies_in_the_official_holidays():
    named = chinese_calendar.constants.holidays
    known = range(FIRST_YEAR, max(named).year + 1)
    assert len(known) >= 3
    for year in known:
        assert named[spring_festival(year)] == "Spring Festival"
        assert spring_festival(year) - timedelta(days=3) not in named


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_outside_the_table_is_refused(year):
    with pytest.raises(PlanningError) as caught:
        spring_festival(year)
    assert caught.value.code == "year_unknown"
