"""上报: what a rung cannot settle goes up as a packet, is accepted or sent back once, or decided.

A problem that is sent up stays with whoever has it, and its clock runs on, until somebody above takes it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, Hand, hold, write
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Packet, Problem
from lianxin.problems.vocabulary import How, Phase, Verb


@transaction.atomic
def send_up(
    problem: Problem, *, tried: str, why_not_ours: str, asked: str, actor: Any, now: datetime
) -> Packet:
    """Send a problem up by hand: what was tried, why it is not ours, what is asked of the rung above. After
    it was sent back the district desk decides. Raises ProblemsRefused: no-policy, words-needed, too-long,
    at-the-top, decided, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.RAISE, ground)
    above = ground.ladder.above(found.rung)
    if above is None:
        raise ProblemsRefused("at-the-top")
    state = moves.raised(found.state, now, ground.ladder, ground.times)
    is_second = state.phase is Phase.DECIDING
    rung, area = ground.holder(found.holder_id, ground.ladder.top if is_second else above.code)
    packet = Packet.objects.create(
        problem=found,
        from_rung=found.rung,
        from_area_id=found.holder_id,
        to_rung=rung,
        to_area_id=area,
        tried=said(tried),
        why_not_ours=said(why_not_ours),
        asked=said(asked),
        is_second=is_second,
        sent_at=now,
        sent_by=actor,
        answer_due_at=state.answer_due_at,
    )
    change = Change(
        kind="packet.sent",
        problem=found,
        state=state,
        after={"from": found.rung, "to": rung, "again": is_second},
    )
    write([change], actor=actor, now=now, ground=ground)
    return packet


@transaction.atomic
def take_packet(problem: Problem, *, actor: Any, now: datetime) -> Problem:
    """Accept what was sent up: the problem is one's own now, and the clock of this rung begins. Raises
    ProblemsRefused: no-policy, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.TAKE, ground)
    packet = answer_packet(found, Packet.ACCEPTED, actor=actor, now=now)
    above = ground.ladder.above(found.rung)
    rung, area = ground.holder(found.holder_id, above.code if above else ground.ladder.top)
    state = moves.accepted(moves.moved(found.state, rung, now, ground.ladder, ground.times))
    change = Change(
        kind="packet.accepted",
        problem=found,
        state=state,
        hand=Hand(area, actor.pk if actor else found.owner_id, How.TAKEN, is_accepted=True),
        after={"from": packet.from_rung, "to": rung},
    )
    write([change], actor=actor, now=now, ground=ground)
    return found


@transaction.atomic
def send_back(problem: Problem, *, reason: str, actor: Any, now: datetime) -> Packet:
    """Give a packet back, which is possible once, and say why. Raises ProblemsRefused: no-policy,
    words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.SEND_BACK, ground)
    packet = answer_packet(found, Packet.SENT_BACK, reason=said(reason), actor=actor, now=now)
    change = Change(
        kind="packet.sent_back",
        problem=found,
        state=moves.sent_back(found.state),
        after={"from": packet.to_rung, "to": packet.from_rung},
    )
    write([change], actor=actor, now=now, ground=ground)
    return packet


@transaction.atomic
def decide(problem: Problem, *, rung: str, reason: str, actor: Any, now: datetime) -> Problem:
    """裁定: the district desk says which rung has it; there it waits to be accepted and cannot be sent up by
    hand again. Raises ProblemsRefused: no-policy, unknown-rung, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.DECIDE, ground)
    if rung not in ground.ladder.codes:
        raise ProblemsRefused("unknown-rung")
    packet = answer_packet(found, Packet.DECIDED, reason=said(reason), actor=actor, now=now)
    below = found.holder_id if rung == found.rung else found.area_id
    rung, area = ground.holder(below, rung)
    packet.decided_rung = rung
    packet.save(update_fields=["decided_rung"])
    change = Change(
        kind="packet.decided",
        problem=found,
        state=moves.decided(found.state, rung, now, ground.ladder, ground.times),
        hand=Hand(area, found.owner_id, How.DECIDED),
        after={"from": found.rung, "to": rung},
    )
    write([change], actor=actor, now=now, ground=ground)
    return found


def answer_packet(problem: Problem, answer: str, *, reason: str = "", actor: Any, now: datetime) -> Packet:
    """Write the answer on the packet that waits. Call it inside the action's transaction."""
    packet = Packet.objects.get(problem=problem, answered_at=None)
    packet.answer, packet.answered_at, packet.answered_by, packet.reason = answer, now, actor, reason
    packet.save(update_fields=["answer", "answered_at", "answered_by", "reason"])
    return packet


def overtake(problems: Iterable[Problem], *, now: datetime) -> None:
    """Packets of problems that need no answer any more: they rose, ended, or went elsewhere."""
    waiting = Packet.objects.filter(problem__in=[one.pk for one in problems], answered_at=None)
    waiting.update(answer=Packet.OVERTAKEN, answered_at=now)
