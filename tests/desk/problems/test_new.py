"""记一件新问题: for a home or a place, with what is likely the same shown before it is saved."""

import pytest

from lianxin.problems.models import Origin, Problem
from tests.desk.district import content
from tests.desk.problems.steps import today

pytestmark = pytest.mark.django_db
NEW = "/problems/new/"


@pytest.fixture
def told(wang, deadlines):
    return {
        "home": wang.number,
        "category": "lane",
        "words": "门口到大路三百米泥巴路，下雨走不了",
        "quantity": "300",
        "unit": "米",
        "wished": "铺上砂石",
        "channel": "clerk",
        "caller": "他儿子",
        "reference": "12345-0078",
        "raised_on": today().isoformat(),
    }


def test_a_call_becomes_a_problem_with_a_clock(enter, worker, wang, told):
    answer = enter(worker).post(NEW, told, follow=True)
    problem = Problem.objects.get()
    assert f"已记下 {problem.number}" in content(answer)
    assert (problem.household, problem.quantity, problem.unit, problem.owner) == (wang, 300, "米", worker)
    origin = Origin.objects.get()
    assert (origin.caller, origin.reference, origin.channel) == ("他儿子", "12345-0078", "clerk")
    assert problem.next_at is not None


def test_a_home_is_found_by_who_lives_there(enter, worker, wang, told):
    enter(worker).post(NEW, told | {"home": "王有田"})
    assert Problem.objects.get().household == wang


def test_several_homes_that_fit_are_offered(enter, worker, wang, told, areas, now):
    from lianxin.registry.actions import add_household

    add_household(number="HB000055", area=areas["V1"], head={"name": "王有田"}, actor=None, now=now)
    answer = enter(worker).post(NEW, told | {"home": "王有田"})
    assert answer.status_code == 422
    assert 'value="HB000055"' in answer.content.decode()
    assert not Problem.objects.exists()


def test_a_place_alone_will_do(enter, worker, areas, told):
    enter(worker).post(NEW, told | {"home": "", "area": areas["V1"].code, "category": "street-light"})
    problem = Problem.objects.get()
    assert (problem.household, problem.area) == (None, areas["V1"])


def test_neither_home_nor_place_is_a_fault(enter, worker, told):
    answer = enter(worker).post(NEW, told | {"home": ""})
    assert answer.status_code == 422
    assert "请写户编号，或者选一个地方" in content(answer)


def test_a_home_out_of_sight_is_not_found(enter, worker, li, told):
    answer = enter(worker).post(NEW, told | {"home": li.number})
    assert answer.status_code == 422
    assert "没有找到这一户" in content(answer)
    assert not Problem.objects.exists()


def test_likely_doubles_are_shown_first_and_saved_on_the_second_word(enter, worker, lane, told):
    client = enter(worker)
    answer = client.post(NEW, told)
    assert answer.status_code == 422
    assert lane.number in content(answer)
    assert "不是同一件，照样记下" in content(answer)
    assert 'name="seen" value="on"' in answer.content.decode()
    assert Problem.objects.count() == 1
    client.post(NEW, told | {"seen": "on"})
    assert Problem.objects.count() == 2


def test_words_that_say_nothing_are_refused(enter, worker, told):
    assert enter(worker).post(NEW, told | {"words": " …… "}).status_code == 422
    assert not Problem.objects.exists()


def test_a_supervisor_opens_none(enter, supervisor, told):
    assert enter(supervisor).get(NEW).status_code == 403


def test_without_a_policy_nothing_can_be_opened(enter, worker, wang):
    assert "还没有采用办理时限的办法" in content(enter(worker).get(NEW, follow=True))
