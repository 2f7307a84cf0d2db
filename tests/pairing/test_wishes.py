"""A household asks for another person and gets an answer in working days."""

from datetime import date

import pytest

from lianxin.pairing.actions import answer_wish, choose_cadre, note_wish
from lianxin.pairing.models import Barrier, Pairing, Wish
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.vocabulary import Role
from tests.people.cast import make_worker


@pytest.fixture
def other(areas):
    return make_worker("W-9", Role.COLLECTOR, areas["V1"], name="王小雨")


@pytest.fixture
def wish(wang, worker, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    wang.refresh_from_db()
    return note_wish(wang, words="说话太冲，老人怕他。", actor=None, now=now)


def test_the_answer_is_due_in_working_days(wish):
    assert wish.due_on == date(2026, 11, 27)  # Saturday 21 November and five workdays


def test_a_wish_that_is_granted_changes_the_cadre_for_good(wish, wang, worker, other, desk, now):
    answer_wish(wish, outcome=Wish.GRANTED, answer="换王小雨来。", successor=other, actor=desk, now=now)
    wang.refresh_from_db()
    assert wang.keeper == other
    assert Pairing.objects.lasting().get().cause == Pairing.WISH
    assert Barrier.objects.lasting().get().staff == worker


def test_a_wish_that_is_declined_leaves_the_cadre_and_says_why(wish, wang, worker, desk, now):
    answer_wish(wish, outcome=Wish.DECLINED, answer="已和干部谈过，先看一个月。", actor=desk, now=now)
    wang.refresh_from_db()
    wish.refresh_from_db()
    assert wang.keeper == worker
    assert (wish.outcome, wish.answered_by) == (Wish.DECLINED, desk)
    assert not Barrier.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "answer", "code"),
    [(Wish.GRANTED, "好。", "successor-needed"), (Wish.DECLINED, "  ", "answer-needed")],
)
def test_an_answer_needs_a_reason_and_a_successor(wish, desk, now, outcome, answer, code):
    with pytest.raises(PairingRefused) as caught:
        answer_wish(wish, outcome=outcome, answer=answer, actor=desk, now=now)
    assert caught.value.code == code
    assert Wish.objects.open().exists()


def test_a_wish_is_answered_once(wish, desk, now):
    answer_wish(wish, outcome=Wish.DECLINED, answer="先看一个月。", actor=desk, now=now)
    wish.refresh_from_db()
    with pytest.raises(PairingRefused) as caught:
        answer_wish(wish, outcome=Wish.DECLINED, answer="再看看。", actor=desk, now=now)
    assert caught.value.code == "decided"


def test_one_open_wish_at_a_time_in_words_about_somebody(wish, wang, li, now):
    for household, words, code in ((wang, "还是想换。", "already-open"), (wang, "  ", "words-needed")):
        with pytest.raises(PairingRefused) as caught:
            note_wish(household, words=words, actor=None, now=now)
        assert caught.value.code == code
    with pytest.raises(PairingRefused) as caught:
        note_wish(li, words="想换人。", actor=None, now=now)
    assert caught.value.code == "no-keeper"
