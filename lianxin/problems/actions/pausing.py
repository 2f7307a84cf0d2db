"""The clock stands: for a reason of the policy, for so many days at most, and the household is told."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, hold, spans_of, write
from lianxin.problems.actions.ground import Ground, ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.clocks import Span, days_stood
from lianxin.problems.models import Pause, Problem
from lianxin.problems.vocabulary import Verb


@transaction.atomic
def pause(problem: Problem, *, reason: str, words: str, until: date, actor: Any, now: datetime) -> Pause:
    """Let the clock stand until the morning of a day. `words` say it to the household. Raises
    ProblemsRefused: no-policy, unknown-reason, words-needed, too-long, pause-over, pause-cap,
    pause-cap-in-all, never-pauses, overdue, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.PAUSE, ground)
    if reason not in ground.ladder.pauses:
        raise ProblemsRefused("unknown-reason")
    if found.due_at <= now:
        raise ProblemsRefused("overdue")
    ends = ground.times.begin_of(until)
    if ends <= now:
        raise ProblemsRefused("pause-over")
    _check_caps(found, reason, Span(now, ends), ground)
    made = Pause.objects.create(
        problem=found, reason=reason, words=said(words), from_at=now, from_by=actor, until_at=ends
    )
    earlier = [span for span in spans_of([found], now)[found.pk] if span.begins < now]
    change = Change(
        kind="problem.paused",
        problem=found,
        state=moves.paused(found.state, ends, now, earlier, ground.ladder, ground.times),
        after={"reason": reason, "until": until.isoformat()},
    )
    write([change], actor=actor, now=now, ground=ground)
    return made


@transaction.atomic
def resume(problem: Problem, *, actor: Any, now: datetime) -> Problem:
    """Let the clock go on before its day. Raises ProblemsRefused: no-policy, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.RESUME, ground)
    standing = Pause.objects.get(problem=found, to_at=None)
    standing.to_at, standing.to_by = min(now, standing.until_at), actor
    standing.save(update_fields=["to_at", "to_by"])
    spans = spans_of([found], now)[found.pk]
    change = Change(
        kind="problem.resumed",
        problem=found,
        state=moves.resumed(found.state, spans, ground.ladder, ground.times),
    )
    write([change], actor=actor, now=now, ground=ground)
    return found


def _check_caps(problem: Problem, reason: str, wanted: Span, ground: Ground) -> None:
    """Days are counted over the whole problem, on whichever rung it stood."""
    spans: list[Span] = []
    same: list[Span] = []
    for one in Pause.objects.filter(problem=problem):
        span = Span(one.from_at, one.to_at or one.until_at)
        spans.append(span)
        if one.reason == reason:
            same.append(span)
    most, in_all = ground.ladder.pauses[reason].days, ground.ladder.number("pause_days")
    if days_stood([*same, wanted]) > most:
        raise ProblemsRefused("pause-cap", days=most, used=days_stood(same))
    if days_stood([*spans, wanted]) > in_all:
        raise ProblemsRefused("pause-cap-in-all", days=in_all, used=days_stood(spans))
