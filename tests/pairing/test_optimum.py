"""On tasks small enough to try every plan, the bound is below the best and the plan is hardly above it."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.pairing.solver import search, solve
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import Required
from tests.pairing.checker import broken_rules, cost_of, faults_in, optimum
from tests.pairing.made import any_task, couples

SEEDS = range(20)
WIDE = 10**6


def solved(task, **options):
    return solve(task, **{"seed": 1, "budget_s": 20.0} | options)


@pytest.mark.parametrize("room", [0.6, 1.0, 2.0])
def test_a_plan_keeps_every_rule_and_the_best_lies_between_bound_and_cost(room):
    misses = 0
    for seed in SEEDS:
        task = any_task(seed, 5, 3, room=room)
        plan, best = solved(task), optimum(task)
        assert faults_in(task, plan) == []
        assert plan.bound <= best <= plan.cost
        misses += plan.cost > best
    assert misses <= len(SEEDS) // 10


def test_without_a_limit_on_visits_the_plan_is_the_best_there_is_and_proved_to_be():
    for seed in SEEDS:
        task = any_task(seed, 5, 3)
        task = dataclasses.replace(
            task, cadres=dataclasses.replace(task.cadres, quota_visits=np.full(3, WIDE))
        )
        plan = solved(task)
        assert plan.cost == plan.bound == optimum(task)
        assert plan.closed


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(0, 40),
    m=st.integers(0, 8),
    room=st.floats(0.2, 3.0),
)
def test_whatever_the_task_the_plan_keeps_its_rules(seed, n, m, room):
    task = any_task(seed, n, m, room=room)
    assert faults_in(task, solved(task)) == []


def test_a_bound_that_forgets_what_is_given_back_is_caught(monkeypatch):
    def broken(least, prices, places, room):
        return int(least.sum())

    monkeypatch.setattr(search, "bound_of", broken)
    caught = 0
    for seed in SEEDS:
        task = any_task(seed, 5, 3, room=1.0)
        caught += solved(task).bound > optimum(task)
    assert caught


def test_a_bound_that_looks_at_too_few_cadres_is_caught(monkeypatch):
    def short_sighted(self, prices, best, slack, k):
        nothing = np.empty(0, np.int64)
        return type("Seen", (), {"home": nothing, "cadre": nothing, "cost": np.empty(0)})(), best

    monkeypatch.setattr(search, "FIRST", 1)
    monkeypatch.setattr("lianxin.pairing.solver.candidates.Catalogue.better", short_sighted)
    caught = 0
    for seed in SEEDS:
        task = any_task(seed, 5, 3, room=1.0)
        caught += solved(task).bound > optimum(task)
    assert caught


def test_the_checker_sees_a_plan_that_is_bent():
    task = any_task(3, 30, 6)
    plan = solved(task)
    for home in range(5):
        bent = plan.pairs.copy()
        bent[home] = (bent[home] + 2) % 6
        wrong = dataclasses.replace(plan, pairs=bent)
        assert faults_in(task, wrong) != [] or cost_of(task, bent) == plan.cost
    crowded = np.zeros(30, np.int64)
    assert any("too many" in fault for fault in broken_rules(task, crowded))


@given(prices=st.lists(st.integers(0, 3000), min_size=6, max_size=6), seed=st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_any_prices_at_all_give_a_true_bound(prices, seed):
    task = any_task(seed, 4, 3)
    task = dataclasses.replace(task, fixed=couples(Required))
    chosen = Prices(np.array(prices[:3], float), np.array(prices[3:], float) / 10)
    looker = search.Search(task, Costs(task), np.arange(4), task.cadres.quota_homes, task.cadres.quota_visits)
    assert looker.look_at(chosen) <= optimum(task)
