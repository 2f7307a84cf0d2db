"""What the demo's homes ask about what is kept of them, what they suggest on the open page, and what they are
answered, step by step over the year. Pure; rates and words are chosen by us.

Needs that are raised on the open page open problems at once; they come with the year of problems.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from lianxin.voice.vocabulary import AskEnd, AskKind, Outcome, RequestKind

ASKING, RAISING = 150, 250
"""One home in so many asks about its data in the year, and one in so many raises something that waits."""
FEWEST = 8
LATE, NEVER, ODD = 0.04, 0.02, 0.2
DAY = timedelta(days=1)
KINDS = (RequestKind.LOOK, RequestKind.CORRECT, RequestKind.EXPLAIN, RequestKind.COPY, RequestKind.DELETE)
SHARES = (0.3, 0.34, 0.2, 0.1, 0.06)
OUTCOMES, OUTCOME_SHARES = (Outcome.DONE, Outcome.PARTLY, Outcome.REFUSED), (0.8, 0.13, 0.07)
WORDS: dict[RequestKind, Sequence[str]] = {
    RequestKind.LOOK: ("", "想看看家里的收入是怎么记的。"),
    RequestKind.CORRECT: (
        "儿子已经不在外面打工了，还记着有工资。",
        "母亲的出生年份记错了一年。",
        "房子去年修过，还写着不安全。",
        "门牌换了，组别写的还是老的。",
    ),
    RequestKind.EXPLAIN: ("为什么我家从连心户改成关心户？", "隔壁情况差不多，为什么分得不一样？"),
    RequestKind.COPY: ("办助学要用，想要一份。", ""),
    RequestKind.DELETE: ("以前登记的电话早就不用了，请删掉。",),
}
ANSWERS: dict[RequestKind, Sequence[str]] = {
    RequestKind.LOOK: ("已经请您到便民服务中心当面看过。", "干部上门，逐项念给您听过。"),
    RequestKind.CORRECT: ("上门核实过，已经改过来。", "查了原表，是抄错了，已经更正。"),
    RequestKind.EXPLAIN: ("按收入和支出算过，当面讲清楚了每一条依据。",),
    RequestKind.COPY: ("复印件已经交到您手上。",),
    RequestKind.DELETE: ("已经删掉。",),
}
REFUSED = "这一项依法要留存，到期再删；有不同意见可以再提。"
PARTLY = "能办的已经办了，剩下的要等证件补齐。"
ADVICE = (
    "村口公交一天两趟太少，赶集日能不能加一趟。",
    "卫生室周末也开半天就好了。",
    "垃圾桶摆得太远，老人走不到。",
    "修路先修坡上那一段，雨天最难走。",
    "便民服务中心中午留个人，我们来一趟不容易。",
)
ANSWERED = ("谢谢，已经转给镇上管这件事的人，下次院坝会上答复。", "这条建议采纳了，下个月开始试。")
ODD_WORDS = ("办证贷款加微信", "test test 123")
ASIDE = "不是群众提的事。"
CALLERS = ("", "李先生", "组上的人", "赵女士")


@dataclass(frozen=True, slots=True)
class RightAsked:
    kind: RequestKind
    words: str
    is_by_card: bool


@dataclass(frozen=True, slots=True)
class RightAnswered:
    kind: RequestKind
    outcome: Outcome
    answer: str


@dataclass(frozen=True, slots=True)
class Raised:
    """`is_named`: it came with the card of the home; `form`: the key of the form it was written on, from
    which its receipt follows."""

    form: str
    kind: AskKind
    words: str
    caller: str
    is_named: bool
    is_odd: bool


@dataclass(frozen=True, slots=True)
class RaisedEnded:
    form: str
    end: AskEnd
    answer: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens at a moment, by or for the home of this number."""

    at: datetime
    home: str
    what: RightAsked | RightAnswered | Raised | RaisedEnded


def steps(
    numbers: Sequence[str],
    between: tuple[datetime, datetime],
    at_work: Callable[[datetime], datetime],
    luck: Random,
) -> list[Step]:
    """Everything between two moments in the order of time. `numbers`: of all homes; no home asks twice."""
    asking = min(len(numbers), max(FEWEST, len(numbers) // ASKING))
    raising = min(len(numbers) - asking, max(FEWEST, len(numbers) // RAISING))
    homes = luck.sample(list(numbers), asking + raising)
    span = between[1] - between[0]
    found: list[Step] = []
    for place, home in enumerate(homes):
        # Of those who ask, some do so late enough to be waited for today.
        share = 1 - 0.02 * luck.random() if place % 8 == 0 else luck.random()
        at = at_work(between[0] + span * share)
        of = _asked if place < asking else _raised
        found += (one for one in of(home, at, at_work, luck) if one.at < between[1])
    return sorted(found, key=lambda one: (one.at, one.home))


def _asked(home: str, at: datetime, at_work: Callable[[datetime], datetime], luck: Random) -> Iterator[Step]:
    (kind,), draw = luck.choices(KINDS, SHARES), luck.random()
    yield Step(at, home, RightAsked(kind, luck.choice(WORDS[kind]), luck.random() < 0.6))
    days = 32 + 10 * luck.random() if draw < LATE else 1 + 17 * luck.random()
    (outcome,) = luck.choices(OUTCOMES, OUTCOME_SHARES)
    told = {Outcome.REFUSED: REFUSED, Outcome.PARTLY: PARTLY}.get(outcome) or luck.choice(ANSWERS[kind])
    if draw < 1 - NEVER:
        yield Step(at_work(at + DAY * days), home, RightAnswered(kind, outcome, told))


def _raised(home: str, at: datetime, at_work: Callable[[datetime], datetime], luck: Random) -> Iterator[Step]:
    form = f"demo {luck.getrandbits(64):016x}"
    is_odd, is_named = luck.random() < ODD, luck.random() < 0.4
    kind = AskKind.NEED if is_odd else AskKind.ADVICE
    words = luck.choice(ODD_WORDS if is_odd else ADVICE)
    yield Step(at, home, Raised(form, kind, words, luck.choice(CALLERS), is_named and not is_odd, is_odd))
    ended = RaisedEnded(form, AskEnd.ASIDE, ASIDE) if is_odd else None
    ended = ended or RaisedEnded(form, AskEnd.ANSWERED, luck.choice(ANSWERED))
    yield Step(at_work(at + DAY * (0.5 + 5 * luck.random())), home, ended)
