"""The contestants of the routing benchmark are judged by the road, and a worse or broken order would show."""

import pytest

from benchmarks.day_routes import ours, plain, routing_library
from benchmarks.day_routes.oracle import best, travel
from benchmarks.day_routes.task import days
from benchmarks.routing import Quality, judge, least

COUNT, SEED = 12, 3


@pytest.fixture(scope="module")
def optimum():
    return least(COUNT, SEED, tried=2)


@pytest.mark.parametrize("exact", [ours.exact, plain.dynamic])
def test_an_exact_order_has_no_road_too_much(exact, optimum):
    orders = exact(COUNT, SEED).run()
    assert judge(orders, COUNT, SEED, optimum) == Quality(0, 0.0)


def test_the_others_keep_or_break_windows_as_the_oracle_says(optimum):
    library = judge(routing_library.first_solution(COUNT, SEED).run(), COUNT, SEED, optimum)
    assert library.broken == 0
    assert library.excess >= 0
    assert judge(plain.nearest(COUNT, SEED).run(), COUNT, SEED, optimum).broken > 0


def test_every_day_can_be_done_and_has_five_to_eight_stops(optimum):
    work = days(COUNT, SEED)
    assert {len(day.stops) for day in work} <= {5, 6, 7, 8}
    assert len(optimum) == COUNT


def test_a_longer_road_and_a_lost_stop_are_noticed(optimum):
    orders = ours.exact(COUNT, SEED).run()
    day = days(COUNT, SEED)[0]
    assert travel(day, orders[0]) == best(day) == optimum[0]
    assert judge([orders[0][:-1], *orders[1:]], COUNT, SEED, optimum).broken == 1
    shortened = [optimum[0] - 1, *optimum[1:]]
    assert judge(orders, COUNT, SEED, shortened).excess > 0
