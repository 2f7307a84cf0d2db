"""Trying a draft on its page and adopting it: said before what will happen, the way back offered after."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.classification.actions import trials
from lianxin.classification.models import Standing
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.work.running import run_next
from tests.desk.district import ALL_WELL, content, know, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(enter, desk, policy):
    return enter(desk)


@pytest.fixture
def modest(wang, policy):
    """王有田 with 12,000 yuan a head: below 1.5 times a line of 8,100, not of 7,800."""
    know(wang, **ALL_WELL | {"income_per_head": 12_000, "income_total": 36_000})
    return wang


@pytest.fixture
def draft(client, policy):
    client.post("/policies/drafts/", {"base": policy.pk})
    draft = PolicyDraft.objects.get()
    set_number(client, draft, "monitoring_line", "7800", "8100")
    set_day(client, draft, timezone.localdate())
    return draft


def at(draft, rest=""):
    return f"/policies/drafts/{draft.pk}/{rest}"


def set_number(client, draft, name, was, value):
    client.post(at(draft, "numbers/"), {f"value-{name}": value, f"was-{name}": was})


def set_day(client, draft, day):
    client.post(at(draft, "head/"), {"effective_on": day.isoformat(), "source": "本区规定"})


def adopt(client, draft):
    draft.refresh_from_db()
    return client.post(at(draft, "adoption/"), {"version": draft.version}, follow=True)


def test_a_trial_shows_who_moves_where_why_and_what_it_costs(client, modest, draft):
    page = content(client.post(at(draft, "trial/"), follow=True))
    assert "1 户里，1 户会变" in page
    assert "待评 → 关心户 1 户" in page
    assert "王有田 HB000001" in page
    assert "现在成立：人均纯收入略高于监测线" in page
    assert "4 → 4 次（0）" in page
    assert "连江区" not in page
    assert "城关镇" in page or "镇" in page
    assert Standing.objects.get().tier == "unassessed"


def test_the_answer_is_past_its_time_once_the_draft_or_the_register_changed(client, modest, draft):
    client.post(at(draft, "trial/"))
    assert "已经过时" not in content(client.get(at(draft, "trial/")))
    set_number(client, draft, "debt_floor", "10000", "12000")
    assert "草稿后来又改过" in content(client.get(at(draft, "trial/")))
    client.post(at(draft, "trial/"))
    know(modest, debt_balance=5)
    assert "户里的情况后来有变动" in content(client.get(at(draft, "trial/")))


def test_a_large_register_is_tried_in_the_background_with_progress(client, modest, draft, monkeypatch):
    monkeypatch.setattr(trials, "AT_ONCE", 0)
    response = client.post(at(draft, "trial/"), follow=True)
    assert "data-watch" in response.content.decode()
    assert "试算办法 办法的草稿" in content(client.get("/tasks/"))
    run_next(flow.JOBS)
    assert "1 户会变" in content(client.get(at(draft, "trial/")))


def test_a_faulty_draft_is_neither_tried_nor_adopted(client, modest, draft):
    set_number(client, draft, "monitoring_line", "8100", "many")
    assert "先改好再试算" in words(client.post(at(draft, "trial/"), follow=True))
    assert "不能采用" in content(client.get(at(draft, "adoption/")))
    assert adopt(client, draft).status_code == 422
    assert Policy.objects.count() == 1


def test_adopting_says_before_what_will_happen_and_shows_how_far_it_is(client, modest, draft, policy):
    client.post(at(draft, "trial/"))
    page = content(client.get(at(draft, "adoption/")))
    assert "代替正在施行的 tiers-2026-01-01" in page
    assert "1 户换类别" in page
    response = adopt(client, draft)
    assert "data-watch" in response.content.decode()
    run_next(flow.JOBS)
    new = Policy.objects.exclude(pk=policy.pk).get()
    page = content(client.get(f"/policies/{new.pk}/"))
    assert "1 户里，1 户已按这一版评定" in page
    assert "要改回去？" in page
    assert Standing.objects.get().tier == "watch"


def test_the_way_back_is_the_former_version_once_more(client, modest, draft, policy):
    adopt(client, draft)
    run_next(flow.JOBS)
    client.post("/policies/drafts/", {"base": policy.pk, "back": "1"})
    back = PolicyDraft.objects.open().get()
    assert back.content["effective_on"] == timezone.localdate().isoformat()
    adopt(client, back)
    run_next(flow.JOBS)
    assert Standing.objects.get().tier == "unassessed"
    in_force = Policy.objects.in_force("tiers", timezone.localdate())
    assert in_force.document.values == policy.document.values
    assert in_force != policy


def test_a_day_that_has_passed_is_refused(client, modest, draft):
    set_day(client, draft, timezone.localdate() - timedelta(days=1))
    assert "不能倒签" in content(client.get(at(draft, "adoption/")))
    assert adopt(client, draft).status_code == 422
    assert Policy.objects.count() == 1


def test_a_draft_changed_since_the_page_was_read_is_not_adopted(client, modest, draft):
    draft.refresh_from_db()
    old = draft.version
    set_number(client, draft, "debt_floor", "10000", "12000")
    page = words(client.post(at(draft, "adoption/"), {"version": old}, follow=True))
    assert "没有采用" in page
    assert Policy.objects.count() == 1


def test_a_later_day_changes_nothing_until_it_has_come(client, modest, draft, policy):
    set_day(client, draft, timezone.localdate() + timedelta(days=40))
    page = content(client.get(at(draft, "adoption/")))
    assert "在那之前谁的类别都不变" in page
    adopt(client, draft)
    flow.carry_on(now=timezone.now())
    assert Standing.objects.get().policy == policy
    new = Policy.objects.exclude(pk=policy.pk).get()
    assert "还没到施行日期" in content(client.get(f"/policies/{new.pk}/"))


def test_pages_speak_english_where_that_is_asked(client, modest, draft):
    client.post(at(draft, "trial/"))
    client.get(f"{at(draft)}?lang=en")
    heads = {
        "": "Where it stands",
        "trial/": "From which class to which",
        "adoption/": "What adopting this draft",
    }
    for rest, head in heads.items():
        page = re.sub("元|年|次|人|月|倍|比例", "", content(client.get(at(draft, rest))))
        assert head in page
        assert not re.search("[试草施规户类]", page.replace("连心户", "").replace("王有田", ""))
