"""Answers owed to homes that gave advice: given by whoever owes them, or passed on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin.problems.models import Reply
from lianxin.visits.models import Item
from tests.desk.district import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice(wang, worker, deadlines):
    now = timezone.now()
    about = {"household": wang, "area": wang.area}
    item = Item.objects.create(
        op_id=uuid4(),
        kind="advice",
        category="other",
        text="晒场白天锁着",
        raised_at=now,
        raised_by=worker,
        **about,
    )
    return Reply.objects.create(
        item=item, owner=worker, owed_from=now, due_at=now + timedelta(days=7), **about
    )


def test_it_waits_for_whoever_owes_it_and_is_answered(enter, worker, advice):
    client = enter(worker)
    assert "晒场白天锁着" in content(client.get("/problems/"))
    where = f"/problems/replies/{advice.pk}/"
    assert client.post(where, {"words": "……"}).status_code == 422
    client.post(where, {"words": "从下周起白天开门"})
    advice.refresh_from_db()
    assert (advice.words, advice.answered_by) == ("从下周起白天开门", worker)
    assert "从下周起白天开门" in content(client.get(where))
    assert "晒场白天锁着" not in content(client.get("/problems/"))


def test_it_is_answered_once(enter, worker, advice):
    client, where = enter(worker), f"/problems/replies/{advice.pk}/"
    client.post(where, {"words": "开门"})
    assert "已经答复过" in content(client.post(where, {"words": "又答一次"}, follow=True))
    advice.refresh_from_db()
    assert advice.words == "开门"


def test_it_is_passed_on_by_the_same_day(enter, worker, town_head, advice):
    before = advice.due_at
    client, where = enter(worker), f"/problems/replies/{advice.pk}/passing-on/"
    assert "没有这个工号" in content(client.post(where, {"number": "Z-404"}, follow=True))
    client.post(where, {"number": town_head.number.lower()})
    advice.refresh_from_db()
    assert (advice.owner, advice.due_at) == (town_head, before)


def test_a_stranger_neither_reads_nor_answers_it(enter, neighbour, supervisor, advice):
    where = f"/problems/replies/{advice.pk}/"
    assert enter(neighbour).get(where).status_code == 404
    assert enter(neighbour).post(where, {"words": "好"}).status_code == 404
    assert enter(supervisor).get(where).status_code == 200
    assert enter(supervisor).post(where, {"words": "好"}).status_code == 403
