"""全部问题: filters, counts, pages, the glance at a row, views kept under a name, lists taken along."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin.desk.models import SavedView
from lianxin.exports.models import Export
from lianxin.problems import actions
from tests.desk.district import content
from tests.desk.problems.steps import SOLVED

pytestmark = pytest.mark.django_db
LIST = "/problems/all/"


@pytest.fixture
def some(raise_one, lane, roof, worker):
    """Two on the village's rung, one on the town's, one urgent, one overdue, one ended."""
    raise_one(words="屋后滑坡，墙裂了", urgency="life")
    raise_one("boundary", words="地界吵了几年", is_longstanding=True, now=timezone.now() - timedelta(days=40))
    done = raise_one("toilet", words="厕所改好了")
    actions.solve(done, **SOLVED, actor=worker, now=timezone.now())
    return done


def total(client, query=""):
    found = re.search(r"共 ([\d,]+) 件", content(client.get(LIST + query)))
    rows = client.get(LIST + query).content.decode().count("data-row")
    return rows if found is None else int(found.group(1).replace(",", ""))


def chip(client, words, query=""):
    """The number on a chip."""
    html = client.get(LIST + query).content.decode()
    found = re.search(rf">{words} <b>([\d,]+)</b>", html)
    return int(found.group(1)) if found else None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?rung=village", "村（社区）"),
        ("?rung=town", "镇街"),
        ("?phase=waiting", "等人接"),
        ("?urgent=on", "急事"),
        ("?overdue=on", "超期的"),
        ("?mine=on", "在我手上"),
        ("?office=on", "归我这里办"),
        ("?longstanding=on", "历史遗留"),
        ("?category=housing", "修房建房"),
        ("?category=dispute", "纠纷调解"),
        ("?channel=clerk", "来电来人"),
    ],
)
def test_a_chip_counts_what_its_list_shows(enter, worker, some, query, words):
    client = enter(worker)
    number = chip(client, words, query)
    assert number
    assert number == total(client, query)
    assert chip(client, words) == number


def test_counts_follow_the_other_filters(enter, worker, some):
    client = enter(worker)
    assert chip(client, "等人接") == 4
    assert chip(client, "等人接", "?rung=town") == total(client, "?rung=town&phase=waiting") == 1


def test_ended_ones_are_listed_by_month(enter, worker, some):
    client = enter(worker)
    assert "厕所改好了" not in content(client.get(LIST))
    assert "厕所改好了" in content(client.get(f"{LIST}?state=ended"))
    assert "厕所改好了" not in content(client.get(f"{LIST}?state=ended&month=2026-01"))
    assert chip(client, "办成了", "?state=ended") == 1


def test_nobody_finds_what_he_does_not_see(enter, neighbour, some):
    client = enter(neighbour)
    assert total(client) == 0
    assert "这里没有还没办结的问题" in content(client.get(LIST))


@pytest.mark.parametrize("query", ["?phase=gone", "?rung=a%20b", "?month=2026-13", "?after=x", "?area=12"])
def test_an_address_that_makes_no_sense_is_named(enter, worker, deadlines, query):
    assert enter(worker).get(LIST + query).status_code in (400, 404)


def test_pages_hold_fifty_and_lose_none(enter, worker, raise_one):
    for number in range(53):
        raise_one(words=f"第{number:02}件")
    client = enter(worker)
    first = client.get(LIST).content.decode()
    assert first.count("data-row") == 50
    more = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = client.get(LIST + more).content.decode()
    assert second.count("data-row") == 3
    found = set(re.findall(r"第\d\d件", first + second))
    assert len(found) == 53
    back = re.search(r'rel="prev" href="([^"]+)"', second).group(1).replace("&amp;", "&")
    assert set(re.findall(r"第\d\d件", client.get(LIST + back).content.decode())) == set(
        re.findall(r"第\d\d件", first)
    )


def test_a_long_list_costs_no_more_statements_than_a_short_one(enter, worker, raise_one):
    client = enter(worker)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    raise_one()
    cost()
    one = cost()
    for number in range(8):
        raise_one("roof", words=f"第 {number} 件")
    assert cost() == one


def test_a_glance_tells_what_and_where_it_stands(enter, worker, neighbour, lane):
    client = enter(worker)
    fragment = client.get(f"/problems/{lane.pk}/preview/", headers={"X-Fragment": "1"}).content.decode()
    assert "<html" not in fragment
    assert lane.words in fragment
    assert client.get(f"/problems/{lane.pk}/preview/").status_code == 302
    other = enter(neighbour).get(f"/problems/{lane.pk}/preview/", headers={"X-Fragment": "1"})
    assert other.status_code == 404


def test_a_view_is_kept_for_problems_alone(enter, worker, lane):
    client = enter(worker)
    kept = {"step": "keep", "name": "村里超期的", "list": "problems", "rung": "village", "overdue": "on"}
    answer = client.post("/households/views/", kept)
    assert answer.headers["Location"] == f"{LIST}?rung=village&overdue=on"
    assert "村里超期的" in content(client.get(LIST))
    assert "村里超期的" not in content(client.get("/households/"))
    view = SavedView.objects.get()
    client.post("/households/views/", {"step": "remove", "key": view.pk})
    assert "已删掉视图" in content(client.get(LIST))
    assert "已删掉视图" not in content(client.get("/households/"))


def test_a_list_is_taken_along_and_says_what_for_when_it_is_long(enter, worker, raise_one, lane):
    client = enter(worker)
    answer = client.post("/problems/selections/", {"deed": "export", "pick": [str(lane.pk)], "area": "all"})
    assert answer.headers["Location"] == "/households/exports/"
    export = Export.objects.get()
    assert (export.kind, export.things) == ("problems", [lane.pk])
    assert "选了 1 件问题" in content(client.get("/households/exports/"))


def test_all_that_a_filter_finds_is_taken(enter, worker, some):
    client = enter(worker)
    client.post("/problems/selections/", {"deed": "export", "whole": "on", "area": "all", "rung": "town"})
    assert Export.objects.get().chosen == 1


def test_nothing_picked_is_said(enter, worker, lane):
    answer = enter(worker).post("/problems/selections/", {"deed": "export", "area": "all"}, follow=True)
    assert "还没有选问题" in content(answer)
    answer = enter(worker).post("/problems/selections/", {"deed": "export", "pick": "x"}, follow=True)
    assert "没有看懂" in content(answer)


def test_whoever_may_import_finds_the_lists_handed_over(enter, desk, worker, lane):
    address = reverse("desk:petition-imports")
    assert f'href="{address}"' in enter(desk).get(LIST, follow=True).content.decode()
    assert f'href="{address}"' not in enter(worker).get(LIST, follow=True).content.decode()
    assert enter(desk).get(address).status_code == 200
    assert enter(worker).get(address).status_code == 403
