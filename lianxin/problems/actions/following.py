"""What follows when somebody settles an item on the pages of visits: its problem hears of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianxin.ledger.models import Event
from lianxin.people.models import Staff
from lianxin.problems.actions.ending import solve
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.actions.noting import note
from lianxin.problems.ladder import allowed
from lianxin.problems.models import Note, Problem
from lianxin.problems.vocabulary import Verb
from lianxin.visits.models import Settlement


@transaction.atomic
def follow_settled(events: Sequence[Event], *, now: datetime) -> None:
    """`item.settled`: whoever has the problem has solved it; anybody else has said something about it."""
    ground = ground_or_none(now)
    if ground is None:
        return
    for event in events:
        key = UUID(event.after["item"])
        settlement = Settlement.objects.filter(pk=key).first()
        if settlement is None:
            continue
        for problem in Problem.objects.open().filter(origins__item=key):
            _follow(problem, settlement, ground, now)


def _follow(problem: Problem, settlement: Settlement, ground: Ground, now: datetime) -> None:
    actor = Staff.objects.filter(pk=settlement.settled_by_id).first()
    how = settlement.how.strip()
    if actor is None or not how or how in [one.words for one in Note.objects.filter(problem=problem)]:
        return
    may_end = problem.owner_id == actor.pk and Verb.END in allowed(problem.state, ground.ladder)
    waits = problem.origins.filter(item__isnull=False, item__settlement=None).exists()
    parts = problem.joints.filter(answered_at=None, is_lead=False).exists()
    if may_end and not waits and not parts:
        solve(problem, words=how, evidence=how, actor=actor, now=now)
    else:
        note(problem, words=how, actor=actor, now=now)
