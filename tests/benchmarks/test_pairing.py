"""The contestants of the pairing benchmark are judged without the solver; a wrong plan would show."""

import numpy as np
import pytest

from benchmarks.assigning import greedy, interior, ours, plain_flow
from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from benchmarks.pairing import BOTH, FLOW, GREEDY_BOTH, OURS, SOON, WRONG, check
from tests.pairing.checker import broken_rules, cost_of

HOMES, SEED = 240, 3
FREE = {"homes": HOMES, "seed": SEED, "visits_limited": False}
BOUND = {"homes": HOMES, "seed": SEED, "visits_limited": True}
QUICK = {"enough": 1e-3, "budget_s": 60.0}


@pytest.fixture(scope="module")
def verdicts():
    courses = {
        OURS: ours.solver(**FREE, **QUICK),
        FLOW: plain_flow.plain_flow(**FREE, arcs=17),
        SOON: ours.solver(**BOUND, **QUICK),
        GREEDY_BOTH: greedy.greedy(**BOUND, arcs=17),
        "HiGHS": interior.interior(**BOUND, arcs=10, seconds=60.0),
    }
    return {name: course.show(course.run()) for name, course in courses.items()}


def test_nobody_breaks_a_rule_and_nobody_is_below_the_bound(verdicts):
    assert check(verdicts) == []
    assert not any(verdict.get(fault) for verdict in verdicts.values() for fault in WRONG)


def test_lianxin_is_not_dearer_than_any_peer_by_more_than_its_gap(verdicts):
    for mine, peer in ((OURS, FLOW), (SOON, GREEDY_BOTH), (SOON, "HiGHS")):
        if not verdicts[peer]["unpaired"]:
            assert verdicts[mine]["cost"] <= verdicts[peer]["cost"] * 1.001


def test_a_bound_too_high_a_cost_misstated_and_a_broken_limit_are_noticed(verdicts):
    for change in ({"bound": 10**9}, {"said": 1}, {"too_many_visits": 2}, {"unproved": 3}):
        bent = verdicts | {SOON: verdicts[SOON] | change}
        assert any(SOON in fault or GREEDY_BOTH in fault for fault in check(bent))
    assert check({BOTH: verdicts[SOON] | {"forbidden": 1}})


def test_the_judge_agrees_with_the_checker_of_the_tests():
    task = district(HOMES, SEED)
    pairs = np.random.default_rng(1).integers(0, task.cadres.m, HOMES)
    verdict = judged(task, pairs)
    assert verdict["cost"] == cost_of(task, pairs)
    assert bool(broken_rules(task, pairs)) == any(verdict.get(fault) for fault in WRONG)
