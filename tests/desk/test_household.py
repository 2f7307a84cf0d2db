"""The page of one household: why it is in its class, who lives there, what is known, what happened."""

import pytest

from lianxin.registry.models import Household
from tests.desk.district import ALL_WELL, content, know, tell_of
from tests.registry.families import ID_OF_WANG, PHONE_OF_WANG, member

pytestmark = pytest.mark.django_db


def page_of(client, household):
    response = client.get(f"/households/{household.number}/")
    assert response.status_code == 200
    return content(response)


def test_the_class_is_explained_in_plain_words(enter, worker, poor):
    page = page_of(enter(worker), poor)
    assert "为什么是连心户" in page
    assert "人均纯收入低于监测线 人均纯收入 3,100 元/年，低于 7,800 元/年（监测线） 干部核实" in page
    assert "依据：中央农村工作领导小组" in page


def test_a_reason_that_rests_on_members_names_them(enter, worker, poor):
    tell_of(member(poor, "王有田"), health="disabled", disability_level="2")
    tell_of(member(poor, "王小明"), health="healthy")
    page = page_of(enter(worker), poor)
    assert "有重度残疾人且收入偏低" in page
    assert "王有田 残疾，二级" in page
    assert "王小明 健康" not in page


def test_what_could_change_the_class_is_asked_with_a_place_for_the_answer(enter, worker, wang, policy):
    know(wang, income_per_head=30000, income_total=90000)
    response = enter(worker).get(f"/households/{wang.number}/")
    page = content(response)
    assert "为什么是待评" in page
    assert "问清这些，可能变成连心户或关心户或放心户" in page
    assert "住房安全 没问过" in page
    assert f"/households/{wang.number}/facts/housing_is_safe/" in response.content.decode()


def test_a_stale_fact_keeps_its_word_and_is_asked_again(enter, worker, wang, policy):
    know(wang, days_ago=800, **ALL_WELL)
    page = page_of(enter(worker), wang)
    assert "该重问了" in page
    assert "上次：是，2 年前" in page


def test_a_missing_day_of_birth_leads_to_the_correction_for_who_may_correct(
    enter, worker, town_head, wang, policy
):
    know(wang, **ALL_WELL | {"income_per_head": 9000})
    address = f"/residents/{member(wang, '王小明').pk}/correction/"
    assert "王小明 · 出生日期" in page_of(enter(worker), wang)
    assert address not in enter(worker).get(f"/households/{wang.number}/").content.decode()
    assert address in enter(town_head).get(f"/households/{wang.number}/").content.decode()


def test_numbers_are_masked(enter, worker, poor):
    html = enter(worker).get(f"/households/{poor.number}/").content.decode()
    assert ID_OF_WANG not in html
    assert PHONE_OF_WANG not in html
    assert "610998********0013" in html
    assert "100****5678" in html


def test_buttons_are_there_for_those_who_may(enter, worker, supervisor, poor):
    asks = "替他们提出异议"
    assert asks in page_of(enter(worker), poor)
    reading = page_of(enter(supervisor), poor)
    assert asks not in reading
    assert "查看" in reading


def test_the_story_tells_facts_and_classes_the_latest_first(enter, worker, poor):
    page = page_of(enter(worker), poor)
    story = page[page.index("经过") :]
    assert story.index("第一次分类：连心户") < story.index("人均纯收入 3,100 元/年")
    assert "登记入册" in story


def test_the_whole_story_has_its_own_page(enter, worker, poor):
    for amount in range(1, 15):
        know(poor, income_per_head=3100 + amount)
    client = enter(worker)
    assert f"/households/{poor.number}/history/" in client.get(f"/households/{poor.number}/").content.decode()
    whole = content(client.get(f"/households/{poor.number}/history/"))
    assert "3,100 元/年 → 3,101 元/年" in whole
    assert "登记入册" in whole


def test_a_household_out_of_sight_is_not_there(enter, neighbour, poor):
    client = enter(neighbour)
    for page in ("", "history/", "objection/", "facts/income_per_head/"):
        assert client.get(f"/households/{poor.number}/{page}").status_code == 404


def test_without_a_policy_the_page_says_so(enter, worker, wang):
    assert "还没有采用分类办法" in page_of(enter(worker), wang)


def test_a_number_with_a_slash_has_a_page(enter, worker, wang, policy):
    Household.objects.filter(pk=wang.pk).update(number="2026/7-1")
    client = enter(worker)
    assert "/households/2026~7-1/" in client.get("/households/").content.decode()
    assert "2026/7-1" in content(client.get("/households/2026~7-1/"))


def test_a_large_family_costs_as_many_queries_as_a_small_one(
    enter, worker, poor, li, django_assert_max_num_queries
):
    from django.utils import timezone

    from lianxin.registry.actions import add_resident
    from lianxin.registry.vocabulary import Relation

    client, address = enter(worker), f"/households/{poor.number}/"
    client.get(address)
    with django_assert_max_num_queries(34) as few:
        client.get(address)
    for number in range(6):
        person = {"name": f"孙{number}", "relation": Relation.GRANDCHILD}
        tell_of(add_resident(poor, actor=None, now=timezone.now(), **person), health="healthy")
    with django_assert_max_num_queries(35) as many:
        client.get(address)
    assert len(many) - len(few) <= 1
