"""承诺: a date given to the household. Changed for a reason that the household reads, never unsaid."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, hold, write
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.limits import limit
from lianxin.problems.models import Problem, Promise
from lianxin.problems.vocabulary import Verb


@transaction.atomic
def promise(
    problem: Problem, *, due_on: date, words: str, reason: str = "", actor: Any, now: datetime
) -> Promise:
    """Promise a day, by whose end it is to be done; `words` say what. Where a promise stands, this one takes
    its place and needs a reason. Raises ProblemsRefused: no-policy, promise-past, promise-far,
    promise-reason, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.PROMISE, ground)
    today = timezone.localdate(now)
    if due_on < today:
        raise ProblemsRefused("promise-past")
    farthest = limit(ground.ladder, "promise_days")
    if due_on > today + timedelta(days=farthest):
        raise ProblemsRefused("promise-far", days=farthest)
    before = Promise.objects.filter(problem=found, ended_at=None).first()
    if before is not None:
        reason = said(reason, "promise-reason")
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    made = Promise.objects.create(
        problem=found,
        due_on=due_on,
        words=said(words),
        given_at=now,
        given_by=actor,
        replaces=before,
        reason=reason.strip() if before else "",
    )
    change = Change(
        kind="promise.changed" if before else "promise.given",
        problem=found,
        state=moves.promised(found.state, due_on, ground.times),
        before={"on": before.due_on.isoformat()} if before else {},
        after={"on": due_on.isoformat()},
    )
    write([change], actor=actor, now=now, ground=ground)
    return made


def keep_or_drop(problem: Problem, *, is_done: bool, now: datetime) -> bool | None:
    """What becomes of a promise that stands when its problem ends: kept where it was done by its day, broken
    where it was done later; without a word where it ended otherwise. Returns that, None also where there was
    no promise. Call it inside the action's transaction."""
    standing = Promise.objects.filter(problem=problem, ended_at=None).first()
    if standing is None:
        return None
    standing.ended_at = now
    standing.kept = timezone.localdate(now) <= standing.due_on if is_done else None
    standing.save(update_fields=["ended_at", "kept"])
    return standing.kept
