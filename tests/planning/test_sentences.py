"""Every duty explains itself in one sentence, in both languages."""

import re
from datetime import date

import pytest

from lianxin.planning.sentences import SENTENCES, day_in_words, sentence
from lianxin.planning.vocabulary import HAPPENED, MUST_GO, MUST_SEE, Duty, Reason

WHY = {
    "tier": "fine",
    "times": 3,
    "last": "2026-08-02",
    "title_zh": "有重度困难的户",
    "title_en": "A home in great need",
    "days": 7,
    "again": 90,
    "on": "2026-11-01",
}


def duty(reason, **why):
    return Duty("HB1", "C1", reason, WHY | why, date(2026, 10, 8), date(2026, 10, 30), 40)


def test_the_round_says_the_class_the_times_and_the_last_visit():
    assert sentence(duty(Reason.ROUND)) == "放心户一年三访，前一次 8月2日，本季应再去一次。"
    assert sentence(duty(Reason.ROUND), "en") == (
        "A fine household is seen 3 times a year; the one before on 2 August; one visit is owed this season."
    )


def test_a_monthly_round_is_owed_this_month():
    assert "一年十二访" in sentence(duty(Reason.ROUND, tier="priority", times=12))
    assert sentence(duty(Reason.ROUND, tier="priority", times=12)).endswith("本月应再去一次。")


def test_a_home_never_seen_says_so():
    assert "还没有走访过" in sentence(duty(Reason.ROUND, last=None))
    assert "no visit so far" in sentence(duty(Reason.ROUND, last=None), "en")


def test_nothing_is_said_of_a_last_visit_that_is_not_given():
    bare = {name: value for name, value in WHY.items() if name != "last"}
    later = Duty("HB1", "C1", Reason.ROUND, bare, date(2026, 10, 8), date(2026, 10, 30), 40)
    assert sentence(later) == "放心户一年三访，本季应再去一次。"
    assert sentence(later, "en") == "A fine household is seen 3 times a year; one visit is owed this season."


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_one_sentence_in_each_language(reason):
    zh, en = sentence(duty(reason)), sentence(duty(reason), "en")
    assert zh.count("。") == 1
    assert zh.endswith("。")
    assert re.fullmatch(r"[A-Z][^\u4e00-\u9fff]*\.", en)
    assert "None" not in zh + en
    assert "{" not in zh + en


def test_every_reason_has_a_sentence_and_stands_in_one_group():
    assert set(SENTENCES) == set(Reason)
    assert (len(MUST_GO), len(MUST_SEE), len(HAPPENED)) == (5, 5, 4)
    assert not MUST_GO & MUST_SEE


def test_a_rule_without_a_title_falls_back_on_the_reason():
    assert "两代表一委员" in sentence(duty(Reason.PERSON_DELEGATE, title_zh=None))


def test_a_day_of_another_year_carries_its_year():
    assert day_in_words(date(2025, 3, 2), 2026) == "2025年3月2日"
    assert day_in_words(date(2025, 3, 2), 2026, english=True) == "2 March 2025"
    assert day_in_words(date(2026, 3, 2), 2026) == "3月2日"


def test_nothing_of_health_means_or_roles_may_be_told_outside():
    assert {reason for reason in Reason if reason.may_be_told_outside} == {
        Reason.ROUND,
        Reason.HAND_OVER,
        Reason.PROMISE_DUE,
        Reason.CALL_BACK,
        Reason.REVIEW,
    }
