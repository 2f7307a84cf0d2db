"""What the clock does with problems: warnings, rising, pauses that are over, packets that nobody answered.

Many at a time, in few statements. Repeatable: what was done leaves nothing due.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, Hand, write
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.ladder import Step, next_at, next_step
from lianxin.problems.models import Packet, Pause, Problem, Promise
from lianxin.problems.vocabulary import How, StepKind

BATCH = 500
KEYS = tuple(f"problems_{kind.value}" for kind in StepKind)


def run_clocks(*, now: datetime, limit: int | None = None) -> dict[str, int]:
    """Do everything that the clocks of problems want done by now; returns how often each step was taken,
    under the names of `KEYS`. Each batch is one transaction."""
    done: Counter[str] = Counter()
    ground = ground_or_none(now)
    while ground is not None and (limit is None or done.total() < limit):
        steps = _run_batch(now, ground)
        if not steps:
            break
        done.update(f"problems_{kind.value}" for kind in steps)
    return {key: done[key] for key in KEYS}


@transaction.atomic
def _run_batch(now: datetime, ground: Ground) -> list[StepKind]:
    """One step of each of the problems that have waited longest; which steps they were."""
    rows = Problem.objects.stirring(now).select_for_update(
        of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
    )
    due: list[tuple[Problem, Step]] = []
    idle: list[Problem] = []
    for problem in rows[:BATCH]:
        step = next_step(problem.state, now, ground.ladder)
        if step is not None:
            due.append((problem, step))
        else:
            idle.append(problem)
    for problem in idle:  # the policy changed since its moment was worked out
        problem.next_at = next_at(problem.state, ground.ladder)
        problem.save(update_fields=["next_at"])
    for kind in StepKind:
        some = [problem for problem, step in due if step.kind is kind]
        if some:
            _write_facts(kind, some, now)
    changes = [_change(problem, step, now, ground) for problem, step in due]
    write(changes, actor=None, now=now, ground=ground)
    return [step.kind for _problem, step in due]


def _change(problem: Problem, step: Step, now: datetime, ground: Ground) -> Change:
    state, ladder, times = problem.state, ground.ladder, ground.times
    kind = {
        StepKind.WARN: "problem.warned",
        StepKind.RISE: "problem.rose",
        StepKind.REMIND: "problem.overdue",
        StepKind.RESUME: "problem.resumed",
        StepKind.TAKE: "packet.lapsed",
        StepKind.KEEP: "packet.undecided",
        StepKind.BREAK_PROMISE: "promise.broken",
        StepKind.ASK: "problem.unasked",
    }[step.kind]
    change = Change(kind=kind, problem=problem, state=state, after={"rung": problem.rung})
    match step.kind:
        case StepKind.WARN:
            change.state, change.is_warned = moves.warned(state), True
        case StepKind.RISE | StepKind.TAKE:
            above = ladder.above(state.rung)
            _move(change, above.code if above else ladder.top, now, ground)
            change.hand = replace(change.hand, how=How.ROSE) if step.kind is StepKind.RISE else change.hand
        case StepKind.KEEP:
            _move(change, ladder.top, now, ground)
        case StepKind.REMIND:
            change.state = moves.reminded(state, now, ladder, times)
        case StepKind.RESUME:
            change.state = moves.resumed_on_time(state, ladder, times)
        case StepKind.BREAK_PROMISE:
            change.state = moves.promised(state, None, times)
        case StepKind.ASK:
            change.state = moves.asked(state)
    return change


def _move(change: Change, rung: str, now: datetime, ground: Ground) -> None:
    """To another rung, where it waits; whoever had it keeps it until somebody there accepts it."""
    problem = change.problem
    rung, area = ground.holder(problem.holder_id, rung)
    change.state = moves.moved(change.state, rung, now, ground.ladder, ground.times)
    change.hand = Hand(area, problem.owner_id, How.TAKEN)
    change.before, change.after = {"rung": problem.rung}, {"rung": rung}


def _write_facts(kind: StepKind, problems: Sequence[Problem], now: datetime) -> None:
    """What a step means for the facts beside the problems."""
    keys = [problem.pk for problem in problems]
    waiting = Packet.objects.filter(problem__among=keys, answered_at=None)
    match kind:
        case StepKind.RISE:
            waiting.update(answer=Packet.OVERTAKEN, answered_at=now)
        case StepKind.TAKE | StepKind.KEEP:
            waiting.update(answer=Packet.LAPSED, answered_at=now)
        case StepKind.RESUME:
            ends = {problem.pk: problem.pause_ends_at for problem in problems}
            for pause in Pause.objects.filter(problem__among=keys, to_at=None):
                pause.to_at = min(now, ends[pause.problem_id] or now)
                pause.save(update_fields=["to_at"])
        case StepKind.BREAK_PROMISE:
            Promise.objects.filter(problem__among=keys, ended_at=None).update(ended_at=now, kept=False)
