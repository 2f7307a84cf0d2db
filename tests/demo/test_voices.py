"""What the demo's homes say: those of hollow cadres tell, and a home counts once in half a year."""

from random import Random
from uuid import UUID

from lianxin.demo.voices import Occasion, say
from lianxin.ratings.pooling import WINDOW_MONTHS
from lianxin.ratings.vocabulary import Answer, Kind

JANUARY = 2026 * 12


def visits(went_well, months=range(12), homes=40):
    return [
        Occasion(Kind.VISIT, UUID(int=home), UUID(int=0), JANUARY + month, went_well, UUID(int=1))
        for month in months
        for home in range(homes)
    ]


def good(said, at=0):
    answers = [one.answers[at] for one in said]
    return answers.count(Answer.GOOD) / len(answers)


def test_homes_of_a_hollow_cadre_say_that_nobody_came():
    assert good(say(visits(True), {}, Random(1))) > 0.93
    assert good(say(visits(False), {}, Random(1))) < 0.55


def test_a_home_counts_once_in_half_a_year():
    firsts = [one.about for one in say(visits(True), {}, Random(1)) if one.is_first]
    assert len(firsts) == 2 * 40
    assert {one.month - JANUARY for one in firsts} == {0, WINDOW_MONTHS}


def test_the_same_seed_says_the_same():
    first, again = (list(say(visits(True), {}, Random("7"))) for _ in range(2))
    assert first == again
