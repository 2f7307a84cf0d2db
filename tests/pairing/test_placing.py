"""Everybody gets somebody first, however little time there is, and room is made where it lies in pieces."""

import dataclasses

import numpy as np
import pytest

from lianxin.pairing.solver import placing, solve
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.pace import Pace
from lianxin.pairing.solver.placing import Placing
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Forbidden, Required, Task
from tests.pairing.checker import faults_in
from tests.pairing.made import any_task, cadres, couples, homes, ints


def placed(task, pairs):
    limits = Limits(task.cadres.quota_homes, task.cadres.quota_visits, task.homes.visits)
    placing = Placing(task, Costs(task), np.arange(task.homes.n), limits, ints(*pairs))
    placing.anywhere()
    return placing.pairs.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_a_budget_of_nothing_leaves_nobody_alone_who_could_be_placed(seed):
    task = dataclasses.replace(any_task(seed, 150, 20, room=2.0), fixed=couples(Required))
    hurried, patient = solve(task, seed=1, budget_s=0.0), solve(task, seed=1, budget_s=60.0)
    assert faults_in(task, hurried) == []
    assert hurried.unpaired == patient.unpaired
    assert hurried.cut_short
    assert not patient.cut_short


def test_a_home_moves_on_so_that_one_who_has_no_other_choice_finds_room():
    task = Task(homes(2), cadres(2, quota_homes=[1, 1]), couples(Forbidden, (0, 1)))
    assert placed(task, [NOBODY, 0]) == [0, 1]


def test_homes_move_on_to_where_homes_have_moved_on():
    banned = couples(Forbidden, (0, 1), (0, 2), (1, 2))
    task = Task(homes(3), cadres(3, quota_homes=[1, 1, 1]), banned)
    assert placed(task, [NOBODY, 0, 1]) == [0, 1, 2]


def test_several_light_homes_make_room_for_a_heavy_one():
    task = Task(homes(4, visits=[12, 4, 4, 4]), cadres(2, quota_visits=[12, 12]))
    assert placed(task, [NOBODY, 0, 1, 1]) == [0, 1, 1, 1]


def test_who_cannot_be_placed_leaves_everything_as_it_was():
    task = Task(homes(3, visits=[12, 4, 4]), cadres(2, quota_visits=[11, 11]))
    assert placed(task, [NOBODY, 0, 1]) == [NOBODY, 0, 1]


def test_without_making_room_somebody_would_stay_alone(monkeypatch):
    monkeypatch.setattr(placing, "DEPTH", 0)
    task = Task(homes(2), cadres(2, quota_homes=[1, 1]), couples(Forbidden, (0, 1)))
    assert placed(task, [NOBODY, 0]) == [NOBODY, 0]


def test_the_pace_lets_work_begin_until_the_budget_is_spent_and_remembers_that():
    assert Pace(60.0).allows()
    spent = Pace(0.0)
    assert not spent.cut_short
    assert not spent.allows()
    assert spent.cut_short
