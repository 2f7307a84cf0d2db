"""A whole year of rounds keeps every rule, whatever the district and the policy."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.classification.vocabulary import BY_CODE, Tier
from lianxin.planning.rounds.spreading import busy_weeks, spread
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.workdays import official
from tests.planning.numbers_of import NUMBERS, numbers
from tests.planning.rounds.checker import faults_of_home, overfull, visits_of
from tests.planning.rounds.owed import homes_for_a_year

WORKING = official()


def year_from(year, month):
    end = date(year + 1, month, 1) - timedelta(days=1)
    return date(year, month, 1), end


def plan(cadre, tier, last, year, limit=6, busy=None, village=None, **changed):
    standards = numbers(**changed)
    weeks = weeks_between(*year, standards, WORKING)
    last_on = np.array([day.toordinal() if day else 0 for day in last], np.int64)
    villages = np.arange(len(cadre)) if village is None else np.array(village, np.int64)
    cadres, tiers = np.array(cadre, np.int64), np.array(tier, np.int64)
    homes = homes_for_a_year(cadres, villages, tiers, last_on, standards)
    limits = np.full(max(cadre, default=-1) + 1, limit)
    return spread(homes, weeks, standards, limit=limits, busy=busy)


def faults(rounds, tier, last, year, **changed):
    """The rules broken, by row of home, according to the checker."""
    policy, standards = NUMBERS | changed, numbers(**changed)
    found = visits_of(rounds)
    told = {}
    for home, code in enumerate(tier):
        times = standards.visits[BY_CODE[code]]
        broken = faults_of_home(found.get(home, []), times, last[home], year, policy, WORKING)
        if codes := set(broken):
            told[home] = codes
    return told


policies = st.fixed_dictionaries(
    {
        "visits_priority": st.integers(6, 12),
        "visits_watch": st.integers(4, 6),
        "visits_fine": st.integers(1, 4),
        "quiet_spring_festival_before": st.integers(0, 7),
        "quiet_spring_festival_after": st.integers(0, 10),
        "quiet_summer_harvest_from": st.sampled_from([520, 601, 610]),
        "quiet_summer_harvest_to": st.sampled_from([612, 615, 618]),
        "gap_max": st.sampled_from([1.6, 1.7, 2]),
    }
)
homes = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(homes, policies, st.sampled_from([2024, 2025, 2026, 2027]), st.integers(0, 99))
def test_a_year_and_the_next_keep_every_rule(district, policy, begins, day_in_window):
    cadre, tier = (list(column) for column in zip(*district, strict=True))
    last = [None] * len(district)
    for year in (begins, begins + 1):
        if year > 2027:
            break
        dates = date(year, 1, 1), date(year, 12, 31)
        rounds = plan(cadre, tier, last, dates, limit=40, village=[home % 3 for home in cadre], **policy)
        assert faults(rounds, tier, last, dates, **policy) == {}
        assert not rounds.breaks.any()
        found = visits_of(rounds)
        for home, windows in found.items():
            opens, due, _ = windows[-1]
            last[home] = opens + timedelta(days=day_in_window % ((due - opens).days + 1))


@settings(max_examples=20, deadline=None)
@given(homes, st.integers(1, 8), st.sampled_from([1, 2, 3]))
def test_a_week_is_over_its_limit_only_where_the_load_says_so(district, limit, month):
    cadre, tier = (list(column) for column in zip(*district, strict=True))
    year = year_from(2025, month)
    begins = {
        "spring_from": month,
        "summer_from": month + 3,
        "autumn_from": month + 6,
        "winter_from": month + 9,
    }
    rounds = plan(cadre, tier, [None] * len(tier), year, limit=limit, **begins)
    mondays = [date.fromordinal(day) for day in rounds.weeks.monday.tolist()]
    told = {(int(one), mondays[week]) for one, week in np.argwhere(rounds.load > limit)}
    assert told == overfull(rounds, cadre, limit)
    assert faults(rounds, tier, [None] * len(tier), year, **begins) == {}


def test_a_cadre_s_weeks_are_level():
    cadre, tier = [0] * 60, [Tier.FINE.code] * 40 + [Tier.WATCH.code] * 16 + [Tier.PRIORITY.code] * 4
    rounds = plan(cadre, tier, [None] * 60, (date(2026, 1, 1), date(2026, 12, 31)))
    even = (40 * 3 + 16 * 4 + 4 * 12) / rounds.weeks.count
    assert rounds.load.sum() == 40 * 3 + 16 * 4 + 4 * 12
    assert rounds.load.max() <= np.ceil(even) + 1
    assert not overfull(rounds, cadre, 6)


def test_homes_of_one_village_are_seen_in_the_same_weeks():
    year, tier = (date(2026, 1, 1), date(2026, 12, 31)), [Tier.FINE.code] * 12
    apart = plan([0] * 12, tier, [None] * 12, year)
    together = plan([0] * 12, tier, [None] * 12, year, village=[0] * 12)
    assert len(set(together.week.tolist())) < len(set(apart.week.tolist()))
    assert together.load.max() <= 6


def test_the_same_homes_get_the_same_plan():
    cadre, tier = [0, 1] * 20, [1, 2, 3, 0] * 10
    year = date(2026, 1, 1), date(2026, 12, 31)
    one, other = (plan(cadre, tier, [None] * 40, year) for _ in range(2))
    assert one.week.tolist() == other.week.tolist()


def test_homes_owed_nothing_and_districts_without_homes_are_planned_too():
    assert len(plan([], [], [], (date(2026, 1, 1), date(2026, 12, 31))).home) == 0
    short = plan([0], [3], [None], (date(2026, 6, 2), date(2026, 6, 10)))
    assert len(short.home) == 0
    assert short.breaks.tolist() == [True]


def test_what_keeps_a_cadre_busy_is_planned_around():
    year = date(2026, 1, 1), date(2026, 12, 31)
    count = plan([0], [3], [None], year).weeks.count
    busy = np.zeros((1, count), np.int64)
    busy[0, : count // 2 : 2] = 6
    rounds = plan([0] * 10, [Tier.WATCH.code] * 10, [None] * 10, year, busy=busy)
    assert not set(rounds.week.tolist()) & set(np.flatnonzero(busy[0]).tolist())


def test_visits_planned_already_are_counted_in_their_week():
    weeks = weeks_between(date(2026, 4, 1), date(2026, 5, 31), numbers(), WORKING)
    planned = [date(2026, 4, 7), date(2026, 4, 10), date(2026, 4, 13), date(2026, 8, 3), date(2025, 1, 6)]
    on = np.array([day.toordinal() for day in planned])
    busy = busy_weeks(weeks, np.array([0, 0, 1, 1, 1]), on, 2)
    at = [date.fromordinal(day) for day in weeks.monday.tolist()].index(date(2026, 4, 6))
    assert busy[:, at : at + 2].tolist() == [[2, 0], [0, 1]]
    assert busy.sum() == 3


def test_an_overdue_home_is_seen_as_soon_as_may_be_and_says_that_a_rule_is_broken():
    last = date(2025, 3, 1)
    rounds = plan([0], [Tier.WATCH.code], [last], (date(2026, 1, 1), date(2026, 12, 31)))
    assert rounds.breaks.tolist() == [True]
    assert rounds.week[0] == 0


class TestTheCheckerNotices:
    YEAR = date(2026, 1, 1), date(2026, 12, 31)

    @pytest.fixture
    def windows(self):
        return visits_of(plan([0], [Tier.WATCH.code], [None], self.YEAR))[0]

    def codes(self, windows, times=4, last=None):
        return set(faults_of_home(windows, times, last, self.YEAR, NUMBERS, WORKING))

    def test_nothing_in_a_good_plan(self, windows):
        assert self.codes(windows) == set()

    def test_a_visit_left_out(self, windows):
        assert {"number", "seasons", "too_far"} <= self.codes(windows[:1] + windows[2:])

    def test_a_window_over_the_festival(self, windows):
        monday = date(2026, 2, 9)
        spoilt = (monday, monday + timedelta(days=3), monday)
        assert "quiet" in self.codes([spoilt, *windows[1:]])

    def test_two_visits_close_together(self, windows):
        opens, due, monday = windows[1]
        again = tuple(day + timedelta(days=14) for day in (opens, due, monday))
        assert {"too_close", "number"} <= self.codes([*windows[:2], again, *windows[2:]])

    def test_a_last_visit_long_ago(self, windows):
        assert self.codes(windows, last=date(2025, 5, 1)) == {"too_far"}

    def test_a_window_in_two_seasons(self, windows):
        spoilt = (date(2026, 6, 29), date(2026, 7, 2), date(2026, 6, 29))
        assert "two_seasons" in self.codes([windows[0], spoilt, *windows[2:]])

    def test_an_overfull_week(self):
        rounds = plan([0] * 80, [3] * 80, [None] * 80, self.YEAR, limit=6)
        assert overfull(rounds, [0] * 80, 6)
