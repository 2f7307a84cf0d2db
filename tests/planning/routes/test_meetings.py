"""Two cadres hand a home over together: the trips of both go there on one day, at one moment."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.planning.routes.bundling import bundle
from lianxin.planning.routes.days import Door, Meeting
from lianxin.planning.vocabulary import Duty, Reason
from lianxin.workdays import official
from tests.planning.numbers_of import numbers

START, END = date(2026, 10, 12), date(2026, 11, 1)
BASES = {"li": (109.0, 32.7), "wang": (109.2, 32.9), "zhang": (109.1, 32.6)}
DOORS = {home: Door(109.0 + home * 0.02, 32.7 + home % 3 * 0.04) for home in range(10)}


def owed(home, cadre="li", companion=None, *, id=None, opens=START, due=END, minutes=40):
    reason = Reason.HAND_OVER if companion else Reason.ROUND
    key = id if id is not None else f"{home}-{cadre}"
    return Duty(home, cadre, reason, {}, opens, due, minutes, home % 2, None, key, companion)


def plan(duties, **more):
    known = {"start": START, "end": END, "standards": numbers(), "calendar": official()}
    return bundle(duties, DOORS, BASES, **known | more)


def times(trips, key):
    """{cadre: (day, when)} of everybody whose trips have the duty."""
    return {
        trip.cadre: (trip.day, stop.arrives)
        for trip in trips
        for stop in trip.stops
        if key in [duty.id for duty in stop.duties]
    }


def test_both_are_at_the_door_at_one_moment():
    found = plan([owed(3, "li", "wang", id="over"), *(owed(home, "wang") for home in (4, 5, 6))])
    met = times(found.trips, "over")
    assert set(met) == {"li", "wang"}
    assert len(set(met.values())) == 1


def test_two_who_swap_homes_meet_at_both():
    duties = [owed(1, "li", "wang", id="a"), owed(8, "wang", "li", id="b")]
    found = plan(duties)
    for key in ("a", "b"):
        met = times(found.trips, key)
        assert set(met) == {"li", "wang"}
        assert len(set(met.values())) == 1


def test_what_somebody_elses_trip_has_fixed_is_kept_to():
    at = Meeting(date(2026, 10, 15), 10 * 60)
    found = plan([owed(3, "li", "wang", id="over")], meetings={"over": at}, only={"wang"})
    assert times(found.trips, "over") == {"wang": (at.day, at.begins)}


def test_planned_apart_they_would_miss_each_other():
    """What the test above would find: the same hand-over as two visits that know nothing of each other."""
    others = [owed(home, "wang") for home in (4, 5, 6)]
    apart = [owed(3, "li", id="over"), replace(owed(3, "li", id="over"), cadre="wang")]
    assert len(set(times(plan([*apart, *others]).trips, "over").values())) == 2


def test_a_door_where_two_others_wait_at_different_moments_is_gone_to_for_the_first_alone():
    duties = [owed(0, "li", "zhang", id="a"), owed(0, "wang", "zhang", id="b")]
    on = date(2026, 10, 12)
    fixed = {"a": Meeting(on, 10 * 60), "b": Meeting(on, 8 * 60 + 30)}
    found = plan(duties, meetings=fixed, only={"zhang"})
    assert times(found.trips, "a") == {"zhang": (on, 10 * 60)}
    assert [one.duty.id for one in found.unplanned] == ["b"]
    at_once = {"a": fixed["a"], "b": fixed["a"]}
    assert not plan(duties, meetings=at_once, only={"zhang"}).unplanned


pairs = st.permutations(sorted(BASES)).map(lambda names: names[:2])
handed = st.tuples(st.integers(0, 9), pairs, st.integers(0, 12), st.integers(0, 8))
rounds = st.tuples(st.integers(0, 9), st.sampled_from(sorted(BASES)), st.integers(0, 12), st.integers(0, 8))


@settings(max_examples=60, deadline=None)
@given(st.lists(handed, max_size=6), st.lists(rounds, max_size=10))
def test_nobody_waits_at_a_door_for_somebody_who_comes_another_day(handed, rounds):
    day = timedelta(days=1)
    duties = [
        owed(home, *both, id=at, opens=START + first * day, due=START + (first + length) * day)
        for at, (home, both, first, length) in enumerate(handed)
    ]
    duties += [
        owed(home, cadre, id=f"round-{at}", opens=START + first * day, due=START + (first + length) * day)
        for at, (home, cadre, first, length) in enumerate(rounds)
    ]
    found = plan(duties)
    lost = {(one.duty.cadre, one.duty.id) for one in found.unplanned}
    for duty in duties:
        met = times(found.trips, duty.id)
        goers = {duty.cadre, *([duty.companion] if duty.companion else [])}
        assert set(met) | {cadre for cadre, key in lost if key == duty.id} == goers
        assert len(set(met.values())) <= 1
        assert all(duty.opens_on <= on <= duty.due_on for on, _ in met.values())
    assert all(len(trip.stops) == len({stop.home for stop in trip.stops}) for trip in found.trips)
