"""Writing down a fact, seeing the class follow at once, and taking back what was wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.registry.models import Fact
from tests.desk.district import ALL_WELL, content, know
from tests.registry.families import member

pytestmark = pytest.mark.django_db


def address(household, code="income_per_head"):
    return f"/households/{household.number}/facts/{code}/"


def given(value, **more):
    day = timezone.localdate().isoformat()
    return {"value": value, "observed_on": day, "source": "cadre", "note": ""} | more


def test_a_fact_is_written_down_and_the_class_follows_at_once(enter, worker, wang, policy):
    know(wang, **ALL_WELL)
    client = enter(worker)
    response = client.post(address(wang), given("3,100"), follow=True)
    assert response.redirect_chain == [(f"/households/{wang.number}/", 302)]
    page = content(response)
    assert "已记下：人均纯收入 3,100 元/年。类别由待评变为连心户。" in page
    assert "为什么是连心户" in page
    fact = wang.facts.current().get(indicator="income_per_head")
    assert (fact.value, fact.source, fact.by) == ("3100", "cadre", worker)


@pytest.mark.parametrize(
    ("typed", "kept"), [("３１００", "3100"), ("0.5", "0.5"), (" 1,234,567 ", "1234567")]
)
def test_amounts_are_read_as_people_type_them(enter, worker, wang, policy, typed, kept):
    enter(worker).post(address(wang), given(typed))
    assert wang.facts.current().get(indicator="income_per_head").value == kept


@pytest.mark.parametrize("typed", ["", "很多", "-1", "NaN", "Infinity", "1e400", "9" * 400, "1\x00", "1.234"])
def test_an_amount_that_is_none_is_refused_in_words(enter, worker, wang, policy, typed):
    response = enter(worker).post(address(wang), given(typed))
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not wang.facts.exists()


def test_a_day_that_has_not_come_is_refused(enter, worker, wang, policy):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = enter(worker).post(address(wang), given("3100", observed_on=tomorrow))
    assert "这一天还没到" in content(response)
    assert not wang.facts.exists()


def test_the_same_fact_again_is_nothing_new(enter, worker, wang, policy):
    client = enter(worker)
    client.post(address(wang), given("3100"))
    assert "没有新的内容" in content(client.post(address(wang), given("3100"), follow=True))
    assert wang.facts.count() == 1


def test_a_fact_that_does_not_count_says_why(enter, worker, wang, policy):
    know(wang, **ALL_WELL)
    page = content(enter(worker).post(address(wang), given("3100", source="resident"), follow=True))
    assert "已记下：人均纯收入 3,100 元/年。现在算数的还是原来那条" in page
    assert wang.facts.current().get(indicator="income_per_head").value == "30000"


def test_a_fact_of_a_member_has_the_choices_of_its_indicator(enter, worker, wang, policy):
    client = enter(worker)
    resident = member(wang, "曾秀兰")
    where = f"/residents/{resident.pk}/facts/health/"
    assert "健康 慢病 大病 残疾" in content(client.get(where))
    client.post(where, given("serious", note="见出院小结"))
    fact = resident.facts.get()
    assert (fact.value, fact.source_note, fact.household) == ("serious", "见出院小结", wang)
    assert "见出院小结" in content(client.get(where))


def test_facts_are_asked_of_whom_they_are_about(enter, worker, wang, policy):
    client = enter(worker)
    assert client.get(address(wang, "health")).status_code == 404
    assert client.get(address(wang, "has_able_worker")).status_code == 404
    assert client.get(f"/residents/{wang.head.pk}/facts/income_per_head/").status_code == 404


def test_who_only_reads_gets_no_form_and_cannot_post(enter, supervisor, wang, policy):
    client = enter(supervisor)
    assert "<form" not in client.get(address(wang)).content.decode().split("<main")[1]
    assert client.post(address(wang), given("1")).status_code == 403
    assert not wang.facts.exists()


def test_a_wrong_fact_is_taken_back_and_the_one_before_counts_again(enter, worker, wang, policy):
    know(wang, days_ago=30, **ALL_WELL)
    know(wang, income_per_head=3100)
    fact = Fact.objects.get(indicator="income_per_head", is_current=True)
    client = enter(worker)
    page = client.post(f"/facts/{fact.pk}/retraction/", {"reason": "抄错了一位"}, follow=True)
    assert "已撤回：人均纯收入。" in content(page)
    assert wang.facts.current().get(indicator="income_per_head").value == "30000"
    assert "已撤回" in content(client.get(address(wang)))
    assert client.post(f"/facts/{fact.pk}/retraction/", {"reason": "再来"}).status_code == 404


def test_a_retraction_needs_a_reason(enter, worker, wang, policy):
    know(wang, income_per_head=3100)
    fact = Fact.objects.get()
    page = enter(worker).post(f"/facts/{fact.pk}/retraction/", {"reason": " "}, follow=True)
    assert "请写明为什么是记错了" in content(page)
    assert Fact.objects.get().is_current
