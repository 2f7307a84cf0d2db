"""A day's order is exact, and what does not fit is said."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.planning.routes.fitting import MESSAGES, fit_day
from lianxin.planning.routes.ordering import MOST_STOPS, Call, best_order
from lianxin.planning.routes.travel import Ways
from lianxin.planning.vocabulary import PlanningError, Window

MORNING, NOON, EVENING = 480, 720, 1080


def ways_of(minutes):
    return Ways(tuple(tuple(row) for row in minutes), np.zeros((len(minutes), len(minutes))))


def follow(minutes, calls, order, begins, ends):
    """(travel, back) of one order gone as early as may be, minute by minute; None when somebody is missed."""
    here, now, travel = 0, begins, 0
    for row in order:
        now += minutes[here][row + 1]
        travel += minutes[here][row + 1]
        call = calls[row]
        while not any(one.opens <= now and now + call.minutes <= one.closes for one in call.windows):
            now += 1
            if now > ends:
                return None
        now += call.minutes
        here = row + 1
    travel, now = travel + minutes[here][0], now + minutes[here][0]
    return (travel, now) if now <= ends else None


def by_trying_all(minutes, calls, begins, ends):
    """The best (travel, back) of all orders; None when none can be gone."""
    ways = (follow(minutes, calls, order, begins, ends) for order in permutations(range(len(calls))))
    return min((way for way in ways if way is not None), default=None)


@st.composite
def days(draw, most=5):
    count = draw(st.integers(0, most))
    times = st.integers(0, 40)
    minutes = draw(st.lists(st.lists(times, min_size=count + 1, max_size=count + 1), min_size=count + 1,
                            max_size=count + 1))  # fmt: skip
    calls = []
    for _ in range(count):
        edges = sorted(draw(st.lists(st.integers(0, 300), min_size=2, max_size=4, unique=True)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        calls.append(Call(tuple(Window(*pair) for pair in pairs), draw(st.integers(1, 60))))
    return minutes, calls


@settings(max_examples=250, deadline=None)
@given(days(), st.integers(0, 60), st.integers(60, 400))
def test_no_order_is_better_and_none_is_overlooked(day, begins, ends):
    minutes, calls = day
    route = best_order(ways_of(minutes), calls, begins=begins, ends=ends)
    expected = by_trying_all(minutes, calls, begins, ends)
    assert (None if route is None else (route.travel, route.back)) == expected
    if route is not None:
        assert follow(minutes, calls, route.order, begins, ends) == expected
        for row, at in zip(route.order, route.begins, strict=True):
            windows = calls[row].windows
            assert any(one.opens <= at and at + calls[row].minutes <= one.closes for one in windows)


@settings(max_examples=80, deadline=None)
@given(days(), st.integers(0, 60), st.integers(60, 400))
def test_as_many_stops_stay_as_a_day_can_hold(day, begins, ends):
    minutes, calls = day
    fitted = fit_day(ways_of(minutes), calls, begins=begins, ends=ends)
    stay = [calls[row] for row in fitted.route.order]
    assert sorted([*fitted.route.order, *(one.call for one in fitted.left_out)]) == list(range(len(calls)))
    if stay:
        assert follow(minutes, calls, fitted.route.order, begins, ends) is not None
    for left in fitted.left_out:
        more = sorted([*fitted.route.order, left.call])
        part = [
            [minutes[i][j] for j in (0, *(row + 1 for row in more))] for i in (0, *(row + 1 for row in more))
        ]
        assert by_trying_all(part, [calls[row] for row in more], begins, ends) is None
        assert left.message() != left.message("en")


@pytest.mark.parametrize("seed", range(6))
def test_eight_stops_are_exact_too(seed):
    rng = np.random.default_rng(seed)
    minutes = rng.integers(5, 40, (9, 9)).tolist()
    opens = rng.integers(MORNING, NOON + 120, 8).tolist()
    wide = rng.integers(90, 400, 8).tolist()
    calls = [Call((Window(at, at + size),), 20) for at, size in zip(opens, wide, strict=True)]
    route = best_order(ways_of(minutes), calls, begins=MORNING, ends=EVENING)
    ways = (quick(minutes, calls, order) for order in permutations(range(8)))
    expected = min((way for way in ways if way is not None), default=None)
    assert (None if route is None else (route.travel, route.back)) == expected


def quick(minutes, calls, order):
    """`follow` for calls with one window."""
    here, now, travel = 0, MORNING, 0
    for row in order:
        step, call = minutes[here][row + 1], calls[row]
        travel, now = travel + step, max(now + step, call.windows[0].opens) + call.minutes
        if now > call.windows[0].closes:
            return None
        here = row + 1
    now += minutes[here][0]
    return (travel + minutes[here][0], now) if now <= EVENING else None


def test_twelve_stops_are_ordered_and_thirteen_refused():
    line = [[abs(i - j) * 4 for j in range(14)] for i in range(14)]
    calls = [Call((Window(MORNING, EVENING),), 10)] * 13
    route = best_order(ways_of([row[:13] for row in line[:13]]), calls[:12], begins=MORNING, ends=EVENING)
    assert route.travel == 2 * 12 * 4
    with pytest.raises(PlanningError) as caught:
        best_order(ways_of(line), calls, begins=MORNING, ends=EVENING)
    assert caught.value.code == "too_many_stops"
    assert str(MOST_STOPS) in caught.value.message


def test_nobody_leaves_earlier_than_the_first_door_needs():
    calls = [Call((Window(NOON, NOON + 60),), 30)]
    route = best_order(ways_of([[0, 20], [20, 0]]), calls, begins=MORNING, ends=EVENING)
    assert (route.leaves, route.begins, route.back) == (NOON - 20, (NOON,), NOON + 50)


def test_a_stop_that_cannot_be_made_says_why():
    windows = (Window(MORNING, MORNING + 60),)
    calls = [Call(windows, 30), Call(windows, 90), Call(windows, 30), Call(windows, 10)]
    minutes = [[0, 10, 10, 55, 10], [10, 0, 10, 10, 30], [10] * 5, [55] * 5, [10, 30, 30, 30, 0]]
    day = fit_day(ways_of(minutes), calls, begins=MORNING, ends=EVENING)
    assert day.route.order == (0,)
    assert [(one.call, one.code) for one in day.left_out] == [
        (1, "visit_too_long"),
        (2, "too_far"),
        (3, "no_room"),
    ]
    assert "8:55" in day.left_out[1].message()
    assert "9:00" in day.left_out[1].message("en")
    assert set(MESSAGES) == {one.code for one in day.left_out}


def test_the_most_urgent_of_equally_many_stay():
    calls = [Call((Window(MORNING, MORNING + 60),), 50), Call((Window(MORNING, MORNING + 60),), 10)] * 2
    day = fit_day(ways_of([[0] * 5] * 5), calls, begins=MORNING, ends=EVENING)
    assert sorted(day.route.order) == [0, 1]
