"""Seasons, quiet times, and the weeks that are left."""

from datetime import date, timedelta

import pytest

from lianxin.planning.rounds.quiet import quiet_days
from lianxin.planning.rounds.seasons import season_of, year_of_rounds
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.planning.vocabulary import PlanningError, Season
from lianxin.workdays import official
from tests.planning.numbers_of import NUMBERS, numbers

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 1, 1), Season.SPRING),
        (date(2026, 3, 31), Season.SPRING),
        (date(2026, 4, 1), Season.SUMMER),
        (date(2026, 9, 30), Season.AUTUMN),
        (date(2026, 12, 31), Season.WINTER),
    ],
)
def test_a_season_begins_in_the_month_the_policy_says(day, season):
    assert season_of(day, numbers()) == season


def test_a_winter_may_reach_into_the_next_year():
    lunar = numbers(spring_from=2, summer_from=5, autumn_from=8, winter_from=11)
    assert season_of(date(2027, 1, 31), lunar) == Season.WINTER
    assert year_of_rounds(date(2027, 1, 31), lunar) == (date(2026, 2, 1), date(2027, 1, 31))
    assert year_of_rounds(date(2026, 2, 1), lunar) == (date(2026, 2, 1), date(2027, 1, 31))


@pytest.mark.parametrize("months", [{"summer_from": 1}, {"summer_from": 8}, {"winter_from": 13}])
def test_seasons_out_of_order_are_refused(months):
    with pytest.raises(PlanningError) as caught:
        season_of(date(2026, 1, 1), numbers(**months))
    assert caught.value.code == "seasons_out_of_order"


def test_the_festival_and_the_harvests_are_quiet():
    quiet = quiet_days(NUMBERS, *YEAR)
    assert min(quiet) == date(2026, 2, 10)
    assert max(quiet) == date(2026, 9, 30)
    assert {date(2026, 2, 24), date(2026, 6, 1), date(2026, 6, 12)} <= quiet
    assert not {date(2026, 2, 9), date(2026, 2, 25), date(2026, 5, 31), date(2026, 6, 13)} & quiet


def test_a_quiet_time_may_go_over_the_new_year():
    policy = {"quiet_frost_from": 1225, "quiet_frost_to": 105}
    assert sorted(quiet_days(policy, date(2026, 12, 30), date(2027, 1, 7)))[-1] == date(2027, 1, 5)
    assert min(quiet_days(policy, date(2026, 1, 1), date(2026, 1, 31))) == date(2026, 1, 1)


def test_without_such_numbers_no_day_is_quiet_and_any_year_can_be_planned():
    assert (
        quiet_days({"quiet_spring_festival_before": 0}, date(1999, 1, 1), date(1999, 12, 31)) == frozenset()
    )


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ({"quiet_frost_from": 1225}, "quiet_unpaired"),
        ({"quiet_frost_from": 1325, "quiet_frost_to": 1331}, "not_month_and_day"),
        ({"quiet_frost_from": 25, "quiet_frost_to": 31}, "not_month_and_day"),
    ],
)
def test_a_quiet_time_that_makes_no_sense_is_refused(policy, code):
    with pytest.raises(PlanningError) as caught:
        quiet_days(policy, *YEAR)
    assert caught.value.code == code


class TestWeeks:
    def weeks(self, start=YEAR[0], end=YEAR[1], **changed):
        return weeks_between(start, end, numbers(**changed), official())

    def mondays(self, weeks):
        return [date.fromordinal(day) for day in weeks.monday.tolist()]

    def test_a_week_without_three_free_workdays_is_not_used(self):
        mondays = self.mondays(self.weeks())
        assert date(2026, 2, 16) not in mondays  # the festival
        assert date(2026, 6, 8) not in mondays  # the wheat is cut until Friday
        assert date(2026, 9, 28) not in mondays  # quiet until the 30th, then the National Day holidays
        assert date(2026, 6, 15) in mondays

    def test_a_week_cut_by_a_season_uses_its_longer_part(self):
        weeks = self.weeks()
        row = self.mondays(weeks).index(date(2026, 3, 30))
        assert date.fromordinal(int(weeks.opens[row])) == date(2026, 4, 1)
        assert weeks.season[row] == 1

    def test_a_window_ends_before_a_quiet_time_and_with_its_season(self):
        weeks = self.weeks()
        due = [date.fromordinal(day) for day in weeks.due(30).tolist()]
        at = self.mondays(weeks).index
        assert due[at(date(2026, 2, 2))] == date(2026, 2, 9)
        assert due[at(date(2026, 3, 23))] == date(2026, 3, 31)
        assert due[at(date(2026, 7, 13))] == date(2026, 7, 13) + timedelta(days=29)

    def test_nothing_reaches_beyond_the_stretch(self):
        weeks = self.weeks(start=date(2026, 11, 4), end=date(2026, 11, 20))
        assert self.mondays(weeks) == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
        assert date.fromordinal(int(weeks.opens[0])) == date(2026, 11, 4)
        assert set(weeks.last.tolist()) == {date(2026, 11, 20).toordinal()}

    def test_there_may_be_no_week_at_all(self):
        assert self.weeks(start=date(2026, 6, 2), end=date(2026, 6, 10)).count == 0
