"""The words of a problem: where it came from, in which phase it stands, what can be done with it. Pure.

Codes are what the database keeps; they are never renamed, only retired. Rungs, urgencies, categories, reasons
of pauses and refusals are named by the policy of deadlines and not here.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Word(StrEnum):
    """A code with its Chinese and English words, which stand in the table of its kind."""

    @property
    def zh(self) -> str:
        return WORDS[type(self)][self][0]

    @property
    def en(self) -> str:
        return WORDS[type(self)][self][1]


class Channel(Word):
    """On which way a problem came in."""

    VISIT = "visit"
    RESIDENT = "resident"
    CLERK = "clerk"
    IMPORT = "import"


class Phase(Word):
    """Where a problem stands. Everything that may happen to it follows from its phase: see `ladder.TABLE`."""

    WAITING = "waiting"
    HELD = "held"
    PAUSED = "paused"
    ASKED = "asked"
    SENT_BACK = "sent_back"
    DECIDING = "deciding"
    ENDED = "ended"
    CLOSED = "closed"


class Verb(Word):
    """What people do with a problem."""

    ACCEPT = "accept"
    DISPATCH = "dispatch"
    CORRECT = "correct"
    NOTE = "note"
    PROMISE = "promise"
    JOIN = "join"
    ANSWER_PART = "answer_part"
    RAISE = "raise"
    TAKE = "take"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    JUDGE = "judge"


class StepKind(Word):
    """What the clock does."""

    WARN = "warn"
    RISE = "rise"
    REMIND = "remind"
    RESUME = "resume"
    TAKE = "take"
    KEEP = "keep"
    BREAK_PROMISE = "break_promise"
    ASK = "ask"


class End(Word):
    SOLVED = "solved"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def is_asked(self) -> bool:
        """Whether the household is asked what it says to this end."""
        return self in (End.SOLVED, End.REFUSED, End.HANDED_OVER)


class How(Word):
    """How somebody came to hold a problem."""

    FIRST = "first"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    TAKEN = "taken"
    ROSE = "rose"
    DECIDED = "decided"
    REOPENED = "reopened"


CHANNELS: Mapping[Channel, tuple[str, str]] = MappingProxyType(
    {
        Channel.VISIT: ("走访", "visit"),
        Channel.RESIDENT: ("群众自己提", "resident"),
        Channel.CLERK: ("来电来人", "phone or counter"),
        Channel.IMPORT: ("转办名单", "list handed over"),
    }
)
PHASES: Mapping[Phase, tuple[str, str]] = MappingProxyType(
    {
        Phase.WAITING: ("等人接", "waits to be accepted"),
        Phase.HELD: ("在办", "being worked on"),
        Phase.PAUSED: ("暂停", "paused"),
        Phase.ASKED: ("已上报，等答复", "sent up, waits for an answer"),
        Phase.SENT_BACK: ("退回", "sent back"),
        Phase.DECIDING: ("等群工部裁定", "the district desk decides"),
        Phase.ENDED: ("办结，等群众评判", "ended, the household is asked"),
        Phase.CLOSED: ("已了结", "closed"),
    }
)
VERBS: Mapping[Verb, tuple[str, str]] = MappingProxyType(
    {
        Verb.ACCEPT: ("接办", "accept"),
        Verb.DISPATCH: ("交办", "dispatch"),
        Verb.CORRECT: ("补正", "make specific"),
        Verb.NOTE: ("记一笔", "note"),
        Verb.PROMISE: ("承诺", "promise"),
        Verb.JOIN: ("请人合办", "handle jointly"),
        Verb.ANSWER_PART: ("答复分工", "answer a part"),
        Verb.RAISE: ("上报", "send up"),
        Verb.TAKE: ("接收上报", "accept the packet"),
        Verb.SEND_BACK: ("退回", "send back"),
        Verb.DECIDE: ("裁定", "decide"),
        Verb.PAUSE: ("暂停", "pause"),
        Verb.RESUME: ("恢复", "resume"),
        Verb.END: ("办结", "end"),
        Verb.MERGE: ("并案", "merge"),
        Verb.WITHDRAW: ("撤回", "withdraw"),
        Verb.JUDGE: ("记群众评判", "record the household's answer"),
    }
)
STEP_KINDS: Mapping[StepKind, tuple[str, str]] = MappingProxyType(
    {
        StepKind.WARN: ("快到期提醒", "warned"),
        StepKind.RISE: ("到期自动上升", "rose after its time"),
        StepKind.REMIND: ("超期再提醒", "named again"),
        StepKind.RESUME: ("暂停到期，恢复计时", "the pause is over"),
        StepKind.TAKE: ("上报逾期未答，视为接收", "taken as accepted"),
        StepKind.KEEP: ("逾期未裁定，区级承办", "the district keeps it"),
        StepKind.BREAK_PROMISE: ("承诺到期没办成", "a promise was not kept"),
        StepKind.ASK: ("该问群众了", "the household is to be asked"),
    }
)
ENDS: Mapping[End, tuple[str, str]] = MappingProxyType(
    {
        End.SOLVED: ("办成了", "solved"),
        End.REFUSED: ("依法办不了", "refused"),
        End.HANDED_OVER: ("转出并有人接收", "handed over"),
        End.MERGED: ("并入另一件", "merged"),
        End.WITHDRAWN: ("群众撤回", "withdrawn"),
    }
)
HOWS: Mapping[How, tuple[str, str]] = MappingProxyType(
    {
        How.FIRST: ("首接", "received first"),
        How.ACCEPTED: ("接办", "accepted"),
        How.DISPATCHED: ("交办", "dispatched"),
        How.TAKEN: ("接收上报", "packet accepted"),
        How.ROSE: ("到期上升", "rose"),
        How.DECIDED: ("群工部裁定", "decided by the district desk"),
        How.REOPENED: ("群众说没办好，重新办", "reopened"),
    }
)
WORDS: Mapping[type, Mapping[Any, tuple[str, str]]] = MappingProxyType(
    {
        Channel: CHANNELS,
        Phase: PHASES,
        Verb: VERBS,
        StepKind: STEP_KINDS,
        End: ENDS,
        How: HOWS,
    }
)
