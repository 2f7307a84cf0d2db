"""Prices from the smoothed problem are nearly those of the linear program, and load nobody too much."""

import numpy as np
import pytest

from benchmarks.assigning.district import district
from benchmarks.assigning.highs import Problem, ask
from lianxin.pairing.solver import smoothing
from lianxin.pairing.solver.candidates import no_prices
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.search import Search
from lianxin.pairing.solver.smoothing import Limits, Spread, settle
from tests.pairing.made import scarce


@pytest.fixture(scope="module")
def task():
    return scarce(district(900, seed=4))


def searched(task):
    cadres = task.cadres
    search = Search(task, Costs(task), np.arange(task.homes.n), cadres.quota_homes, cadres.quota_visits)
    return search, search.run(Pace(60.0), 1e-5)


@pytest.fixture(scope="module")
def shared_out(task):
    """The least cost if homes could be shared out, over all pairs."""
    search, _ = searched(task)
    every = search.catalogue.cheapest(task.cadres.m, no_prices(task.cadres.m))
    past = np.full(task.homes.n, float(task.weights.unpaired))
    limits = task.cadres.quota_homes, task.cadres.quota_visits
    arcs = every.home, every.cadre, every.cost, task.homes.visits
    (answer,) = ask([Problem(*arcs, past, *limits, whole=False)])
    return answer.value


def test_the_bound_comes_within_a_thousandth_of_the_linear_program_and_never_above(task, shared_out):
    _, found = searched(task)
    assert 0.999 * shared_out <= found.bound <= shared_out + 1


def test_without_newtons_steps_it_does_not(task, shared_out, monkeypatch):
    monkeypatch.setattr(smoothing, "STEPS", 0)
    _, found = searched(task)
    assert found.bound < 0.99 * shared_out


def test_homes_spread_softly_keep_the_limits(task):
    search, _ = searched(task)
    arcs, limits = search.softened()
    past = arcs.lowest(arcs.cost) + 3_000
    prices = no_prices(task.cadres.m)
    for warmth in (100.0, 30.0, 10.0):
        prices = settle(arcs, limits, past, prices, warmth)
    spread = Spread(arcs, limits, past, np.concatenate([prices.place, prices.visit]), 10.0)
    assert (spread._at_cadres(spread.part) <= limits.both * 1.02 + 0.1).all()


def test_the_slope_is_what_the_value_does(task):
    search, _ = searched(task)
    arcs, limits = search.softened()
    limits = Limits(limits.places, limits.room, limits.visits)
    past, price = arcs.lowest(arcs.cost) + 3_000, np.full(2 * task.cadres.m, 30.0)
    here = Spread(arcs, limits, past, price, 20.0)
    for row in (0, 3, task.cadres.m + 5):
        there = price.copy()
        there[row] += 1e-3
        risen = Spread(arcs, limits, past, there, 20.0).value - here.value
        assert risen / 1e-3 == pytest.approx(here.slope[row], abs=0.02)
