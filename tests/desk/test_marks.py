"""Narrowing the list by marks, and sorting it by what changed: counts, lists and pages agree."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.classification.models import Standing, Tenure
from lianxin.desk import figures
from lianxin.registry.actions import move_household_away
from lianxin.registry.models import Household
from tests.desk.district import ALL_WELL, content, know, settle_households
from tests.desk.test_households import chips, numbers

pytestmark = pytest.mark.django_db

MARKS = {"ask": "有要问的", "contested": "有异议", "changed": "30 天内换了类别", "away": "已迁出"}
TIERS = {"priority": "连心户", "watch": "关心户", "fine": "放心户", "unassessed": "待评"}


def grow_poor(household):
    """Everything in order at first, then an income far below the line."""
    know(household, **ALL_WELL)
    know(household, income_per_head=3100)


@pytest.fixture
def town(enter, town_head, worker, policy, wang, areas):
    """王 changed to 连心户 today and contests it; eight are 待评, one of ten has left."""
    grow_poor(wang)
    settle_households(areas["V2"], 6)
    settle_households(areas["V3"], 3, start=200)
    gone = Household.objects.get(number="HB000202")
    move_household_away(gone, left_on=timezone.localdate(), actor=None, now=timezone.now())
    flow.carry_on(now=timezone.now())
    enter(worker).post(f"/households/{wang.number}/objection/", {"words": "我家没有这么穷"})
    return enter(town_head)


def test_each_chip_counts_what_its_list_shows(town):
    whole = chips(town.get("/households/"))
    assert [whole[words] for words in MARKS.values()] == ["8", "1", "1", "1"]
    for mark, words in MARKS.items():
        assert len(numbers(town.get("/households/", {"mark": mark}))) == int(whole[words]), mark


def test_classes_and_marks_count_within_each_other(town):
    for mark in ("ask", "contested", "changed"):
        narrowed = chips(town.get("/households/", {"mark": mark}))
        for tier, words in TIERS.items():
            both = town.get("/households/", {"mark": mark, "tier": tier})
            assert len(numbers(both)) == int(narrowed[words]), (mark, tier)
            assert chips(both)[MARKS[mark]] == narrowed[words]


@pytest.mark.parametrize("few", [0, 1_000_000])
def test_common_and_rare_classes_list_the_same_households(town, areas, monkeypatch, few):
    expected = {
        (tier, mark): numbers(town.get("/households/", {"mark": mark, "tier": tier}))
        for tier in TIERS
        for mark in ("", "ask", "contested", "changed")
    }
    monkeypatch.setattr(figures, "RARE", few)
    settle_households(areas["V2"], 1, start=700)  # one more, so that no answer can be a remembered one
    for (tier, mark), found in expected.items():
        again = numbers(town.get("/households/", {"mark": mark, "tier": tier}))
        assert [number for number in again if number != "HB000700"] == found, (tier, mark)
    assert len(expected["unassessed", ""]) == 8


def test_a_household_that_left_is_shown_with_the_head_it_had(town):
    page = content(town.get("/households/", {"mark": "away"}))
    assert "住户202 HB000202" in page
    assert "HB000202" not in content(town.get("/households/"))


def test_a_change_of_long_ago_is_no_change_of_late(town):
    then = timezone.localdate() - timedelta(days=31)
    Tenure.objects.exclude(to_on=None).update(from_on=then, to_on=then)
    assert chips(town.get("/households/"))[MARKS["changed"]] == "0"
    assert numbers(town.get("/households/", {"mark": "changed"})) == []


def test_a_first_class_is_no_change(enter, worker, policy, areas):
    settle_households(areas["V1"], 2)
    assert chips(enter(worker).get("/households/"))[MARKS["changed"]] == "0"


@pytest.mark.parametrize("tier", ["", "unassessed"])
def test_what_changed_last_comes_first_on_every_page(town, areas, tier):
    settle_households(areas["V2"], 60, start=500)
    today = timezone.localdate()
    for days, standing in enumerate(Standing.objects.order_by("household__number")):
        Standing.objects.filter(pk=standing.pk).update(since_on=today - timedelta(days=days % 7))
    first = town.get("/households/", {"sort": "changed", "tier": tier})
    second = town.get(after(first))
    shown = numbers(first) + numbers(second)
    total = 69 if not tier else 68
    assert len(numbers(first)) == 50
    assert len(set(shown)) == len(shown) == total
    since = dict(Standing.objects.values_list("household__number", "since_on"))
    days = [since[number] for number in shown]
    assert days == sorted(days, reverse=True)
    assert numbers(town.get(after(second, "prev"))) == numbers(first)


def after(response, rel="next"):
    link = re.search(rf'rel="{rel}" href="([^"]+)"', response.content.decode())[1]
    return "/households/" + link.replace("&amp;", "&")


@pytest.mark.parametrize(
    "query", ["mark=rich", "sort=age", "sort=changed&after=HB1", "sort=changed&after=2026-01-01.x"]
)
def test_a_mark_or_an_order_that_makes_no_sense_is_said_to_make_none(town, query):
    response = town.get("/households/?" + query)
    assert response.status_code == 400
    assert "看不懂这个网址" in content(response)


def test_nobody_counts_a_mark_of_a_place_he_does_not_see(town, enter, neighbour, li):
    grow_poor(li)
    counts = chips(enter(neighbour).get("/households/"))
    assert counts[MARKS["contested"]] == counts[MARKS["away"]] == "0"
    assert counts[MARKS["changed"]] == "1"
