"""From classes to days at the door: a whole year keeps every rule on the days that are really gone."""

from datetime import date, timedelta

import numpy as np
import pytest

from lianxin.classification.vocabulary import BY_CODE
from lianxin.planning.rounds.duties import duties_of
from lianxin.planning.rounds.spreading import spread
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.planning.routes.bundling import bundle
from lianxin.planning.routes.days import Door
from lianxin.planning.sentences import sentence
from lianxin.planning.standards import standards
from lianxin.workdays import official
from tests.planning.policies import shipped
from tests.planning.rounds.checker import faults_of_home
from tests.planning.rounds.owed import homes_for_a_year

YEAR = date(2026, 1, 1), date(2026, 12, 31)
CADRES, HOMES = 8, 110
OF_DAYS = {"number", "outside", "quiet", "two_seasons", "seasons", "too_close", "too_far"}


@pytest.fixture(scope="module")
def year():
    """(tiers, trips, unplanned) of eight cadres in a town, by the shipped policies."""
    rng = np.random.default_rng(20_261_122)
    numbers = standards(shipped("visits").values, shipped("tiers").values)
    cadre, tier = rng.integers(0, CADRES, HOMES), rng.choice(4, HOMES, p=[0.05, 0.6, 0.22, 0.13])
    village, working = rng.integers(0, 3, HOMES), official()
    homes = homes_for_a_year(cadre, village, tier, np.zeros(HOMES, np.int64), numbers)
    weeks = weeks_between(*YEAR, numbers, working)
    rounds = spread(homes, weeks, numbers, limit=np.full(CADRES, numbers.week_visits))
    doors = {
        home: Door(
            109 + village[home] * 0.05 + rng.normal(0, 0.01), 32.7 + rng.normal(0, 0.01), rng.random() < 0.2
        )
        for home in range(HOMES)
    }
    duties = list(
        duties_of(
            rounds,
            homes,
            home_ids=range(HOMES),
            cadre_ids=range(CADRES),
            area_ids=village.tolist(),
            minutes=np.full(HOMES, 40),
            standards=numbers,
        )
    )
    bases = {one: (109.0 + one * 0.01, 32.7) for one in range(CADRES)}
    plan = bundle(duties, doors, bases, start=YEAR[0], end=YEAR[1], standards=numbers, calendar=working)
    return tier, plan, duties


def days_of(trips):
    """The days each home is really visited."""
    found = {}
    for trip in trips:
        for stop in trip.stops:
            found.setdefault(stop.home, []).append(trip.day)
    return {home: sorted(days) for home, days in found.items()}


def broken(tier, trips, home):
    policy, times = shipped("visits").values, shipped("tiers").values[f"visits_{BY_CODE[tier[home]]}"]
    days = [(day, day, day - timedelta(days=day.weekday())) for day in days_of(trips).get(home, [])]
    return set(faults_of_home(days, times, None, YEAR, policy, official())) & OF_DAYS


def test_every_home_is_seen_as_often_as_its_class_is_owed_and_never_at_a_wrong_time(year):
    tier, plan, _ = year
    assert plan.unplanned == ()
    assert {home: broken(tier, plan.trips, home) for home in range(HOMES)} == {
        home: set() for home in range(HOMES)
    }


def test_no_cadre_has_a_week_or_a_day_beyond_the_policy(year):
    _, plan, _ = year
    policy = shipped("visits").values
    weeks = {}
    for trip in plan.trips:
        at = trip.cadre, trip.day - timedelta(days=trip.day.weekday())
        weeks[at] = weeks.get(at, 0) + len(trip.stops)
        assert len(trip.stops) <= policy["day_stops"]
        assert trip.minutes <= policy["day_minutes"]
    assert max(weeks.values()) <= policy["week_visits"]


def test_trips_take_along_what_lies_together(year):
    _, plan, duties = year
    assert len(plan.trips) < 0.75 * len(duties)


def test_every_duty_says_why(year):
    duties = year[2]
    assert all("一年" in sentence(duty) and "times a year" in sentence(duty, "en") for duty in duties)
    assert sum("还没有走访过" in sentence(duty) for duty in duties) == HOMES  # the first of each alone


def test_a_day_lost_or_moved_into_the_harvest_would_be_noticed(year):
    tier, plan, _ = year
    home = next(stop.home for stop in plan.trips[0].stops)
    without = [trip for trip in plan.trips if home not in {stop.home for stop in trip.stops}]
    assert "number" in broken(tier, [*without], home)
    moved = type(plan.trips[0])(0, date(2026, 6, 5), plan.trips[0].stops, 60, 1.0, 500, 560)
    assert "quiet" in broken(tier, [*plan.trips[1:], moved], home)
