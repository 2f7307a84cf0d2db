"""What is asked of a household after something was ended or somebody came, and what it may answer. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from lianxin.wording import Word

Month: TypeAlias = int
"""Months since the year 0: `year * 12 + month - 1`."""


class Kind(Word):
    """What a ballot is about."""

    ENDING = "ending", "一件事办结以后", "after something was ended"
    VISIT = "visit", "一次走访以后", "after a visit"


class Answer(Word):
    GOOD = "good", "好", "good"
    MIDDLING = "middling", "一般", "middling"
    BAD = "bad", "不好", "bad"
    UNSAID = "unsaid", "没有说", "not said"


class Question(Word):
    """`SATISFIED` and `REASONABLE` are asked of an ending, the others of a visit.

    Whether a thing is done is not asked here: the office has to know from whom that answer is (`problems`).
    """

    SATISFIED = "satisfied", "您满意吗？", "Are you satisfied?"
    REASONABLE = (
        "reasonable",
        "您觉得当初提的，镇里做得到吗？",
        "Was what you asked something the town could do?",
    )
    CAME = "came", "干部来了吗？", "Did the cadre come?"
    LISTENED = "listened", "您说的，他听进去了吗？", "Did he listen to what you said?"


QUESTIONS: Mapping[Kind, tuple[Question, ...]] = MappingProxyType(
    {
        Kind.ENDING: (Question.SATISFIED, Question.REASONABLE),
        Kind.VISIT: (Question.CAME, Question.LISTENED),
    }
)
ANSWERS = tuple(Answer)


@dataclass(frozen=True, slots=True)
class Slip:
    """One ballot as it is counted: no household, no day.

    `path` are the codes of the areas it lies in, the district first, its village last. `is_first` says that
    its household has no other ballot of the kind in the six months before: only such ballots make a group of
    households larger. `answers` stand in the order of `QUESTIONS[kind]`. `cadre` is who came, of a visit.
    """

    kind: Kind
    path: tuple[str, ...]
    month: Month
    is_first: bool
    answers: tuple[Answer, ...]
    cadre: str | None = None


Tallies: TypeAlias = tuple[tuple[int, ...], ...]
"""For each question of the kind, how often each of `ANSWERS` was given."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Ballots that are told of together: of an area (its code), and of one cadre there or of any.
    `formed` at the close of that month."""

    kind: Kind
    area: str
    cadre: str | None
    formed: Month
    households: int
    tallies: Tallies
