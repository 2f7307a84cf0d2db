"""Exports on the page: chosen rows, a purpose for more than two hundred, fetched by nobody else."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.exports.actions import clear_away, export_file
from lianxin.exports.models import Export
from lianxin.ledger.models import Event
from lianxin.people.actions import appoint, end_post
from lianxin.people.vocabulary import Role
from lianxin.registry.actions import move_household
from lianxin.work.running import run_next
from tests.desk.district import content, settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(enter, town_head, policy, poor, areas):
    settle_households(areas["V2"], 3)
    return enter(town_head)


def choose(client, **more):
    data = {"deed": "export", "area": "all"} | more
    return client.post("/households/selections/", data, follow=True)


def start(client, **more):
    key = Export.objects.latest("asked_at").pk
    return client.post("/households/exports/", {"key": key, "form": "csv"} | more, follow=True)


def fetch(client):
    key = Export.objects.latest("asked_at").pk
    return client.post("/households/exports/", {"step": "fetch", "key": key})


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [row["户编号"] for row in csv.DictReader(io.StringIO(text))]


def test_picked_rows_are_written_and_fetched(town, poor):
    assert "选了 2 户" in content(choose(town, pick=["HB000100", poor.number]))
    start(town)
    assert run_next(flow.JOBS).kind == "export.run"
    assert "下载 .csv" in content(town.get("/households/exports/"))
    response = fetch(town)
    assert rows(response) == [poor.number, "HB000100"]
    assert "attachment" in response.headers["Content-Disposition"]


def test_all_found_are_those_of_the_list(town):
    choose(town, whole="on", tier="unassessed")
    start(town)
    run_next(flow.JOBS)
    assert len(rows(fetch(town))) == 3


def test_more_than_two_hundred_need_a_purpose_and_are_told_to_the_ledger(town, monkeypatch):
    monkeypatch.setattr("lianxin.exports.actions.WITHOUT_PURPOSE", 2)
    choose(town, whole="on")
    assert "请选做什么用" in content(start(town))
    assert run_next(flow.JOBS) is None
    start(town, purpose="report")
    run_next(flow.JOBS)
    event = Event.objects.get(kind="households.exported")
    assert (event.after["rows"], event.reason) == (4, "report")


def test_a_right_that_ended_meanwhile_counts(town, town_head, areas):
    choose(town, whole="on")
    start(town)
    town_head.posts.all().delete()
    run_next(flow.JOBS)
    assert not Event.objects.filter(kind="households.exported").exists()


def test_a_right_that_ended_after_the_writing_counts_at_the_next_request(town, town_head, areas):
    """He is moved to a place where he may open the page, and nothing else of what he took."""
    choose(town, whole="on")
    start(town)
    run_next(flow.JOBS)
    assert fetch(town).streaming
    appoint(staff=town_head, role=Role.TOWN_HEAD, area=areas["T2"], actor=None, now=timezone.now())
    assert fetch(town).streaming
    end_post(post=town_head.posts.get(area=areas["T1"]), actor=None, now=timezone.now())

    answer = fetch(town)

    assert answer.status_code == 302
    assert not answer.streaming
    assert "请重新选" in content(town.get("/households/exports/"))


def test_a_list_of_which_one_home_is_out_of_sight_now_is_asked_for_anew(town, areas, poor):
    choose(town, whole="on")
    start(town)
    run_next(flow.JOBS)
    move_household(poor, area=areas["V4"], actor=None, now=timezone.now())
    assert fetch(town).status_code == 302
    choose(town, whole="on")
    start(town)
    run_next(flow.JOBS)
    assert len(rows(fetch(town))) == 3


def test_the_clock_clears_a_list_away_after_three_days(town):
    choose(town, whole="on")
    start(town)
    run_next(flow.JOBS)
    export = Export.objects.get()
    now = export.asked_at
    assert clear_away(now=now + timedelta(days=2)) == 0
    assert export_file(export.pk).exists()
    assert clear_away(now=now + timedelta(days=3, minutes=1)) == 1
    assert not export_file(export.pk).exists()


def test_nobody_fetches_the_list_of_another(town, enter, desk):
    choose(town, whole="on")
    start(town)
    run_next(flow.JOBS)
    assert fetch(enter(desk)).status_code == 404
    assert "还没有导出过" in content(enter(desk).get("/households/exports/"))


def test_a_list_that_was_cleared_away_says_so(town):
    choose(town, whole="on")
    start(town)
    assert fetch(town).status_code == 302
    Export.objects.update(cleared_at=timezone.now())
    assert "还没有导出过" in content(town.get("/households/exports/"))
