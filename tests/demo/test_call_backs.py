"""What the demo's homes answer follows the demo's truth."""

from random import Random

from lianxin.callbacks.vocabulary import CHOICES, Answer, Question
from lianxin.demo.call_backs import HONEST_DENIED, PAPER_DENIED, said
from lianxin.demo.rounds import ON_PAPER


def denied(is_hollow):
    luck = Random(4)
    return sum(said(is_hollow, luck)[Question.CAME] is Answer.NO for _ in range(4000)) / 4000


def test_visits_on_paper_are_denied_far_more_often():
    assert abs(denied(is_hollow=False) - HONEST_DENIED) < 0.015
    share = ON_PAPER * PAPER_DENIED + (1 - ON_PAPER) * HONEST_DENIED
    assert abs(denied(is_hollow=True) - share) < 0.03


def test_every_answer_is_one_that_its_question_offers_and_who_saw_nobody_is_asked_no_more():
    luck = Random(5)
    for turn in range(2000):
        told = said(turn % 2 == 0, luck)
        assert all(answer in CHOICES[question] for question, answer in told.items())
        assert len(told) == (4 if told[Question.CAME] is Answer.YES else 1)
