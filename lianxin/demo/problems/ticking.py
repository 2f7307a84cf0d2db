"""What the clock does with a problem of the demo, as `lianxin.problems.actions.run_clocks` does it. Pure."""

from datetime import datetime
from types import MappingProxyType

from lianxin.demo.problems.course import Course
from lianxin.problems import moves
from lianxin.problems.ladder import next_step
from lianxin.problems.vocabulary import How, StepKind

KINDS = MappingProxyType(
    {
        StepKind.WARN: "problem.warned",
        StepKind.RISE: "problem.rose",
        StepKind.REMIND: "problem.overdue",
        StepKind.RESUME: "problem.resumed",
        StepKind.TAKE: "packet.lapsed",
        StepKind.KEEP: "packet.undecided",
        StepKind.BREAK_PROMISE: "promise.broken",
        StepKind.ASK: "problem.unasked",
    }
)


def tick(course: Course, now: datetime) -> None:
    """Carry out everything that the clock wants done by a moment, one step after the other."""
    while (step := next_step(course.state, now, course.clocks.ladder)) is not None:
        _take(course, step.kind, now)


def _take(course: Course, kind: StepKind, now: datetime) -> None:
    clocks, state, facts = course.clocks, course.state, course.facts
    ladder, after = clocks.ladder, {"rung": course.state.rung}
    match kind:
        case StepKind.WARN:
            course.write(KINDS[kind], None, now, moves.warned(state), is_warned=True, after=after)
        case StepKind.RISE | StepKind.TAKE | StepKind.KEEP:
            above = None if kind is StepKind.KEEP else ladder.above(state.rung)
            if kind is StepKind.RISE:
                course.overtake(now)
            else:
                course.answer_packet("lapsed", "", None, now)
            rung, area = course.places.holder(course.holder, above.code if above else ladder.top)
            how = How.ROSE if kind is StepKind.RISE else How.TAKEN
            moved, hand = clocks.moved(state, rung, now), (area, course.owner, how, None)
            course.write(KINDS[kind], None, now, moved, hand, before=after, after={"rung": rung})
        case StepKind.REMIND:
            again = moves.reminded(state, now, ladder, clocks.times)
            course.write(KINDS[kind], None, now, again, after=after)
        case StepKind.RESUME:
            course.end_pause(min(now, state.pause_ends_at or now), None)
            resumed = moves.resumed_on_time(state, ladder, clocks.times)
            course.write(KINDS[kind], None, now, resumed, after=after)
        case StepKind.BREAK_PROMISE:
            facts.promises[-1].ended_at, facts.promises[-1].kept = now, False
            course.write(KINDS[kind], None, now, moves.promised(state, None, clocks.times), after=after)
        case StepKind.ASK:
            course.write(KINDS[kind], None, now, moves.asked(state), after=after)
