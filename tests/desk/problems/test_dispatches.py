"""Giving out several problems: who gets how many before, one step after, those left out named, taken back."""

import pytest

from lianxin.desk.models import Deed
from lianxin.ledger.models import Event
from lianxin.problems import actions
from tests.desk.district import content
from tests.desk.problems.steps import SOLVED

pytestmark = pytest.mark.django_db
DISPATCHES = "/problems/dispatches/"


def pick(client, *problems):
    """Choose rows for the bulk bar; returns the address that it leads to."""
    picked = [str(one.pk) for one in problems]
    answer = client.post("/problems/selections/", {"deed": "dispatch", "pick": picked, "area": "all"})
    return answer.headers["Location"]


@pytest.fixture
def three(raise_one):
    return [raise_one("roof", words=f"第 {number} 家漏雨") for number in range(3)]


def test_who_gets_how_many_is_said_before_anything_happens(enter, town_head, worker, three):
    client = enter(town_head)
    where = pick(client, *three)
    assert where.startswith(DISPATCHES)
    client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
    said = content(client.get(where))
    assert "会交办 3 件" in said
    assert worker.name in said
    for one in three:
        one.refresh_from_db()
        assert one.phase == "waiting"


def test_all_are_given_in_one_step_and_taken_back_together(enter, town_head, worker, three):
    client = enter(town_head)
    where = pick(client, *three)
    client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
    assert "已交办 3 件" in content(client.post(where, {"step": "do"}, follow=True))
    for one in three:
        one.refresh_from_db()
        assert (one.phase, one.owner) == ("held", worker)
    assert Event.objects.filter(kind="problem.dispatched").count() == 3
    assert "已交办 3 件" in content(client.get(where))
    assert "已撤销 3 件" in content(client.post(where, follow=True))
    for one in three:
        one.refresh_from_db()
        assert one.phase == "waiting"


def test_each_goes_to_its_own_village(enter, town_head, three, areas):
    client = enter(town_head)
    where = pick(client, *three)
    client.post(where, {"step": "look", "to": "each:village"})
    assert areas["V1"].name in content(client.get(where))
    client.post(where, {"step": "do"})
    for one in three:
        one.refresh_from_db()
        assert (one.rung, one.holder, one.phase) == ("village", areas["V1"], "waiting")


def test_those_that_cannot_be_given_are_named_and_left_out(enter, town_head, worker, three):
    actions.solve(three[0], **SOLVED, actor=worker, now=three[0].opened_at)
    client = enter(town_head)
    where = pick(client, *three)
    assert "1 件不交" in content(client.get(where))
    client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
    client.post(where, {"step": "do"})
    deed = Deed.objects.get()
    assert (deed.made, deed.refused) == (2, {"ended": 1})
    assert "这件事已经办结" in content(client.get(where))


def test_what_was_worked_on_since_stays_where_it_is(enter, town_head, worker, three):
    client = enter(town_head)
    where = pick(client, *three)
    client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
    client.post(where, {"step": "do"})
    actions.note(three[1], words="去看过了", actor=worker, now=three[1].opened_at)
    said = content(client.post(where, follow=True))
    assert "已撤销 2 件" in said
    assert "1 件后来又有人办过" in said


def test_nobody_is_offered_who_has_no_part_in_it(enter, town_head, neighbour, worker, three):
    client = enter(town_head)
    where = pick(client, *three)
    assert f"staff:{neighbour.pk}" not in client.get(where).content.decode()
    answer = client.post(where, {"step": "look", "to": f"staff:{neighbour.pk}"})
    assert answer.status_code == 422
    assert not Deed.objects.get().values


def test_another_does_not_find_the_dispatch(enter, town_head, desk, three):
    where = pick(enter(town_head), *three)
    assert enter(desk).get(where).status_code == 404


def test_a_village_gives_out_nothing(enter, worker, lane):
    picked = {"deed": "dispatch", "pick": [str(lane.pk)], "area": "all"}
    assert enter(worker).post("/problems/selections/", picked).status_code == 403


def test_giving_out_many_takes_no_more_statements_for_each(enter, town_head, worker, raise_one):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(number):
        client = enter(town_head)
        where = pick(client, *(raise_one("roof", words=f"{number} {at}") for at in range(number)))
        client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
        with CaptureQueriesContext(connection) as asked:
            client.post(where, {"step": "do"})
        return len(asked)

    assert cost(12) <= cost(2) + 4


def test_a_deed_about_problems_is_found_among_ones_tasks(enter, town_head, worker, three):
    client = enter(town_head)
    where = pick(client, *three)
    client.post(where, {"step": "look", "to": f"staff:{worker.pk}"})
    client.post(where, {"step": "do"})
    assert where.replace("&", "&amp;") in client.get("/tasks/").content.decode()
    assert "刚做完" not in content(client.get("/households/"))
