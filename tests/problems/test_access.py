"""Who sees a problem and who may act on it: its place, its holder, and whoever has it."""

import pytest

from lianxin.people.access import may
from lianxin.problems import actions
from lianxin.problems.models import Problem
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db


def seen(person):
    return set(Problem.objects.seen_by(person))


@pytest.fixture
def roof(open_one):
    """On the town's rung, received by the worker."""
    return open_one("roof")


def test_a_problem_is_seen_where_its_home_is(lane, worker, town_head, desk, supervisor, neighbour, admin):
    assert [bool(seen(one)) for one in (worker, town_head, desk, supervisor)] == [True] * 4
    assert [bool(seen(one)) for one in (neighbour, admin)] == [False] * 2


def test_it_follows_the_home_that_moves(lane, wang, areas, worker, neighbour):
    lane.owner = None
    lane.save()
    wang.area = areas["V4"]
    wang.save()
    assert (seen(worker), seen(neighbour)) == (set(), {lane})


def test_whoever_has_it_sees_it_and_may_work_on_it_wherever_it_lies(lane, neighbour, town_head):
    actions.dispatch([lane], to=neighbour, actor=town_head, now=at("2026-03-02 11:00"))
    found = Problem.objects.get()
    assert seen(neighbour) == {found}
    assert may(neighbour, "problem.end", found)
    assert not may(neighbour, "problem.dispatch", found)


def test_a_place_without_a_home_is_seen_by_who_sees_the_place(lane, worker, neighbour):
    Problem.objects.update(household=None, owner=None)
    assert (seen(worker), seen(neighbour)) == ({lane}, set())


def test_what_lies_with_the_town_is_not_the_villages_to_end(roof, worker, town_head, desk):
    Problem.objects.update(owner=None)
    found = Problem.objects.get()
    assert not may(worker, "problem.end", found)
    assert may(town_head, "problem.end", found)
    assert may(worker, "problem.see", found)


def test_what_lies_with_the_district_is_not_the_towns(roof, town_head, desk, areas):
    Problem.objects.update(owner=None, holder=areas["D"], rung="district")
    found = Problem.objects.get()
    assert not may(town_head, "problem.end", found)
    assert may(desk, "problem.end", found)
    assert may(town_head, "problem.see", found)


def test_only_the_district_decides_and_a_supervisor_only_writes_down_answers(
    lane, town_head, desk, supervisor
):
    found = Problem.objects.get()
    assert [may(one, "problem.decide", found) for one in (town_head, desk, supervisor)] == [
        False,
        True,
        False,
    ]
    assert may(supervisor, "problem.judge", found)
    assert not may(supervisor, "problem.end", found)


def test_a_keeper_sees_the_problems_of_his_home_and_does_not_end_those_of_others(lane, wang, neighbour):
    wang.keeper = neighbour
    wang.save()
    found = Problem.objects.get()
    assert seen(neighbour) == {found}
    assert may(neighbour, "problem.see", found)
    assert not may(neighbour, "problem.end", found)
