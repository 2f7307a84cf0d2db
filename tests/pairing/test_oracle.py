"""On small tasks with both limits the plan costs what HiGHS finds to be least, asked without the solver."""

import dataclasses

import numpy as np
import pytest

from benchmarks.assigning.district import district
from benchmarks.assigning.highs import Problem, ask
from lianxin.pairing.solver import exact, rounding, solve
from lianxin.pairing.vocabulary import Required
from tests.pairing.checker import cost_of_pair, faults_in
from tests.pairing.made import after_leaving, any_task, couples, scarce

SIZES = [(9, 3), (16, 4), (25, 6), (40, 8), (60, 9), (80, 12)]


def task_of(seed, n, m):
    """Room in different scarcity, and nothing set by the desk, so that quotas are hard limits."""
    task = any_task(seed, n, m, room=(0.7, 1.0, 1.3, 2.0)[seed % 4])
    return dataclasses.replace(task, fixed=couples(Required))


def in_full(task):
    """Every pair that is not forbidden, with its cost worked out from the words of the vocabulary."""
    banned = set(zip(task.forbidden.home.tolist(), task.forbidden.cadre.tolist(), strict=True))
    pairs = [(h, c) for h in range(task.homes.n) for c in range(task.cadres.m) if (h, c) not in banned]
    home, cadre = np.array(pairs, np.int64).reshape(-1, 2).T
    return Problem(
        home=home,
        cadre=cadre,
        cost=np.array([cost_of_pair(task, *pair) for pair in pairs], float),
        visits=task.homes.visits,
        past=np.full(task.homes.n, float(task.weights.unpaired)),
        places=task.cadres.quota_homes,
        room=task.cadres.quota_visits,
        whole=True,
    )


@pytest.fixture(scope="module")
def tasks():
    return [task_of(seed, *size) for size in SIZES for seed in range(10)]


@pytest.fixture(scope="module")
def least(tasks):
    return [round(answer.value) for answer in ask([in_full(task) for task in tasks])]


def test_on_sixty_tasks_with_both_limits_cost_and_bound_are_the_least_that_highs_finds(tasks, least):
    for task, best in zip(tasks, least, strict=True):
        plan = solve(task, seed=1, budget_s=60.0)
        assert faults_in(task, plan) == []
        assert (plan.cost, plan.bound) == (best, best)
        assert plan.closed


def test_without_branch_and_bound_the_least_still_lies_between_bound_and_cost(tasks, least, monkeypatch):
    monkeypatch.setattr(exact, "HOMES", 0)
    monkeypatch.setattr(rounding, "SWEEPS", 0)
    dearer = 0
    for task, best in list(zip(tasks, least, strict=True))[::4]:
        plan = solve(task, seed=1, budget_s=60.0)
        assert faults_in(task, plan) == []
        assert plan.bound <= best <= plan.cost
        dearer += plan.cost > best
    assert dearer  # or the test above could not fail


def test_regions_make_a_plan_cheaper_and_break_no_rule(monkeypatch):
    monkeypatch.setattr(exact, "HOMES", 0)
    task = scarce(district(1_200, seed=3))
    monkeypatch.setattr(rounding, "SWEEPS", 0)
    without = solve(task, seed=1, budget_s=60.0)
    monkeypatch.setattr(rounding, "SWEEPS", 3)
    plan = solve(task, seed=1, budget_s=60.0)
    assert faults_in(task, plan) == []
    assert plan.bound <= plan.cost < without.cost


@pytest.mark.parametrize("moving", [400, 2_000])
def test_who_else_moves_when_a_cadre_leaves_moves_because_it_is_best(moving):
    task = dataclasses.replace(any_task(11, 120, 20, room=1.6), fixed=couples(Required))
    today = solve(task, seed=1, budget_s=20.0).pairs
    leaving = int(np.bincount(today[today >= 0]).argmax())
    then = after_leaving(task, today, leaving, moving=moving)
    plan = solve(then, seed=1, budget_s=20.0)
    (answer,) = ask([in_full(then)])
    assert plan.cost == plan.bound == round(answer.value)
