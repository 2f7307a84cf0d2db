"""Distances and times: against known distances, and never shorter by a way round."""

import numpy as np
import pytest

from lianxin.planning.routes.travel import ways_between
from tests.planning.numbers_of import numbers

STANDARDS = numbers()
STRAIGHT = numbers(detour=1)


def test_a_degree_of_latitude_is_111_km():
    assert ways_between([109, 109], [32, 33], STRAIGHT).km[0, 1] == pytest.approx(111.195, abs=0.001)


def test_ankang_to_xian_is_as_far_as_maps_say():
    km = ways_between([109.029, 108.940], [32.685, 34.341], STRAIGHT).km[0, 1]
    assert km == pytest.approx(184.3, abs=0.5)


def test_roads_are_longer_than_the_line():
    line, road = (ways_between([109, 109.1], [32, 32], one).km[0, 1] for one in (STRAIGHT, STANDARDS))
    assert road == pytest.approx(1.4 * line)


def test_next_door_is_walked_to_and_the_far_side_driven_to():
    next_door, far = ways_between([109, 109.001, 109.1], [32, 32, 32], STRAIGHT).minutes[0][1:]
    assert next_door == 2  # 94 m on foot
    assert far == np.ceil(5 + 9.4297 * 60 / 25)


def test_no_way_round_is_quicker():
    rng = np.random.default_rng(3)
    ways = ways_between(109 + rng.normal(0, 0.02, 40), 32 + rng.normal(0, 0.02, 40), STANDARDS)
    minutes = np.array(ways.minutes)
    assert (minutes[:, None, :] <= minutes[:, :, None] + minutes[None, :, :]).all()
    assert (minutes == minutes.T).all()
    assert (np.diag(minutes) == 0).all()
