"""看板, what is late, what was sent back, old matters: places and problems, never a table of people."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.people.actions import second_staff
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.problems import actions
from lianxin.problems.models import Problem
from tests.desk.district import content
from tests.desk.problems.steps import PACKET, SOLVED

pytestmark = pytest.mark.django_db
BOARD, LATE, OLD = "/problems/board/", "/problems/late/", "/problems/longstanding/"


def queries_of(client, address):
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as asked:
        client.get(address, follow=True)
    return len(asked)


def long_ago(days=40):
    return timezone.now() - timedelta(days=days)


def test_the_board_says_what_lies_on_each_rung_and_where_it_comes_from(enter, town_head, lane, roof, areas):
    shown = content(enter(town_head).get(BOARD, follow=True))
    assert "2 件没办结，没有超期的" in shown
    assert "村（社区） 1 等人接 1 · 超期 0" in shown
    assert "镇街 1 等人接 1 · 超期 0" in shown
    html = enter(town_head).get(BOARD, follow=True).content.decode()
    assert f"?area={areas['C1'].code}" in html
    below = content(enter(town_head).get(f"{BOARD}?area={areas['C1'].code}"))
    assert "2 件没办结" in below
    assert areas["V1"].name in below


def test_the_board_counts_what_a_list_behind_it_lists(enter, town_head, raise_one, areas):
    raise_one(now=long_ago(3), urgency="life")
    raise_one()
    client = enter(town_head)
    assert "2 件没办结，1 件已经超期" in content(client.get(BOARD, follow=True))
    listed = client.get(f"/problems/all/?area={areas['T1'].code}&overdue=on").content.decode()
    assert listed.count("data-row") == 1


def test_an_empty_board_says_where_problems_come_from(enter, neighbour, lane):
    shown = content(enter(neighbour).get(BOARD, follow=True))
    assert "这里没有没办结的问题" in shown
    assert "泥巴路" not in shown


def test_late_ones_say_where_the_time_went(enter, town_head, raise_one, wang):
    late = raise_one(now=long_ago())
    actions.run_clocks(now=late.due_at + timedelta(minutes=1))
    shown = content(enter(town_head).get(LATE, follow=True))
    assert "1 件超过了这一级的时限" in shown
    assert wang.head.name in shown
    assert "村（社区） 3 个工作日" in shown
    assert "已过期" in shown


def test_what_was_sent_back_says_who_did_and_why(enter, worker, town_head, lane):
    now = timezone.now()
    actions.send_up(lane, **PACKET, actor=worker, now=now)
    actions.send_back(lane, reason="村里自己能办", actor=town_head, now=now)
    client = enter(town_head)
    shown = content(client.get(f"{LATE}?show=returned", follow=True))
    assert "1 件报上去又退回来了" in shown
    assert f"村里自己能办 {lane.town.name} {town_head.name}" in shown
    assert "没有超期的问题" in content(client.get(LATE, follow=True))


def test_old_matters_say_who_finally_closed_them_and_where_he_was_sent_down(
    enter, desk, raise_one, worker, areas
):
    kept = raise_one("boundary", is_longstanding=True, now=long_ago(300))
    done = raise_one("boundary", words="老水渠", is_longstanding=True, now=long_ago(200))
    second_staff(staff=worker, area=areas["V2"], unit="水利局", actor=None, now=timezone.now())
    actions.solve(done, **SOLVED, actor=worker, now=timezone.now())
    forgotten = raise_one(words="没有标的老事", now=long_ago(190))
    Problem.objects.filter(pk=forgotten.pk).update(due_at=timezone.now() + timedelta(days=3))
    shown = content(enter(desk).get(OLD, follow=True))
    assert "1 件历史遗留还没办结" in shown
    assert "办结了 1 件，是谁办结的" in shown
    assert f"{worker.name} 下沉在{areas['V2'].name}" in shown
    assert "1 件 180 天还没办结，也没标" in shown
    assert shown.index(kept.words) < shown.index("老水渠") < shown.index("没有标的老事")


@pytest.mark.parametrize(
    ("line", "days"),
    [("longstanding_days: {value: 180,", 180), ("longstanding_days: {value: 30,", 30), (None, 180)],
    ids=["as shipped", "thirty days", "adopted before it named them"],
)
def test_the_policy_says_after_how_many_days_something_might_be_old(enter, desk, raise_one, line, days):
    told = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8").splitlines(keepends=True)
    known = [one for one in told if not one.startswith("  longstanding_days:")]
    assert len(told) - len(known) == 1
    if line:
        known = [one.replace("longstanding_days: {value: 180,", line) for one in told]
    text = re.sub(r"^(id: .*|effective_on: .*)\d$", r"\g<1>9", "".join(known), flags=re.M)
    adopt_policy(text=text, actor=None, now=timezone.now())
    raise_one(now=long_ago(days - 1))
    client = enter(desk)
    assert "还没办结，也没标" not in content(client.get(OLD, follow=True))
    raise_one(now=long_ago(days + 1))
    assert f"1 件 {days} 天还没办结，也没标" in content(client.get(OLD, follow=True))


def test_no_number_of_days_that_is_adopted_is_too_large_for_the_page(enter, desk, raise_one):
    shipped = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    text = re.sub(r"^(id: .*|effective_on: .*)\d$", r"\g<1>9", shipped, flags=re.M)
    text = text.replace("longstanding_days: {value: 180,", "longstanding_days: {value: 36500,")
    adopt_policy(text=text, actor=None, now=timezone.now())
    raise_one(now=long_ago(200))
    answer = enter(desk).get(OLD, follow=True)
    assert answer.status_code == 200
    assert "还没办结，也没标" not in content(answer)


def test_pages_of_many_ask_no_more_than_pages_of_one(enter, town_head, raise_one):
    client = enter(town_head)

    def fill(count):
        for at in range(count):
            one = raise_one(now=long_ago(200), is_longstanding=bool(at % 2))
            Problem.objects.filter(pk=one.pk).update(rung="town", phase="sent_back")

    addresses = (BOARD, LATE, f"{LATE}?show=returned", OLD)
    fill(2)
    few = [queries_of(client, address) for address in addresses]
    fill(6)
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) < 40


@pytest.mark.parametrize(
    "query", ["?area=bad", "?show=nonsense", "?after=yesterday~1", "?before=2026-01-01T00:00~zz"]
)
def test_an_address_that_makes_no_sense_is_unclear_and_not_an_error(enter, desk, deadlines, query):
    assert enter(desk).get(LATE + query).status_code == 400


def test_pages_stand_without_a_policy_of_deadlines(enter, desk, wang):
    client = enter(desk)
    for address in (BOARD, LATE, OLD, "/problems/promises/", "/problems/trends/", "/problems/topics/"):
        assert client.get(address, follow=True).status_code == 200
