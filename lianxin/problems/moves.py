"""What a problem looks like after each step: state in, state out. Pure.

Whoever calls these has asked `ladder.check` before, or got the step from `ladder.next_step`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.clocks import (
    Span,
    Times,
    after_workdays,
    clock_of,
    due,
    morning_after,
    warned_at,
)
from lianxin.problems.ladder import State
from lianxin.problems.vocabulary import Phase


def opened(rung: str, urgency: str, now: datetime, ladder: Ladder, times: Times) -> State:
    """A problem that somebody has just received: it waits on its rung, and its clock begins."""
    running = due(clock_of(ladder, rung, urgency), now, (), times)
    state = State(Phase.WAITING, rung, urgency, now, running.at, running.is_provisional)
    return _warned(state, ladder, times)


def accepted(state: State) -> State:
    """Somebody of the rung has it now; the clock runs on."""
    return replace(state, phase=Phase.HELD, answer_due_at=None)


def moved(state: State, rung: str, now: datetime, ladder: Ladder, times: Times) -> State:
    """On another rung, where it waits to be accepted; that rung's clock begins now."""
    fresh = opened(rung, state.urgency, now, ladder, times)
    return replace(fresh, promise_due_at=state.promise_due_at, not_done=state.not_done)


def raised(state: State, now: datetime, ladder: Ladder, times: Times) -> State:
    """A packet is up: the rung above has to answer it, or, after it was sent back, the district desk decides.
    The clock of this rung runs on."""
    phase, name = (Phase.ASKED, "packet_workdays")
    if state.was_sent_back:
        phase, name = (Phase.DECIDING, "decide_workdays")
    return replace(state, phase=phase, answer_due_at=after_workdays(now, ladder.number(name), times).at)


def sent_back(state: State) -> State:
    """The rung above gave the packet back: who sent it has it again, its clock never stood."""
    return replace(state, phase=Phase.SENT_BACK, was_sent_back=True, answer_due_at=None)


def decided(state: State, rung: str, now: datetime, ladder: Ladder, times: Times) -> State:
    """The district desk said which rung has it: there it waits. Where it stays, its clock runs on."""
    if rung == state.rung:
        kept = replace(state, phase=Phase.WAITING, answer_due_at=None, is_decided=True)
        return replace(kept, was_sent_back=False)
    return replace(moved(state, rung, now, ladder, times), is_decided=True)


def paused(
    state: State, ends: datetime, now: datetime, pauses: Sequence[Span], ladder: Ladder, times: Times
) -> State:
    """The clock stands until a moment; what is due moves accordingly. `pauses`: earlier ones on this rung."""
    stands = [*pauses, Span(now, ends)]
    return replace(
        _with_pauses(state, stands, ladder, times), phase=Phase.PAUSED, pause_ends_at=ends, warn_at=None
    )


def resumed(state: State, pauses: Sequence[Span], ladder: Ladder, times: Times) -> State:
    """The clock runs again. `pauses`: all of this rung, the last one with the end that it really had."""
    again = replace(_with_pauses(state, pauses, ladder, times), phase=Phase.HELD, pause_ends_at=None)
    return _warned(again, ladder, times)


def resumed_on_time(state: State, ladder: Ladder, times: Times) -> State:
    """The same where the pause lasted as long as it was meant to: what is due stays as it was."""
    return _warned(replace(state, phase=Phase.HELD, pause_ends_at=None), ladder, times)


def warned(state: State) -> State:
    """The warning was given; there is one for each clock."""
    return replace(state, warn_at=None)


def reminded(state: State, now: datetime, ladder: Ladder, times: Times) -> State:
    """What is overdue at the top was named; it is named again some workdays later."""
    again = morning_after(now, ladder.number("remind_workdays"), times)
    return replace(state, warn_at=None, remind_at=again)


def promised(state: State, on: date | None, times: Times) -> State:
    """The household was told a day: the whole of it, until midnight. None: no promise stands."""
    return replace(state, promise_due_at=None if on is None else times.after(on))


def ended(state: State, now: datetime, ladder: Ladder, times: Times) -> State:
    """Somebody says it is settled; now the household is asked."""
    ask_at = morning_after(now, ladder.number("ask_workdays"), times)
    return replace(_still(state), phase=Phase.ENDED, ask_at=ask_at)


def asked(state: State) -> State:
    """Whoever has to ask the household was reminded, once."""
    return replace(state, ask_at=None)


def closed(state: State) -> State:
    """Nothing is left to do."""
    return replace(_still(state), phase=Phase.CLOSED)


def reopened(state: State, now: datetime, ladder: Ladder, times: Times) -> State:
    """The household says it is not done: the first time it waits where it ended, from the second time on one
    rung up."""
    above = ladder.above(state.rung)
    rung = above.code if state.not_done and above is not None else state.rung
    return replace(moved(state, rung, now, ladder, times), not_done=state.not_done + 1)


def more_urgent(state: State, urgency: str, pauses: Sequence[Span], ladder: Ladder, times: Times) -> State:
    """More or less urgent than it was: the clock of this rung, from the same moment on, runs as long as that
    urgency says."""
    changed = _with_pauses(replace(state, urgency=urgency), pauses, ladder, times)
    return changed if state.phase is Phase.PAUSED else _warned(changed, ladder, times)


def recomputed(state: State, pauses: Sequence[Span], ladder: Ladder, times: Times) -> State:
    """What is due by the calendar as it is known now; a warning that was given is not given again."""
    new = _with_pauses(state, pauses, ladder, times)
    return new if state.warn_at is None else _warned(new, ladder, times)


def _with_pauses(state: State, pauses: Sequence[Span], ladder: Ladder, times: Times) -> State:
    running = due(clock_of(ladder, state.rung, state.urgency), state.begins, pauses, times)
    return replace(state, due_at=running.at, is_provisional=running.is_provisional)


def _warned(state: State, ladder: Ladder, times: Times) -> State:
    clock = clock_of(ladder, state.rung, state.urgency)
    return replace(state, warn_at=warned_at(clock, state.due_at, state.begins, times))


def _still(state: State) -> State:
    """No clock waits for anybody any more."""
    return replace(
        state,
        is_provisional=False,
        warn_at=None,
        answer_due_at=None,
        pause_ends_at=None,
        remind_at=None,
        promise_due_at=None,
        ask_at=None,
    )
