"""The office takes a decision back, and answers what cadres say of the system; the phone then shows it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.field.pulling.rest import feedback_rows
from lianxin.visits.models import Clash, Feedback
from tests.desk.district import content, know
from tests.desk.test_visits import CLASHES, FAMILIES, family, kept, met, moment
from tests.visits.phones import answer, told

__all__ = ["kept", "met", "moment"]
FEEDBACK = reverse("desk:feedback")


def test_a_decision_between_two_claims_is_taken_back_on_its_page(enter, worker, town_head, kept, met, policy):
    know(kept, days_ago=3, income_per_head=3100)
    met(answers=[answer("income_per_head", "9000", old="2000")])
    clash = Clash.objects.get()
    client = enter(town_head)
    client.post(reverse("desk:clash-decision", args=[clash.pk]), {"claim": "told", "words": "看过工资条"})
    assert "定错了，撤回" in content(client.get(CLASHES, {"state": "decided"}))
    back = reverse("desk:clash-reopening", args=[clash.pk])
    assert enter(worker).post(back, {"words": "看错了"}).status_code == 403
    assert "请写明为什么撤回" in content(client.post(back, {"words": " "}, follow=True))
    shown = content(client.post(back, {"words": "工资条是别人的"}, follow=True))
    assert "撤回了" in shown
    assert "定过“走访时说的”" in shown
    assert "工资条是别人的" in shown
    assert "不用撤回" in content(client.post(back, {"words": "再撤"}, follow=True))


def test_a_change_in_a_family_is_taken_back_on_its_page(enter, town_head, kept, worker, moment, policy):
    born = family(kept, worker, moment, change="born", name="王小满", sex="f", relation="grandchild")
    client = enter(town_head)
    client.post(reverse("desk:family-decision", args=[born.pk]), {"accept": "yes"})
    assert kept.residents.present().filter(name="王小满").exists()
    back = reverse("desk:family-reopening", args=[born.pk])
    assert "请写明为什么撤回" in content(client.post(back, {}, follow=True))
    assert "登记回到定以前的样子" in content(client.post(back, {"words": "是邻居家的孩子"}, follow=True))
    assert not kept.residents.present().filter(name="王小满").exists()
    assert "照这样改登记" in content(client.get(FAMILIES))


@pytest.fixture
def said(worker, moment, db):
    from lianxin.visits.actions import take_in

    take_in([told("feedback.send", {"text": "字太浅", "about": "app"}, by=worker, now=moment)], now=moment)
    return Feedback.objects.get()


def test_a_word_about_the_system_is_answered_and_the_phone_shows_it(
    enter, worker, town_head, supervisor, neighbour, kept, said, policy
):
    client = enter(town_head)
    assert "字太浅" in content(client.get(FEEDBACK))
    assert "条系统反馈，等人答复" in content(client.get("/"))
    reply = reverse("desk:feedback-reply", args=[said.pk])
    given = {"became": "done", "words": "下一版加深"}
    assert enter(supervisor).post(reply, given).status_code == 403
    assert enter(worker).post(reply, given).status_code == 403
    assert "请选定怎么办" in content(client.post(reply, {"became": "done"}, follow=True))
    shown = content(client.post(reply, given, follow=True))
    assert "没有等答复的反馈" in shown
    assert "下一版加深" in content(client.get(FEEDBACK, {"state": "decided"}))
    (row,) = feedback_rows(worker, timezone.now()).values()
    assert (row["text"], row["replies"][0]["text"]) == ("字太浅", "下一版加深")
    assert row["replies"][0]["words"]["zh"] == "已经改好"
    assert feedback_rows(neighbour, timezone.now()) == {}


def test_whoever_sees_nobody_of_a_place_answers_nobody_there(enter, said, admin, desk):
    reply = reverse("desk:feedback-reply", args=[said.pk])
    assert enter(admin).post(reply, {"became": "done", "words": "好"}).status_code == 403
    assert enter(desk).post(reply, {"became": "noted", "words": "在看"}).status_code == 302
    assert list(Feedback.objects.unanswered()) == [said]
