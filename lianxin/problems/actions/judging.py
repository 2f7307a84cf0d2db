"""群众评判: what the household says to an end, recorded by somebody other than who did it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, Hand, hold, write
from lianxin.problems.actions.doers import refuse_doer
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.models import Custody, Ending, Judgement, Problem
from lianxin.problems.vocabulary import Channel, How, Verb


@transaction.atomic
def judge(
    problem: Problem, *, is_done: bool, words: str = "", channel: Channel, actor: Any, now: datetime
) -> Judgement:
    """Record the household's answer. "Not done" opens the problem again where it ended, and from the second
    time on one rung up. Raises ProblemsRefused: no-policy, own-work, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.JUDGE, ground)
    refuse_doer(found, actor)
    ending = Ending.objects.get(problem=found, reopened_at=None)
    made = Judgement.objects.create(
        ending=ending,
        is_done=is_done,
        words=words.strip()[:4000],
        channel=channel.value,
        judged_at=now,
        recorded_by=actor,
    )
    after = {"done": is_done, "channel": channel.value}
    if is_done:
        change = Change(kind="problem.judged", problem=found, state=moves.closed(found.state), after=after)
    else:
        ending.reopened_at = now
        ending.save(update_fields=["reopened_at"])
        state = moves.reopened(found.state, now, ground.ladder, ground.times)
        rung, area = found.rung, found.holder_id
        if state.rung != rung:
            rung, area = ground.holder(area, state.rung)
        last = Custody.objects.filter(problem=found).order_by("-to_at", "-pk").first()
        hand = Hand(area, last.owner_id if last else found.owner_id, How.REOPENED)
        after |= {"rung": rung}
        change = Change(kind="problem.reopened", problem=found, state=state, hand=hand, after=after)
    write([change], actor=actor, now=now, ground=ground)
    return made
