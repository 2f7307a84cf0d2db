"""What if there were more cadres, or other numbers of visits?"""

import numpy as np

from lianxin.pairing.solver import solve
from lianxin.pairing.trying import Trial, tried
from lianxin.pairing.vocabulary import Cadres, Homes, Task


def task(n=12, quota=5):
    """n homes on a line, each owed 3 visits, and one cadre with room for `quota` of them."""
    ones, nothing = np.ones(n, np.int64), np.zeros(n, np.int64)
    homes = Homes(np.arange(n) * 1.0, np.zeros(n), nothing, nothing, 3 * ones, ones, -ones, nothing)
    zero = np.zeros(1, np.int64)
    limits = np.array([quota]), np.array([3 * quota])
    cadres = Cadres(np.zeros(1), np.zeros(1), zero, zero, *limits, np.zeros(1, bool), zero, zero)
    return Task(homes, cadres)


def test_more_cadres_make_room_for_everybody():
    assert solve(task(), seed=1, budget_s=5).unpaired == 7
    assert solve(tried(task(), Trial(more_cadres=2), seed=1), seed=1, budget_s=5).unpaired == 0


def test_new_cadres_are_like_the_usual_one_and_the_same_for_a_seed():
    first, second = (tried(task(), Trial(more_cadres=4), seed=7).cadres for _ in range(2))
    assert first.quota_homes.tolist() == [5] * 5
    assert first.x.tolist() == second.x.tolist()


def test_other_visits_are_those_of_the_class_alone():
    homes = tried(task(), Trial(visits={1: 6}), seed=1).homes
    assert set(homes.visits.tolist()) == {6}
    assert set(tried(task(), Trial(visits={3: 9}), seed=1).homes.visits.tolist()) == {3}


def test_nothing_tried_is_the_same_task():
    same = tried(task(), Trial(), seed=1)
    assert same.cadres.m == 1
    assert same.homes.visits.tolist() == task().homes.visits.tolist()
