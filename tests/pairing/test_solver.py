"""What a plan promises: who goes to whom, why, and what stands in the way."""

import dataclasses
from math import inf

import numpy as np
import pytest

from lianxin.pairing.solver.solving import solve
from lianxin.pairing.vocabulary import (
    NOBODY,
    Forbidden,
    Limit,
    Reason,
    Required,
    Scope,
    Task,
    TaskError,
    Weights,
)
from tests.pairing.checker import faults_in
from tests.pairing.made import after_leaving, any_task, cadres, couples, homes


def solved(task, **options):
    plan = solve(task, **{"seed": 1, "budget_s": 20.0} | options)
    assert faults_in(task, plan) == []
    return plan


def reasons(plan, home):
    return Reason(int(plan.reasons[home]))


def test_everybody_goes_to_the_nearest_when_there_is_room():
    plan = solved(Task(homes(4), cadres(4)))
    assert plan.pairs.tolist() == [0, 1, 2, 3]
    assert plan.cost == plan.bound == plan.floor == 0
    assert plan.closed
    assert reasons(plan, 0) == Reason.CHEAPEST | Reason.SAME_AREA | Reason.SAME_TOWN


def test_who_knows_the_family_stays_unless_he_is_much_further():
    task = Task(homes(3, keeper=[1, 1, 0]), cadres(2))
    plan = solved(task)
    assert plan.pairs.tolist() == [1, 1, 0]
    assert plan.kept == 3
    assert all(reasons(plan, home) & Reason.KEPT for home in range(3))
    eager = dataclasses.replace(task, weights=Weights(change=5))
    assert solved(eager).pairs.tolist() == [0, 1, 1]
    assert reasons(solved(eager), 0) & Reason.CHANGED


def test_a_pair_set_by_the_desk_stays_and_a_forbidden_one_never_comes():
    task = Task(
        homes(3, keeper=[0, 0, 0]),
        cadres(3),
        couples(Forbidden, (0, 0)),
        couples(Required, (1, 2)),
    )
    plan = solved(task)
    assert plan.pairs.tolist() == [1, 2, 0]
    assert reasons(plan, 0) & Reason.KEEPER_FORBIDDEN
    assert reasons(plan, 1) & Reason.FIXED


def test_what_the_desk_has_set_stays_even_beyond_a_quota_and_nobody_else_comes():
    task = Task(homes(4), cadres(2, quota_homes=[1, 9]), fixed=couples(Required, (2, 0), (3, 0)))
    plan = solved(task)
    assert plan.pairs.tolist() == [1, 1, 0, 0]


def test_leaders_take_priority_households_first():
    task = Task(
        homes(4, visits=[12, 3, 12, 3], x=[0.0, 0.0, 0.0, 0.0]),
        cadres(2, first_tier=[True, False], quota_homes=[2, 9], quota_visits=[24, 24], x=[0.0, 0.0]),
    )
    plan = solved(task)
    assert plan.pairs[[1, 3]].tolist() == [1, 1]
    assert 0 in plan.pairs[[0, 2]]


def test_a_needed_skill_is_worth_a_longer_way():
    task = Task(homes(1, needs=[2]), cadres(2, x=[0.0, 5.0], skills=[1, 3]))
    plan = solved(task)
    assert plan.pairs.tolist() == [1]
    assert reasons(plan, 0) & Reason.SKILLED
    far = Task(homes(1, needs=[2]), cadres(2, x=[0.0, 50.0], skills=[1, 3]))
    assert reasons(solved(far), 0) & Reason.SKILL_MISSING


def test_the_limit_on_visits_binds_where_the_limit_on_homes_does_not():
    task = Task(homes(6, visits=[12] * 6), cadres(2, quota_visits=[40, 40], x=[0.0, 30.0]))
    plan = solved(task)
    assert np.bincount(plan.pairs).tolist() == [3, 3]


def test_too_little_room_is_explained_with_what_would_free_it():
    task = Task(homes(10), cadres(2, quota_homes=[3, 3]))
    plan = solved(task)
    assert plan.unpaired == 4
    assert plan.shortage.homes.tolist() == np.flatnonzero(plan.pairs == NOBODY).tolist()
    (binding,) = plan.shortage.bindings
    assert (binding.scope, binding.limit, binding.need, binding.room) == (Scope.DISTRICT, Limit.HOMES, 10, 6)
    assert binding.hard
    assert binding.lacking == 4
    assert binding.more_cadres == 2
    assert binding.quota_more == pytest.approx(2 / 3)
    again = dataclasses.replace(task, cadres=cadres(4, quota_homes=[3] * 4))
    assert solved(again).unpaired == 0


def test_a_town_without_room_is_named_although_others_take_its_homes():
    task = Task(
        homes(6, town=[1, 1, 1, 1, 2, 2]),
        cadres(2, town=[1, 2], quota_homes=[3, 9]),
    )
    plan = solved(task)
    assert plan.unpaired == 0
    (binding,) = plan.bindings
    assert (binding.scope, binding.of, binding.lacking, binding.hard) == (Scope.TOWN, 1, 1, False)
    assert sum(bool(bits & Reason.OTHER_TOWN) for bits in plan.reasons.tolist()) == 1


def test_a_skill_that_nobody_has_is_named():
    plan = solved(Task(homes(2, needs=[0, 4]), cadres(2, skills=[1, 2])))
    (binding,) = (binding for binding in plan.bindings if binding.limit is Limit.HOMES)
    assert (binding.scope, binding.of, binding.need, binding.room) == (Scope.SKILL, 2, 1, 0)
    assert binding.quota_more == inf


def test_a_home_to_whom_everyone_is_forbidden_is_told_apart_from_a_lack_of_room():
    task = Task(homes(2), cadres(2), couples(Forbidden, (0, 0), (0, 1), (0, 1)))
    plan = solved(task)
    assert plan.pairs.tolist() == [NOBODY, 1]
    assert plan.shortage.forbidden.tolist() == [0]
    assert plan.shortage.bindings == ()
    assert reasons(plan, 0) == Reason.UNPAIRED | Reason.ALL_FORBIDDEN


def test_room_in_pieces_that_are_too_small_is_no_limit_too_small():
    task = Task(homes(1, visits=[12]), cadres(3, quota_visits=[11, 11, 11]))
    plan = solved(task)
    assert plan.unpaired == 1
    assert plan.shortage.bindings == ()
    assert reasons(plan, 0) & Reason.ROOM_LACKING


def test_nobody_at_all_is_an_answer_too():
    nobody = solved(Task(homes(0), cadres(3)))
    assert (nobody.cost, nobody.bound, nobody.gap, nobody.shortage) == (0, 0, 0.0, None)
    no_cadres = solved(Task(homes(2), cadres(0)))
    assert no_cadres.pairs.tolist() == [NOBODY, NOBODY]
    assert no_cadres.cost == no_cadres.bound == 2 * Weights().unpaired


def test_the_same_seed_gives_the_same_plan_and_another_seed_the_same_cost():
    task = any_task(5, 60, 12)
    first, again, other = solved(task, seed=3), solved(task, seed=3), solved(task, seed=4)
    assert (first.pairs == again.pairs).all()
    assert (first.bound, first.cost) == (again.bound, again.cost)
    assert other.cost == pytest.approx(first.cost, rel=0.02)


def test_between_equal_plans_the_seed_decides():
    task = Task(homes(8, x=np.zeros(8)), cadres(8, x=np.zeros(8), quota_homes=[1] * 8))
    plans = {tuple(solved(task, seed=seed).pairs.tolist()) for seed in range(5)}
    assert len(plans) > 1


def test_a_budget_of_nothing_still_gives_a_plan_with_an_honest_bound():
    solved(any_task(8, 80, 12), budget_s=0.0)


def test_when_a_cadre_leaves_his_homes_move_and_hardly_any_other():
    task = any_task(11, 120, 20, room=1.6)
    today = solved(task).pairs
    leaving = int(np.bincount(today[today >= 0]).argmax())
    plan = solved(after_leaving(task, today, leaving, moving=400))
    his, others = today == leaving, today != leaving
    assert not (plan.pairs == leaving).any()
    assert (plan.pairs[his] != NOBODY).sum() >= his.sum() - 1
    assert (plan.pairs != today)[others].sum() <= 3


def test_when_moving_is_too_dear_nobody_else_moves():
    task = any_task(11, 120, 20, room=1.6)
    today = solved(task).pairs
    plan = solved(after_leaving(task, today, 2, moving=10**5))
    others = (today != 2) & (today != NOBODY)
    assert (plan.pairs == today)[others].all()


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("visits", {"homes": homes(2, visits=[3, 0])}),
        ("keeper", {"homes": homes(2, keeper=[0, 2])}),
        ("place", {"homes": homes(2, x=[0.0, np.nan])}),
        ("lengths", {"homes": homes(2, needs=[0, 0, 0])}),
        ("quota", {"cadres": cadres(2, quota_homes=[1, -1])}),
        ("couple", {"forbidden": couples(Forbidden, (0, 2))}),
        ("fixed-twice", {"fixed": couples(Required, (1, 0), (1, 1))}),
        ("fixed-forbidden", {"forbidden": couples(Forbidden, (1, 1)), "fixed": couples(Required, (1, 1))}),
        ("weights", {"weights": Weights(change=-1)}),
    ],
)
def test_a_task_that_contradicts_itself_is_refused_with_a_code(code, change):
    with pytest.raises(TaskError) as caught:
        solve(dataclasses.replace(Task(homes(2), cadres(2)), **change), seed=1, budget_s=1.0)
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.message_en
