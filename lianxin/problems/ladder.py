"""What may happen to a problem, in one table of phases × verbs, and what the clock does next. Pure.

Every action of the room asks this table before it writes; `moves` says what a problem looks like afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.vocabulary import Phase, StepKind, Verb


@dataclass(frozen=True, slots=True)
class State:
    """Where a problem stands. Moments that do not apply are None.

    `begins`: when the clock of this rung began; `due_at`: when it runs out, a pause that still lasts counted
    to its last day. `warn_at`: when a warning is still to come. `answer_due_at`: when whoever must answer a
    packet, or decide, has to have done it. `remind_at`: when something overdue at the top is named again.
    `promise_due_at`: when the day that the household was told is over. `ask_at`: when whoever has to ask the
    household is reminded. `was_sent_back`, `is_decided`: on this rung. `not_done`: how often the household
    said so.
    """

    phase: Phase
    rung: str
    urgency: str
    begins: datetime
    due_at: datetime
    is_provisional: bool = False
    warn_at: datetime | None = None
    answer_due_at: datetime | None = None
    pause_ends_at: datetime | None = None
    remind_at: datetime | None = None
    promise_due_at: datetime | None = None
    ask_at: datetime | None = None
    was_sent_back: bool = False
    is_decided: bool = False
    not_done: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to be solved."""
        return self.phase not in (Phase.ENDED, Phase.CLOSED)


class Step(NamedTuple):
    """What the clock does, and from when on."""

    kind: StepKind
    at: datetime


class NotAllowed(ValueError):
    """A verb that the phase, or the rung, does not allow; `why` is a code of the room's refusals."""

    def __init__(self, verb: Verb, why: str) -> None:
        super().__init__(f"{verb}: {why}")
        self.verb, self.why = verb, why


_ALWAYS = frozenset({Verb.NOTE})
_TALK = frozenset({Verb.NOTE, Verb.CORRECT, Verb.PROMISE, Verb.MERGE, Verb.WITHDRAW, Verb.ANSWER_PART})
_WORK = _TALK | {Verb.DISPATCH, Verb.JOIN, Verb.RAISE, Verb.END}

TABLE: Mapping[Phase, frozenset[Verb]] = MappingProxyType(
    {
        Phase.WAITING: _WORK | {Verb.ACCEPT},
        Phase.HELD: _WORK | {Verb.PAUSE},
        Phase.PAUSED: _TALK | {Verb.RESUME, Verb.END},
        Phase.ASKED: _TALK | {Verb.TAKE, Verb.SEND_BACK, Verb.END},
        Phase.SENT_BACK: _WORK | {Verb.PAUSE},
        Phase.DECIDING: _TALK | {Verb.DECIDE},
        Phase.ENDED: _ALWAYS | {Verb.JUDGE},
        Phase.CLOSED: _ALWAYS,
    }
)


def allowed(state: State, ladder: Ladder) -> frozenset[Verb]:
    """What can be done with a problem as it stands, whoever asks."""
    return frozenset(verb for verb in TABLE[state.phase] if why_not(state, verb, ladder) is None)


def check(state: State, verb: Verb, ladder: Ladder) -> None:
    """Raise NotAllowed unless the problem, as it stands, allows this."""
    why = why_not(state, verb, ladder)
    if why is not None:
        raise NotAllowed(verb, why)


def why_not(state: State, verb: Verb, ladder: Ladder) -> str | None:
    """The code of why something cannot be done now; None when it can."""
    if verb not in TABLE[state.phase]:
        return f"not-{state.phase.value}" if state.is_open else "ended"
    if verb is Verb.RAISE and ladder.above(state.rung) is None:
        return "at-the-top"
    if verb is Verb.RAISE and state.is_decided:
        return "decided"
    if verb is Verb.PAUSE and ladder.urgency(state.urgency).is_in_hours:
        return "never-pauses"
    return None


def next_step(state: State, now: datetime, ladder: Ladder) -> Step | None:
    """What the clock has to do by now: the step that comes before all others; None when nothing is due.

    One step at a time: whoever carries it out asks again, until there is none.
    """
    due = [step for step in _steps(state, ladder) if step.at <= now]
    return min(due, key=lambda step: (_ORDER[step.kind], step.at), default=None)


def next_at(state: State, ladder: Ladder) -> datetime | None:
    """The earliest moment from which the clock has something to do; None: never."""
    return min((step.at for step in _steps(state, ladder)), default=None)


# What changes where a problem lies comes before what is only told, and a warning after what it warned of.
_ORDER: Mapping[StepKind, int] = MappingProxyType(
    {
        StepKind.RESUME: 0,
        StepKind.TAKE: 1,
        StepKind.KEEP: 2,
        StepKind.RISE: 3,
        StepKind.REMIND: 4,
        StepKind.BREAK_PROMISE: 5,
        StepKind.ASK: 6,
        StepKind.WARN: 7,
    }
)


def _steps(state: State, ladder: Ladder) -> Iterator[Step]:
    """Everything that the clock will do with this state, each with its moment."""
    if state.phase is Phase.CLOSED:
        return
    if state.phase is Phase.ENDED:
        if state.ask_at is not None:
            yield Step(StepKind.ASK, state.ask_at)
        return
    if state.promise_due_at is not None:
        yield Step(StepKind.BREAK_PROMISE, state.promise_due_at)
    if state.phase is Phase.PAUSED:
        yield Step(StepKind.RESUME, state.pause_ends_at or state.due_at)
        return
    if state.phase is Phase.DECIDING:
        yield Step(StepKind.KEEP, state.answer_due_at or state.due_at)
        return
    if state.phase is Phase.ASKED:
        yield Step(StepKind.TAKE, state.answer_due_at or state.due_at)
    if ladder.above(state.rung) is None:
        yield Step(StepKind.REMIND, state.remind_at or state.due_at)
    else:
        yield Step(StepKind.RISE, state.due_at)
    if state.warn_at is not None:
        yield Step(StepKind.WARN, state.warn_at)
