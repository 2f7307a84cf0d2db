"""撤销: whoever took a step by mistake takes it back, as long as nothing has happened to the problem since.

What can be taken back moves a problem from hand to hand: accepting, giving out, sending up. What was said to
a household (a promise, a pause, an end) is never unsaid: it is followed by another step.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.models import Event
from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, Hand, spans_of, write
from lianxin.problems.actions.ground import Ground, ground_at
from lianxin.problems.actions.packets import overtake
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Custody, Problem
from lianxin.problems.vocabulary import How, Phase

OF_HANDS = ("problem.accepted", "problem.dispatched", "problem.sent_to")
KINDS = (*OF_HANDS, "packet.sent")


def may_take_back(problem: Problem, actor: Any) -> bool:
    """Whether the last thing that happened to a problem is a step of this person's that can be taken back."""
    last = _last(problem)
    return problem.is_open and last is not None and last.kind in KINDS and last.actor_id == actor.pk


@transaction.atomic
def take_back(problem: Problem, *, actor: Any, now: datetime) -> Problem:
    """Put a problem back into the hands, and onto the rung with the clock, where it was before the actor's
    own last step. Raises ProblemsRefused: no-policy, moved-on."""
    ground = ground_at(now)
    found = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if not may_take_back(found, actor):
        raise ProblemsRefused("moved-on")
    last = _last(found)
    change = Change(kind="problem.taken_back", problem=found, state=found.state, after={"rung": found.rung})
    if last.kind == "packet.sent":
        overtake([found], now=now)
        held = Custody.objects.get(problem=found, to_at=None)
        change.state = replace(found.state, phase=_phase(held, found), answer_due_at=None)
    else:
        _give_back(change, last, ground, now)
    write([change], actor=actor, now=now, ground=ground)
    return found


def _give_back(change: Change, last: Event, ground: Ground, now: datetime) -> None:
    """Into the hands of whoever had it before, with the clock that ran there."""
    found = change.problem
    earlier = Custody.objects.filter(problem=found, to_at__isnull=False).order_by("-from_at", "-pk").first()
    if earlier is None:
        raise ProblemsRefused("moved-on")
    state = found.state
    if last.kind == "problem.sent_to":
        flags = {name: bool((last.before or {}).get(name)) for name in ("was_sent_back", "is_decided")}
        state = replace(state, rung=earlier.rung, begins=earlier.begins_at, **flags)
        found.begins_at = earlier.begins_at  # the pauses that count are those of that clock
        state = moves.more_urgent(
            state, state.urgency, spans_of([found], now)[found.pk], ground.ladder, ground.times
        )
        change.before, change.after = {"rung": found.rung}, {"rung": earlier.rung}
    found.was_sent_back = state.was_sent_back
    change.state = replace(state, phase=_phase(earlier, found), answer_due_at=None)
    accepted = earlier.accepted_at is not None
    change.hand = Hand(earlier.area_id, earlier.owner_id, How(earlier.how), is_accepted=accepted)


def _phase(held: Custody, problem: Problem) -> Phase:
    """What a problem was in somebody's hands: it waited until he accepted it, or was sent back to him."""
    if held.accepted_at is None:
        return Phase.WAITING
    return Phase.SENT_BACK if problem.was_sent_back else Phase.HELD


def _last(problem: Problem) -> Event | None:
    """Files that came with a step, and who looked at them, change nothing about the problem."""
    told = Event.objects.about("problem", problem.pk).exclude(kind__startswith="problem.evidence_")
    return told.order_by("-id").first()
