"""等我办的: what needs whom, the nearest deadline first; nobody is shown what is another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.problems import actions
from lianxin.problems.models import Problem
from tests.desk.district import content
from tests.desk.problems.steps import PACKET, SOLVED

pytestmark = pytest.mark.django_db


def queue(client):
    return client.get("/problems/")


def group(response, code):
    """The text of one group; empty when it is not there."""
    html = response.content.decode()
    if f'id="group-{code}"' not in html:
        return ""
    return html.split(f'id="group-{code}"')[1].split("</section>")[0]


def test_a_new_problem_waits_for_the_office_of_its_rung(enter, worker, town_head, neighbour, lane, roof):
    village, town = queue(enter(worker)), queue(enter(town_head))
    assert lane.words in group(village, "accept")
    assert roof.words not in group(village, "accept")
    assert roof.words in group(town, "accept")
    assert lane.words not in content(town)
    assert "没有等您办的问题" in content(queue(enter(neighbour)))


def test_whoever_heard_it_first_has_it_until_somebody_accepts_it(enter, worker, town_head, roof):
    assert roof.words in group(queue(enter(worker)), "mine")
    actions.accept(roof, actor=town_head, now=timezone.now())
    assert roof.words not in content(queue(enter(worker)))
    assert roof.words in group(queue(enter(town_head)), "mine")


def test_the_nearest_deadline_comes_first(enter, worker, raise_one):
    raise_one(words="平常的事，不急")
    raise_one(words="屋后滑坡，墙裂了", urgency="life")
    html = queue(enter(worker)).content.decode()
    assert html.index("屋后滑坡") < html.index("平常的事")


def test_packets_are_shown_to_the_rung_above_and_not_to_who_sent_them(enter, worker, town_head, lane):
    actions.send_up(lane, **PACKET, actor=worker, now=timezone.now())
    assert lane.words in group(queue(enter(town_head)), "packets")
    assert not group(queue(enter(worker)), "packets")


def test_what_was_sent_back_and_what_the_district_decides(enter, worker, town_head, desk, lane):
    now = timezone.now()
    actions.send_up(lane, **PACKET, actor=worker, now=now)
    actions.send_back(lane, reason="村里能办", actor=town_head, now=now)
    assert lane.words in group(queue(enter(worker)), "back")
    actions.send_up(lane, **PACKET, actor=worker, now=now)
    assert lane.words in group(queue(enter(desk)), "decide")
    assert not group(queue(enter(town_head)), "decide")


def test_an_ended_one_is_asked_by_somebody_who_did_not_do_it(enter, worker, town_head, supervisor, lane):
    actions.accept(lane, actor=worker, now=timezone.now())
    actions.solve(lane, **SOLVED, actor=worker, now=timezone.now())
    assert not group(queue(enter(worker)), "ask")
    assert lane.words in group(queue(enter(town_head)), "ask")
    assert lane.words in group(queue(enter(supervisor)), "ask")


def test_a_part_is_asked_of_an_office_that_does_not_see_the_problem(enter, worker, lane, areas):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    other = make_worker("T-9", Role.TOWN_HEAD, areas["T2"], name="邻镇镇长")
    actions.accept(lane, actor=worker, now=timezone.now())
    parts = [
        actions.Part("我们牵头", area=areas["V1"], is_lead=True),
        actions.Part("出一台挖机", area=areas["T2"]),
    ]
    actions.handle_jointly(lane, parts=parts, actor=worker, now=timezone.now())
    client = enter(other)
    said = content(queue(client))
    assert "出一台挖机" in said
    assert "我们牵头" not in content(queue(enter(worker)))
    assert "王有田" not in said
    assert lane.words not in said
    part = lane.joints.get(is_lead=False)
    said = content(client.get(f"/problems/parts/{part.pk}/"))
    assert "出一台挖机" in said
    assert lane.words not in said
    assert client.get(f"/problems/{lane.pk}/").status_code == 404
    client.post(f"/problems/parts/{part.pk}/answer/", {"answer": "出了两天"})
    part.refresh_from_db()
    assert (part.answer, part.answered_by) == ("出了两天", other)
    assert not Problem.objects.seen_by(other).exists()


def test_overdue_is_said_in_days(enter, worker, raise_one):
    raise_one(now=timezone.now() - timedelta(days=30))
    assert "已过期" in content(queue(enter(worker)))


def test_a_full_queue_costs_no_more_statements_than_a_short_one(enter, worker, raise_one):
    client = enter(worker)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            queue(client)
        return len(asked)

    raise_one()
    one = cost()
    for number in range(6):
        raise_one(words=f"第 {number} 件")
    assert cost() == one


def test_without_a_policy_the_page_says_what_to_do(enter, worker, wang):
    said = content(queue(enter(worker)))
    assert "还没有采用办理时限的办法" in said
