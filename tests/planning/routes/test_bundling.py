"""Trips keep every window and every limit, and lose no duty; held against a checker of its own."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import asin, ceil, cos, radians, sin, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.planning.routes.bundling import bundle
from lianxin.planning.routes.days import Door
from lianxin.planning.sentences import UNPLANNED
from lianxin.planning.vocabulary import Duty, Reason, Stop, Trip
from lianxin.workdays import official
from tests.planning.numbers_of import numbers

START, END = date(2026, 10, 9), date(2026, 11, 8)  # a working Saturday on 10 October among them
WORKING = official()
DAY = timedelta(days=1)
BASE = (109.0, 32.7)


def duty(
    home, opens=START, due=END, *, cadre="li", area="v1", reason=Reason.ROUND, minutes=40, planned_on=None
):
    return Duty(home, cadre, reason, {}, opens, due, minutes, area, planned_on)


def plan(duties, doors, kept=(), **changed):
    standards = numbers(**changed)
    bases = {"li": BASE, "wang": (109.2, 32.9)}
    return bundle(
        duties, doors, bases, start=START, end=END, standards=standards, calendar=WORKING, kept=kept
    ), standards


def minutes_between(here, there, standards):
    """The way by the definition: great circle, detour, the quicker of walking and driving."""
    (a, b), (c, d) = ((radians(one) for one in place) for place in (here, there))
    half = sqrt(sin((d - b) / 2) ** 2 + cos(b) * cos(d) * sin((c - a) / 2) ** 2)
    km = 2 * 6371.0088 * asin(half) * standards.detour
    return ceil(
        min(km / standards.walk_speed * 60, standards.drive_start + km / standards.drive_speed * 60) - 1e-9
    )


def faults(result, duties, doors, standards, kept=()):
    """The codes of everything that is wrong with trips."""
    planned = [one for trip in result.trips for stop in trip.stops for one in stop.duties]
    if Counter(map(id, [*planned, *(one.duty for one in result.unplanned)])) != Counter(map(id, duties)):
        yield "lost_or_doubled"
    days = Counter((trip.cadre, trip.day) for trip in [*result.trips, *kept])
    if max(days.values(), default=1) > 1:
        yield "two_trips_a_day"
    weeks = Counter()
    for trip in [*result.trips, *kept]:
        weeks[trip.cadre, trip.day - timedelta(days=trip.day.weekday())] += len(trip.stops)
    if max(weeks.values(), default=0) > standards.week_visits:
        yield "week"
    for trip in result.trips:
        yield from faults_of_trip(trip, doors, standards)


def faults_of_trip(trip, doors, standards):
    if len(trip.stops) > standards.day_stops or len({stop.home for stop in trip.stops}) < len(trip.stops):
        yield "doors"
    if trip.minutes > standards.day_minutes or trip.minutes != trip.back - trip.leaves:
        yield "minutes"
    here, now = BASE if trip.cadre == "li" else (109.2, 32.9), trip.leaves
    for stop in trip.stops:
        door = doors[stop.area if stop.home is None else stop.home]
        there = door.longitude, door.latitude
        if stop.arrives < now + minutes_between(here, there, standards):
            yield "too_quick"
        if stop.leaves - stop.arrives != max(one.minutes for one in stop.duties):
            yield "visit"
        evening = door.after_work and standards.evening_visits and WORKING.is_workday(trip.day)
        opens, closes = (18 * 60, 20.5 * 60) if evening else (8.5 * 60, 18 * 60)
        if not opens <= stop.arrives <= stop.leaves <= closes:
            yield "nobody_home"
        if not WORKING.is_workday(trip.day) and not (door.after_work and standards.weekend_visits):
            yield "day_off"
        if not all(in_time(one, trip.day) for one in stop.duties):
            yield "window"
        if len({one.home for one in stop.duties}) > 1 or {one.cadre for one in stop.duties} != {trip.cadre}:
            yield "wrong_door"
        here, now = there, stop.leaves
    if trip.back < now + minutes_between(here, BASE if trip.cadre == "li" else (109.2, 32.9), standards):
        yield "too_quick"


def in_time(one, day):
    """Within its window; or within two weeks when it was overdue already."""
    due = one.due_on if one.due_on >= START else START + 13 * DAY
    return max(one.opens_on, START) <= day <= min(due, END)


doors_of = st.builds(
    Door, st.floats(108.9, 109.1), st.floats(32.6, 32.8), st.sampled_from([False, False, True])
)
owed = st.tuples(
    st.integers(0, 9), st.integers(-5, 25), st.integers(0, 21), st.sampled_from(["li", "wang"]),
    st.sampled_from([Reason.ROUND, Reason.ROUND, Reason.DEATH, Reason.PERSON_DELEGATE]),
    st.sampled_from([20, 40, 60]),
)  # fmt: skip
limits = st.fixed_dictionaries(
    {
        "day_stops": st.integers(1, 6),
        "week_visits": st.integers(2, 8),
        "day_minutes": st.integers(120, 480),
        "evening_visits": st.integers(0, 1),
        "weekend_visits": st.integers(0, 1),
        "near_minutes": st.integers(0, 60),
    }
)


@settings(max_examples=100, deadline=None)
@given(st.lists(doors_of, min_size=10, max_size=10), st.lists(owed, max_size=25), limits)
def test_every_window_and_limit_is_kept_and_no_duty_lost(places, wanted, changed):
    doors = dict(enumerate(places))
    duties = [
        duty(home, START + at * DAY, START + (at + length) * DAY, cadre=cadre, reason=reason, minutes=minutes,
             area=home % 3)
        for home, at, length, cadre, reason, minutes in wanted
    ]  # fmt: skip
    result, standards = plan(duties, doors, **changed)
    assert set(faults(result, duties, doors, standards)) == set()
    assert {one.code for one in result.unplanned} <= set(UNPLANNED)


def near(count, after_work=False):
    return {home: Door(109.01 + home * 0.001, 32.7, after_work) for home in range(count)}


def test_what_lies_together_is_one_trip():
    result, _ = plan([duty(home) for home in range(5)], near(5))
    assert [len(trip.stops) for trip in result.trips] == [5]


def test_people_who_work_by_day_are_seen_in_the_evening():
    result, _ = plan([duty(home) for home in range(2)], near(2, after_work=True))
    assert [stop.arrives >= 18 * 60 for stop in result.trips[0].stops] == [True, True]
    result, _ = plan([duty(0)], near(1, after_work=True), evening_visits=0)
    assert result.trips[0].stops[0].arrives < 18 * 60


def test_one_visit_serves_all_that_the_home_is_owed_then():
    duties = [duty(0), duty(0, reason=Reason.PERSON_DELEGATE), duty(0, reason=Reason.REVIEW, minutes=60)]
    result, _ = plan(duties, near(1))
    (trip,) = result.trips
    assert len(trip.stops[0].duties) == 3
    assert trip.stops[0].leaves - trip.stops[0].arrives == 60


def test_a_round_is_made_in_the_week_it_is_meant_for_if_nothing_speaks_against():
    monday = date(2026, 10, 26)
    result, _ = plan([duty(0, START, END, planned_on=monday)], near(1))
    assert monday <= result.trips[0].day < monday + 7 * DAY


def test_what_has_happened_goes_before_the_rounds():
    days = {"opens": date(2026, 10, 12), "due": date(2026, 10, 12)}
    duties = [duty(0, **days), duty(1, **days, reason=Reason.DEATH, area="far")]
    result, _ = plan(duties, {0: Door(109.0, 32.7), 1: Door(109.1, 32.8)}, week_visits=1)
    assert [stop.home for trip in result.trips for stop in trip.stops] == [1]
    assert [(one.duty.home, one.code) for one in result.unplanned] == [(0, "days_full")]


def test_what_is_overdue_is_done_first_of_all():
    late = duty(0, date(2026, 8, 1), date(2026, 9, 15))
    result, _ = plan([duty(1, area="far"), late], {0: Door(*BASE), 1: Door(109.1, 32.8)})
    assert result.trips[0].stops[0].home == 0
    assert result.trips[0].day == START
    assert result.unplanned == ()


def test_a_round_waits_for_the_end_of_a_quiet_time_and_a_death_does_not():
    harvest = {"quiet_corn_from": 1009, "quiet_corn_to": 1018}
    result, _ = plan([duty(0), duty(1, reason=Reason.DEATH, area="far")], near(2), near_minutes=0, **harvest)
    assert {trip.stops[0].home: trip.day for trip in result.trips} == {0: date(2026, 10, 19), 1: START}


def test_one_visit_is_made_where_two_could_be():
    seen = duty(0, START, END, reason=Reason.PERSON_POOR)
    result, _ = plan([seen, duty(0, date(2026, 10, 26), date(2026, 11, 1))], near(1))
    assert [len(stop.duties) for trip in result.trips for stop in trip.stops] == [2]


def test_a_duty_to_a_village_goes_to_the_village():
    result, _ = plan([duty(None, reason=Reason.PLACE_POOR)], {"v1": Door(109.05, 32.7)})
    assert (result.trips[0].stops[0].home, result.trips[0].stops[0].area) == (None, "v1")


def test_a_door_nobody_has_measured_is_taken_to_be_in_the_middle_of_its_village():
    doors = near(2) | {2: Door(None, None)}
    result, _ = plan([duty(home) for home in range(3)], doors)
    assert [len(trip.stops) for trip in result.trips] == [3]


@pytest.mark.parametrize(
    ("one", "door", "code"),
    [
        (duty(0, date(2026, 10, 11), date(2026, 10, 11)), Door(*BASE), "no_day"),  # a Sunday
        (duty(0), Door(111.0, 32.7), "too_far"),
        (duty(0, minutes=600), Door(*BASE), "visit_too_long"),
    ],
)
def test_a_duty_without_a_day_says_why(one, door, code):
    result, _ = plan([one], {0: door})
    assert [found.code for found in result.unplanned] == [code]
    assert UNPLANNED[code]


def test_days_that_stand_are_left_alone_and_count():
    day = date(2026, 10, 12)
    kept = Trip("li", day, tuple(Stop(at, "v1", (), 600, 640, 1.0) for at in range(5)), 300, 9.0, 500, 800)
    days = {"opens": day, "due": day + DAY}
    result, standards = plan(
        [duty(home, **days) for home in range(7, 10)], near(10), kept=[kept], day_stops=6
    )
    assert [(trip.day, len(trip.stops)) for trip in result.trips] == [(day + DAY, 1)]
    assert [one.code for one in result.unplanned] == ["days_full"] * 2


def test_when_days_run_out_a_planned_day_takes_one_more():
    day = date(2026, 10, 12)
    doors = {0: Door(109.0, 32.7), 1: Door(109.1, 32.8)}
    duties = [duty(home, day, day, area=f"v{home}") for home in doors]
    result, standards = plan(duties, doors, near_minutes=1)
    assert [len(trip.stops) for trip in result.trips] == [2]
    assert set(faults(result, duties, doors, standards)) == set()


class TestTheCheckerNotices:
    def codes(self, change):
        doors = near(3)
        duties = [duty(home) for home in range(3)]
        result, standards = plan(duties, doors)
        assert set(faults(result, duties, doors, standards)) == set()
        changed = change(result.trips[0])
        return set(faults(type(result)((changed,), ()), duties, doors, standards))

    def test_a_lost_duty(self):
        assert "lost_or_doubled" in self.codes(lambda trip: replace(trip, stops=trip.stops[:1]))

    def test_a_way_that_is_too_quick(self):
        assert "too_quick" in self.codes(
            lambda trip: replace(trip, leaves=trip.leaves + 2, minutes=trip.minutes - 2)
        )

    def test_a_sunday(self):
        assert "day_off" in self.codes(lambda trip: replace(trip, day=date(2026, 10, 18)))

    def test_a_day_after_the_window(self):
        assert "window" in self.codes(lambda trip: replace(trip, day=END + DAY))
