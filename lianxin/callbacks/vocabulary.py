"""The words of call-backs: what comes of a call, what is asked in it, what follows. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from lianxin.wording import Word


class Subject(Word):
    """What a round asks about: the claims of the office from which it draws."""

    VISITS = "visits", "走访", "visits"
    ENDINGS = "endings", "办成的事", "matters said to be solved"


class Part(Word):
    """Why a home is called: drawn by chance, or for a reason. Only the first estimates anything."""

    RANDOM = "random", "随机抽中", "drawn at random"
    RISK = "risk", "按风险抽中", "drawn for a risk"


class Outcome(Word):
    """What came of a call. `AGAIN` ends none: the home is called at another hour."""

    ANSWERED = "answered", "问完了", "answered"
    STOPPED = "stopped", "问到一半停了", "broken off"
    REFUSED = "refused", "不愿意说", "refused"
    AGAIN = "again", "没人接，换个时间再打", "no answer, to be called again"
    NO_ANSWER = "no_answer", "多次没人接", "no answer after several calls"
    WRONG_NUMBER = "wrong_number", "号码不对或停用", "wrong number or out of use"
    MOVED = "moved", "搬走了", "moved away"
    LANGUAGE = "language", "听不见或语言不通", "deaf, or no common language"
    NOT_CALLED = "not_called", "到期没打通", "not called in time"


TOLD_BY_CALLER = (
    Outcome.ANSWERED,
    Outcome.STOPPED,
    Outcome.REFUSED,
    Outcome.AGAIN,
    Outcome.WRONG_NUMBER,
    Outcome.MOVED,
    Outcome.LANGUAGE,
)
"""What a caller may write down; the others are worked out."""
REACHED = frozenset({Outcome.ANSWERED, Outcome.STOPPED, Outcome.REFUSED, Outcome.LANGUAGE})
"""Somebody of the home was on the line."""


class Question(Word):
    """What is asked of a visit, and of a matter that is said to be solved, in the order in which it is."""

    CAME = "came", "最近有干部到您家来过吗？", "Did a cadre come to your home lately?"
    WHEN = "when", "大概是什么时候来的？", "Roughly when was that?"
    LISTENED = "listened", "您说的话，他听进去了吗？", "Did he listen to what you said?"
    WRITTEN = "written", "您提的事，他记下来了吗？", "Was what you raised written down?"
    DONE = "done", "您家提的这件事，办成了吗？", "Is what you asked for done?"
    SATISFIED = "satisfied", "办得怎么样，您满意吗？", "Are you satisfied with how it was done?"
    REASONABLE = (
        "reasonable",
        "您觉得当初提的，镇里做得到吗？",
        "Was what you asked something the town could do?",
    )


QUESTIONS: Mapping[Subject, tuple[Question, ...]] = MappingProxyType(
    {
        Subject.VISITS: (Question.CAME, Question.WHEN, Question.LISTENED, Question.WRITTEN),
        Subject.ENDINGS: (Question.DONE, Question.SATISFIED, Question.REASONABLE),
    }
)
"""By subject, the first being the one without whose answer nobody was asked."""
GRADES = frozenset({Question.SATISFIED, Question.REASONABLE})
"""Ratings: once a round is counted nobody can tell from which home they are."""


class Answer(StrEnum):
    """What an answer is kept as. How it reads depends on the question: `CHOICES`."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    LEAVE = "leave"
    UNSURE = "unsure"
    NOTHING = "nothing"


UNSURE = ("记不清", "does not remember")
CHOICES: Mapping[Question, Mapping[Answer, tuple[str, str]]] = MappingProxyType(
    {
        Question.CAME: {Answer.YES: ("来过", "yes"), Answer.NO: ("没有", "no"), Answer.UNSURE: UNSURE},
        Question.WHEN: {
            Answer.YES: ("和登记的差不多", "about as recorded"),
            Answer.NO: ("差得远", "quite another time"),
            Answer.UNSURE: UNSURE,
        },
        Question.LISTENED: {
            Answer.YES: ("听进去了", "yes"),
            Answer.PARTLY: ("听进去一些", "partly"),
            Answer.NO: ("没有听进去", "no"),
        },
        Question.WRITTEN: {
            Answer.YES: ("记下来了", "yes"),
            Answer.NO: ("没有记", "no"),
            Answer.NOTHING: ("没提什么", "raised nothing"),
            Answer.UNSURE: UNSURE,
        },
        Question.DONE: {
            Answer.YES: ("办成了", "yes"),
            Answer.NO: ("没有办成，要重新办", "no, it is to be done"),
            Answer.LEAVE: ("没有办成，不用再办", "no, but it may rest"),
            Answer.UNSURE: ("说不准", "cannot tell"),
        },
        Question.SATISFIED: {
            Answer.YES: ("满意", "yes"),
            Answer.PARTLY: ("一般", "partly"),
            Answer.NO: ("不满意", "no"),
        },
        Question.REASONABLE: {
            Answer.YES: ("做得到", "yes"),
            Answer.NO: ("做不到", "no"),
            Answer.UNSURE: ("说不准", "cannot tell"),
        },
    }
)
"""The answers a question has, in the order in which they are offered, with the words that fit it (Chinese,
English). Those to `WHEN` compare: the caller does not read the recorded day out. Whether what is not done is
opened again is for the home to say, for whoever works on it learns who said so."""


class Risk(Word):
    """Why a visit, or an end, is rather called back. A reason to ask, never a reproach."""

    SHORT = "short", "走访时间很短", "a very short visit"
    CROWDED = "crowded", "一小时里走访很多户", "many visits within an hour"
    SILENT = "silent", "一个月走访都没有记下事项", "nothing raised in all visits of a month"
    QUICK = "quick", "提出来没多久就办结", "ended soon after it was raised"
    BATCH = "batch", "一小时里办结很多件", "many ended within an hour"
    BARE = "bare", "没有写明凭什么办成", "nothing shows that it is done"
    BY_STAFF = "by_staff", "群众的话是干部代记的", "its household's answer was written down by staff"
    DISPUTED = "disputed", "这一户说过没办好", "the home said that something was not done"


class Decision(Word):
    """What a person decided about a difference, after the worker was asked."""

    CONFIRMED = "confirmed", "属实：没有按登记的走访", "confirmed: the visit was not made as recorded"
    EXPLAINED = "explained", "有合理说明", "explained"
    MISTAKE = "mistake", "登记有误（户或日子记错）", "an error of recording"
    UNCLEAR = "unclear", "查不清", "cannot be established"


Weights: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """One claim that may be called back. `key` is its 16 bytes, `stratum` the code of the area it counts for,
    `weight` how much it is rather drawn for a risk (0: not at all)."""

    key: bytes
    stratum: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Stratum:
    """Homes in the frame, and how many of them are drawn by chance."""

    code: str
    size: int
    drawn: int
