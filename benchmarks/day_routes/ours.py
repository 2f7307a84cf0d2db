"""Lianxin: branch and bound with tables over sets of doors."""

import numpy as np

from benchmarks.day_routes.courses import Order, Ordering
from benchmarks.day_routes.task import BEGINS, ENDS, Day
from lianxin.planning.routes.ordering import Call, best_order
from lianxin.planning.routes.travel import Ways
from lianxin.planning.vocabulary import Window

NO_KM = np.zeros((0, 0))


def exact(count: int, seed: int) -> Ordering:
    return Ordering(_order, count, seed)


def _order(day: Day) -> Order:
    calls = [Call((Window(opens, closes),), stay) for opens, closes, stay in day.stops]
    route = best_order(Ways(day.minutes, NO_KM), calls, begins=BEGINS, ends=ENDS)
    return list(route.order) if route else None
