"""What is recorded, for the household itself: sensitive things after the last digits; its class and why."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.classification.models import Review
from lianxin.registry.actions import reveal
from lianxin.voice.models import DigitTries
from lianxin.voice.rules import DIGITS_TRIES
from tests.desk.district import ALL_WELL, content, know, tell_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def poor(wang, policy):
    know(wang, **ALL_WELL | {"income_per_head": 3100, "income_total": 9300})
    tell_of(wang.head, health="serious")
    return wang


def digits(client, text):
    return client.post("/r/page/digits/", {"digits": text, "back": "known"}, follow=True)


def test_facts_stand_with_their_day_and_source(guest, poor):
    page = content(guest.get("/r/page/known/"))
    assert "3,100 元/年" in page
    assert "干部核实" in page


def test_what_is_sensitive_waits_for_the_last_digits(guest, poor):
    before = content(guest.get("/r/page/known/"))
    assert "大病" not in before
    assert poor.head.name not in before
    after = content(digits(guest, poor.head.id_number[-4:]))
    assert "大病" in after
    assert poor.head.name in after


def test_the_page_never_shows_the_digits_it_asks_for(guest, poor):
    last = poor.head.id_number[-4:]
    for path in ("", "known/", "class/", "looks/", "rights/", "cadre/"):
        page = content(guest.get(f"/r/page/{path}"))
        without_keys = re.sub(r'value="[^"]*"', "", page)
        assert last not in without_keys, path


def test_wrong_digits_earn_waits_and_then_shut(guest, poor, monkeypatch):
    for _try in range(5):
        assert "不对" in content(digits(guest, "000X"))
    assert "以后再试" in content(digits(guest, poor.head.id_number[-4:]))
    DigitTries.objects.update(last_at=timezone.now() - timedelta(days=2), wrong=DIGITS_TRIES)
    assert "先关上了" in content(digits(guest, poor.head.id_number[-4:]))


def test_waits_count_by_household_and_not_by_address(guest, poor, card):
    from django.test import Client

    for number in range(5):
        other = Client(REMOTE_ADDR=f"10.0.0.{number}", HTTP_X_FORWARDED_FOR="1.2.3.4")
        other.get(f"/r/{card.token}")
        digits(other, "0000")
    assert "以后再试" in content(digits(guest, poor.head.id_number[-4:]))


def test_right_digits_forget_the_wrong_ones(guest, poor):
    for _round in range(2):
        for _try in range(4):
            digits(guest, "0000")
        digits(guest, poor.head.id_number[-4:].lower())
    assert not DigitTries.objects.exists()


@pytest.mark.parametrize("text", ["", "\0", "１２３４", "9" * 500])
def test_strange_digits_are_wrong_digits(guest, poor, text):
    assert digits(guest, text).status_code == 200


def test_a_class_stands_with_rule_inputs_and_day(guest, poor):
    page = content(guest.get("/r/page/class/"))
    assert "连心户" in page
    assert "3,100 元/年" in page
    assert "请人再看一看" in page
    assert re.search(r"分类联系办法，(2026年)?1月1日\(周四\)起执行", page), "the year is said in other years"


def test_a_reason_that_speaks_of_illness_waits_for_the_last_digits(guest, poor):
    assert "大病" not in content(guest.get("/r/page/class/"))


def test_a_person_is_asked_to_look(guest, poor):
    page = content(guest.post("/r/page/class/review/", {"words": "收入写多了"}, follow=True))
    review = Review.objects.get(kind="objection")
    assert (review.words, review.opened_by) == ("收入写多了", None)
    assert "正在看" in page
    again = content(guest.post("/r/page/class/review/", {"words": "再看"}, follow=True))
    assert "已经请人看了" in again
    assert "为什么觉得不对" not in again, "while somebody looks there is nothing to send"
    assert Review.objects.filter(kind="objection").count() == 1


def test_who_looked_stands_with_name_and_purpose(guest, poor, worker):
    reveal(poor.head, "phone", purpose="visit", actor=worker, now=timezone.now())
    page = content(guest.get("/r/page/looks/"))
    assert worker.name in page
    assert "用途" in page


def test_another_cadre_is_asked_for(guest, poor, worker):
    from lianxin.pairing.models import Wish
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")
    adopt_policy(text=text, actor=None, now=timezone.now())
    poor.keeper = worker
    poor.save()
    page = content(guest.post("/r/page/cadre/", {"words": "说话听不懂"}, follow=True))
    assert "以前答复您" in page
    assert (Wish.objects.get().words, Wish.objects.get().noted_by) == ("说话听不懂", None)
    assert "请换一位" not in page, "while somebody works on it there is nothing to send"
    again = content(guest.post("/r/page/cadre/", {"words": "还是听不懂"}, follow=True))
    assert "您已经请换过了" in again
    assert Wish.objects.count() == 1


def test_whatever_was_sent_is_answered_in_its_own_words(guest, poor):
    told = {"purpose": "calls", "step": "give"}
    assert "您同意“打电话问我" in content(guest.post("/r/page/consents/", told, follow=True))
    page = content(guest.post("/r/page/consents/", told | {"step": "withdraw"}, follow=True))
    assert "您不同意“打电话问我" in page
    asked = {"kind": "delete"}
    page = content(guest.post("/r/page/rights/", asked, follow=True))
    assert re.search(r"最迟 (\d+年)?\d+月\d+日\(周.\) 答复", page), "a day as people say it"
    assert "您已经提过" in content(guest.post("/r/page/rights/", asked, follow=True))
