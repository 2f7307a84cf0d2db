"""Worths prove the bound: anybody can work out from them what no plan costs less than."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.assigning.district import district
from benchmarks.assigning.proving import proved
from lianxin.pairing.solver import exact, solve
from lianxin.pairing.solver.arcs import gather
from lianxin.pairing.solver.combos import combos_of
from lianxin.pairing.solver.packing import Packing
from lianxin.pairing.solver.widths import kinds_of
from lianxin.pairing.solver.worths import Worths
from lianxin.pairing.vocabulary import Weights
from tests.pairing.checker import broken_rules, faults_in, optimum, unproved
from tests.pairing.made import any_task, scarce


@pytest.fixture
def unsearched(monkeypatch):
    """No task is small enough for branch and bound over all of it."""
    monkeypatch.setattr(exact, "HOMES", 0)


def solved(task, **options):
    return solve(task, **{"seed": 1, "budget_s": 60.0} | options)


@pytest.mark.parametrize("room", [0.6, 1.0, 1.4, 2.0])
@pytest.mark.usefixtures("unsearched")
def test_the_worths_of_a_plan_prove_its_bound(room):
    for seed in range(6):
        task = any_task(seed, 60, 10, room=room)
        plan = solved(task)
        assert faults_in(task, plan) == []
        assert unproved(task, plan) == 0


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 50), worth=st.lists(st.integers(0, 64 * 25_000), min_size=5, max_size=5))
def test_any_worths_at_all_prove_a_true_bound(seed, worth):
    task = any_task(seed, 5, 3)
    assert proved(task, np.array(worth) / 64) <= optimum(task)


def test_worths_that_are_no_whole_64ths_prove_nothing():
    with pytest.raises(ValueError, match="64th"):
        proved(any_task(1, 5, 3), np.full(5, 1 / 3))


@pytest.mark.usefixtures("unsearched")
def test_a_district_with_both_limits_is_proved_within_a_thousandth():
    task = scarce(district(1_500, seed=4))
    plan = solved(task, enough=1e-3)
    assert broken_rules(task, plan.pairs) == []
    assert unproved(task, plan) == 0
    assert plan.gap <= 1e-3


@pytest.mark.usefixtures("unsearched")
def test_a_proof_that_forgets_the_pairs_nobody_has_looked_at_is_caught(monkeypatch):
    def forgetful(self):
        self.floors = self.search.beyond_reach(self.prices)
        value = float(self.worth.sum() - self.packing.gains(self.worth)[0].sum())
        self.best = dataclasses.replace(self.best, worth=self.worth, bound=value)

    monkeypatch.setattr(Worths, "_prove", forgetful)
    tasks = [scarce(district(600, seed=seed)) for seed in (1, 2, 3)]
    assert any(unproved(task, solved(task)) for task in tasks)


@given(
    places=st.integers(0, 6),
    room=st.integers(0, 40),
    visits=st.lists(st.sampled_from([3, 4, 12]), min_size=1, max_size=7),
    gain=st.lists(st.integers(-300, 300), min_size=7, max_size=7),
)
def test_what_a_cadre_takes_is_the_best_that_any_choice_gains(places, room, visits, gain):
    n = len(visits)
    chosen = [
        sum(gain[home] for home in range(n) if some >> home & 1)
        for some in range(1 << n)
        if some.bit_count() <= places and sum(visits[home] for home in range(n) if some >> home & 1) <= room
    ]
    every, kinds = np.arange(n), kinds_of(np.array(visits))
    arcs = gather(every, 0 * every, 1000.0 - np.array(gain[:n]), 1)
    combos = combos_of(np.array([places]), np.array([room]), kinds)
    packing = Packing(arcs, kinds.of, combos)
    worth = np.full(n, 1000.0)
    choice = packing.choose(worth)
    assert choice.gain.tolist() == [max(chosen)]
    for home in range(n):  # a margin says what it costs to be made to take a home, or to leave it
        dearer = worth.copy()
        dearer[home] -= choice.margin[home] if np.isfinite(choice.margin[home]) else 0.0
        assert packing.gains(dearer)[0].tolist() == [
            max(chosen) - max(float(choice.margin[home]), 0.0) if choice.margin[home] > 0 else max(chosen)
        ]


def test_where_the_numbers_are_too_many_to_list_prices_prove_the_bound(monkeypatch):
    task = dataclasses.replace(any_task(2, 60, 10, room=1.0), weights=Weights(unpaired=20_000))
    monkeypatch.setattr(exact, "HOMES", 0)
    monkeypatch.setattr("lianxin.pairing.solver.combos.MOST", 0)
    plan = solved(task)
    assert faults_in(task, plan) == []
    assert unproved(task, plan) == 0
