"""Who has a problem: whoever received it first keeps it until somebody accepts it, or it is dispatched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.people.models import Staff
from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, Hand, hold, hold_many, write
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import How, Verb


@transaction.atomic
def accept(problem: Problem, *, actor: Any, now: datetime) -> Problem:
    """Take a problem that waits on one's rung; its clock runs on. Raises ProblemsRefused: no-policy, ended,
    and not-… where it does not wait."""
    ground = ground_at(now)
    found = hold(problem, Verb.ACCEPT, ground)
    hand = Hand(found.holder_id, actor.pk if actor else found.owner_id, How.ACCEPTED, is_accepted=True)
    change = Change(
        kind="problem.accepted",
        problem=found,
        state=moves.accepted(found.state),
        hand=hand,
        after={"rung": found.rung},
    )
    write([change], actor=actor, now=now, ground=ground)
    return found


@transaction.atomic
def dispatch(problems: Sequence[Problem], *, to: Staff, actor: Any, now: datetime) -> int:
    """交办: give problems to somebody of their rung, who answers for them from now on; returns how many.

    All of them or none. Raises ProblemsRefused: no-policy, nobody, not-working, ended, not-….
    """
    ground = ground_at(now)
    if not problems:
        raise ProblemsRefused("nobody")
    if not to.is_active:
        raise ProblemsRefused("not-working")
    changes = [
        Change(
            kind="problem.dispatched",
            problem=found,
            state=moves.accepted(found.state),
            hand=Hand(found.holder_id, to.pk, How.DISPATCHED, is_accepted=True),
            after={"staff": str(to.pk)},
        )
        for found in hold_many(problems, Verb.DISPATCH, ground)
    ]
    write(changes, actor=actor, now=now, ground=ground)
    return len(changes)


@transaction.atomic
def dispatch_to(problems: Sequence[Problem], *, area: Area, actor: Any, now: datetime) -> int:
    """Send problems down, or across, to an area of the ladder, where they wait to be accepted and that rung's
    clock begins; until then they stay with whoever has them. Returns how many. All of them or none.

    Raises ProblemsRefused: no-policy, nobody, unknown-rung, ended, not-….
    """
    ground = ground_at(now)
    if not problems:
        raise ProblemsRefused("nobody")
    rung = next((rung.code for rung in ground.ladder.rungs if area.level in rung.levels), None)
    if rung is None:
        raise ProblemsRefused("unknown-rung")
    held = hold_many(problems, Verb.DISPATCH, ground)
    changes = [
        Change(
            kind="problem.sent_to",
            problem=found,
            state=moves.moved(found.state, rung, now, ground.ladder, ground.times),
            hand=Hand(area.pk, found.owner_id, How.DISPATCHED),
            before={"was_sent_back": found.was_sent_back, "is_decided": found.is_decided},
            after={"rung": rung, "area_id": str(area.pk)},
        )
        for found in held
    ]
    write(changes, actor=actor, now=now, ground=ground)
    return len(changes)
