"""每月一题 on the desk: candidates, taking one up, steps, closing, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.problems import actions
from lianxin.problems.models import Problem, Topic, TopicStep
from tests.desk.district import content

pytestmark = pytest.mark.django_db
TOPICS = "/problems/topics/"


@pytest.fixture
def thirsty(raise_one, areas):
    """Six homes of two villages without water; counted as a night counts."""
    for number in range(6):
        one = raise_one("water-cut")
        village = areas["V1"] if number % 2 else areas["V2"]
        at = timezone.now() - timedelta(days=10)
        Problem.objects.filter(pk=one.pk).update(area=village, household=None, opened_at=at)
    actions.count_recurring(now=timezone.now())


@pytest.fixture
def topic(thirsty, areas, town_head):
    now = timezone.now()
    about = {"title": "两个村停水", "plan": "换一段主管", "owner": town_head, "actor": town_head, "now": now}
    return actions.take_up_topic(area=areas["T1"], category="water", month=timezone.localdate(now), **about)


def given(head, **more):
    month = f"{timezone.localdate():%Y-%m}"
    return {"month": month, "title": "两个村停水", "owner": str(head.pk), "plan": "换一段主管"} | more


def test_a_candidate_says_how_many_homes_and_leads_to_taking_it_up(enter, town_head, thirsty, areas):
    client = enter(town_head)
    shown = content(client.get(TOPICS, follow=True))
    assert "1 类问题反复出现，可以定一题" in shown
    assert "用水灌溉 甲镇人民政府" in shown or f"用水灌溉 {areas['T1'].name}" in shown
    assert "6 户 2 个村 6 件" in shown
    html = client.get(TOPICS, follow=True).content.decode()
    assert f"/problems/topics/new/{areas['T1'].code}/water/" in html


def test_whoever_may_not_give_out_work_reads_only(enter, supervisor, worker, thirsty, areas):
    html = enter(supervisor).get(TOPICS, follow=True).content.decode()
    assert "用水灌溉" in html
    assert "/topics/new/" not in html
    address = f"{TOPICS}new/{areas['T1'].code}/water/"
    assert enter(supervisor).get(address).status_code == 403
    assert enter(worker).get(address).status_code == 404


def test_taking_one_up_by_the_form(enter, town_head, thirsty, areas):
    client = enter(town_head)
    address = f"{TOPICS}new/{areas['T1'].code}/water/"
    assert "近 90 天 6 件，6 户、2 个村提过" in content(client.get(address))
    assert client.post(address, given(town_head, plan=" ")).status_code == 422
    assert client.post(address, given(town_head, owner="nobody")).status_code == 422
    shown = content(client.post(address, given(town_head), follow=True))
    assert "已定为每月一题" in shown
    assert "两个村停水" in shown
    again = client.post(address, given(town_head))
    assert again.status_code == 422
    assert "每月只办一题" in content(again)
    assert Topic.objects.count() == 1
    assert client.get(f"{TOPICS}new/{areas['T1'].code}/nonsense/").status_code == 404
    assert "正在办 1 题" in content(client.get(TOPICS, follow=True))


def test_steps_results_and_closing_on_the_page(enter, town_head, topic):
    client, day = enter(town_head), timezone.localdate() + timedelta(days=5)
    page = f"{TOPICS}{topic.pk}/"
    assert "今天刚定" in content(client.get(page))
    past = {"due_on": (day - timedelta(days=9)).isoformat(), "words": "查管"}
    refused = client.post(f"{page}steps/", past)
    assert refused.status_code == 422
    assert "不能在今天以前" in content(refused)
    client.post(f"{page}steps/", {"due_on": day.isoformat(), "words": "查管"})
    step = TopicStep.objects.get()
    closing = client.post(f"{page}closing/", {"changed": "通水了"})
    assert closing.status_code == 422
    assert "先办完" in content(closing)
    assert client.post(f"{TOPICS}steps/{step.pk}/result/", {"result": ""}).status_code == 422
    client.post(f"{TOPICS}steps/{step.pk}/result/", {"result": "换了 300 米"})
    shown = content(client.post(f"{page}closing/", {"changed": "两个村通水了"}, follow=True))
    assert "换了 300 米" in shown
    assert "两个村通水了" in shown
    assert "办结这一题" not in shown


def test_what_came_of_it_has_both_counts_the_days_and_the_same_elsewhere(
    enter, desk, topic, raise_one, areas
):
    taken = timezone.localdate() - timedelta(days=6)
    Topic.objects.filter(pk=topic.pk).update(taken_up_on=taken)
    far = raise_one("water")
    Problem.objects.filter(pk=far.pk).update(area=areas["V4"], household=None)
    shown = content(enter(desk).get(f"{TOPICS}{topic.pk}/"))
    assert "定题前 6 天 6 件，定题后 6 天 0 件，少了 6 件。" in shown
    assert "区里别处同一类：之前 0 件，之后 1 件" in shown
    Topic.objects.filter(pk=topic.pk).update(taken_up_on=taken + timedelta(days=3))
    assert "一样多" in content(enter(desk).get(f"{TOPICS}{topic.pk}/"))


def test_a_neighbour_town_finds_neither_list_nor_page(enter, neighbour, topic):
    client = enter(neighbour)
    assert "停水" not in content(client.get(TOPICS, follow=True))
    assert client.get(f"{TOPICS}{topic.pk}/").status_code == 404


def test_taking_up_is_undone_by_a_button_and_the_month_is_free(enter, town_head, topic):
    client = enter(town_head)
    assert "撤销定题" in content(client.get(f"{TOPICS}{topic.pk}/"))
    answer = client.post(f"{TOPICS}{topic.pk}/undoing/", follow=True)
    assert "已撤销定题" in content(answer)
    assert topic.title not in content(client.get(f"{TOPICS}?area=all", follow=True))
    assert client.get(f"{TOPICS}{topic.pk}/").status_code == 404
    assert client.post(f"{TOPICS}{topic.pk}/steps/", {}).status_code == 404


def test_another_leader_is_chosen_among_who_works_there_and_taken_back(
    enter, town_head, worker, topic, areas
):
    client = enter(town_head)
    page = client.get(f"{TOPICS}{topic.pk}/").content.decode()
    assert "换人牵头" in page
    refused = client.post(f"{TOPICS}{topic.pk}/leader/", {"to": str(worker.pk)})
    assert refused.status_code == 422, "he works in a village below and not for the town"
    actions.change_leader(topic, to=worker, actor=town_head, now=timezone.now())
    assert "撤销换人" in content(client.get(f"{TOPICS}{topic.pk}/"))
    client.post(f"{TOPICS}{topic.pk}/undoing/")
    topic.refresh_from_db()
    assert topic.owner == town_head


def test_who_may_not_give_out_work_undoes_nothing(enter, supervisor, topic):
    client = enter(supervisor)
    for step in ("undoing", "leader"):
        assert client.post(f"{TOPICS}{topic.pk}/{step}/", {}).status_code == 403
    assert "撤销定题" not in content(client.get(f"{TOPICS}{topic.pk}/"))
