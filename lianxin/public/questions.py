"""What the boxes of ballots ask on a household's page, and how the answers read there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.desk.words import day_words, said
from lianxin.ratings.asked import MOST, visits_to_rate
from lianxin.ratings.vocabulary import QUESTIONS, Answer, Kind, Question
from lianxin.registry.models import Household

RATED = (Answer.GOOD.value, Answer.MIDDLING.value, Answer.BAD.value)
SAYS: dict[Question, tuple[str | Promise, ...]] = {
    Question.SATISFIED: (_("满意"), _("一般"), _("不满意")),
    Question.REASONABLE: (_("做得到"), _("说不准"), _("做不到")),
    Question.CAME: (_("他来了"), _("记不清"), _("没人来")),
    Question.LISTENED: (_("听进去了"), _("听了一些"), _("没听进去")),
}
"""How the answers to each question read, in the order of `RATED`."""

Asked = tuple[str, str, list[tuple[str, str | Promise]]]


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that the office wrote down and the household may speak of; `who` came, as it was written."""

    key: UUID
    day: str
    who: str


def questions(kind: Kind) -> list[Asked]:
    """(name of the field, question, [(code, word)]) of a kind of ballot."""
    return [
        (question.value, said(question), list(zip(RATED, SAYS[question], strict=True)))
        for question in QUESTIONS[kind]
    ]


def answers_in(given: Mapping[str, Any], kind: Kind) -> dict[Question, Answer]:
    """The answers that were given; those left out are not said, and what is no answer is none."""
    told = {question: given.get(question.value) for question in QUESTIONS[kind]}
    return {question: Answer(code) for question, code in told.items() if code in RATED}


def visited(household: Household, today: date) -> list[Visited]:
    """The latest visits that the household may still speak of."""
    return [
        Visited(one.pk, day_words(one.visited_on, today), one.staff.name)
        for one in visits_to_rate(household, today)[:MOST]
    ]
