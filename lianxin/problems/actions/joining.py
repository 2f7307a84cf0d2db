"""合办: several handle one problem together; one of them leads, each has a part and answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.problems.actions.changing import Change, hold, write
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Joint, Problem
from lianxin.problems.vocabulary import Verb


@dataclass(frozen=True, slots=True)
class Part:
    """Who shares in it, an area or a unit by its name, what his part is, and whether he leads."""

    part: str
    area: Area | None = None
    unit: str = ""
    is_lead: bool = False


@transaction.atomic
def handle_jointly(problem: Problem, *, parts: Sequence[Part], actor: Any, now: datetime) -> list[Joint]:
    """Ask others to share in a problem; those asked before stay. The problem stays with whoever has it.
    Raises ProblemsRefused: no-policy, nobody, no-place, lead-needed, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.JOIN, ground)
    if not parts:
        raise ProblemsRefused("nobody")
    if any(one.area is None and not one.unit.strip() for one in parts):
        raise ProblemsRefused("no-place")
    leads = sum(one.is_lead for one in parts) + Joint.objects.filter(problem=found, is_lead=True).count()
    if leads != 1:
        raise ProblemsRefused("lead-needed")
    made = [
        Joint.objects.create(
            problem=found,
            area=one.area,
            unit=one.unit.strip()[:64],
            is_lead=one.is_lead,
            part=said(one.part),
            asked_at=now,
            asked_by=actor,
        )
        for one in parts
    ]
    change = Change(kind="problem.shared", problem=found, state=found.state, after={"parts": len(made)})
    write([change], actor=actor, now=now, ground=ground)
    return made


@transaction.atomic
def answer_part(joint: Joint, *, answer: str, actor: Any, now: datetime) -> Joint:
    """Say what became of one's part. Raises ProblemsRefused: no-policy, answered, words-needed, too-long,
    ended."""
    ground = ground_at(now)
    found = hold(joint.problem, Verb.ANSWER_PART, ground)
    mine = Joint.objects.get(pk=joint.pk)
    if mine.answered_at is not None:
        raise ProblemsRefused("answered")
    mine.answer, mine.answered_at, mine.answered_by = said(answer), now, actor
    mine.save(update_fields=["answer", "answered_at", "answered_by"])
    change = Change(kind="problem.part_answered", problem=found, state=found.state)
    write([change], actor=actor, now=now, ground=ground)
    return mine
