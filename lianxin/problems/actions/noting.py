"""What is said along the way, and a problem made specific: category, place, amount, what is wished for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, hold, spans_of, write
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Note, Problem
from lianxin.problems.vocabulary import Phase, Verb


@transaction.atomic
def note(problem: Problem, *, words: str, actor: Any, now: datetime) -> Note:
    """Write down a step, a call, a finding; possible at any time. Raises ProblemsRefused: no-policy,
    words-needed, too-long."""
    ground = ground_at(now)
    found = hold(problem, Verb.NOTE, ground)
    made = Note.objects.create(problem=found, words=said(words), noted_at=now, noted_by=actor)
    change = Change(kind="problem.noted", problem=found, state=found.state)
    write([change], actor=actor, now=now, ground=ground)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What of a problem is to be different; None: as it is."""

    category: str | None = None
    urgency: str | None = None
    words: str | None = None
    quantity: float | None = None
    unit: str | None = None
    wished: str | None = None
    is_longstanding: bool | None = None


@transaction.atomic
def correct(problem: Problem, correction: Correction, *, actor: Any, now: datetime) -> Problem:
    """Make a problem specific. Another urgency lets the clock of its rung begin with the same moment but run
    as long as that urgency says. Raises ProblemsRefused: no-policy, unknown-category, unknown-reason,
    never-pauses (where it is paused), words-needed, too-long, ended."""
    ground = ground_at(now)
    found = hold(problem, Verb.CORRECT, ground)
    ladder, wanted = ground.ladder, _wanted(correction)
    if wanted.get("category", found.category) not in {*ladder.categories, found.category}:
        raise ProblemsRefused("unknown-category")
    urgency = wanted.pop("urgency", found.urgency)
    if urgency not in {*ladder.urgencies, found.urgency}:
        raise ProblemsRefused("unknown-reason")
    if found.phase == Phase.PAUSED and ladder.urgency(urgency).is_in_hours:
        raise ProblemsRefused("never-pauses")
    if "words" in wanted:
        wanted["words"] = said(wanted["words"])
    plain = ("category", "quantity", "unit", "is_longstanding")
    before = {name: getattr(found, name) for name in plain if name in wanted}
    for name, value in wanted.items():
        setattr(found, name, value)
    found.save(update_fields=list(wanted))
    state = found.state
    if urgency != found.urgency:
        before["urgency"] = found.urgency
        spans = spans_of([found], now)[found.pk]
        state = moves.more_urgent(state, urgency, spans, ladder, ground.times)
    after = {name: wanted.get(name, urgency) for name in before}
    change = Change(kind="problem.corrected", problem=found, state=state, before=before, after=after)
    write([change], actor=actor, now=now, ground=ground)
    return found


def _wanted(correction: Correction) -> dict[str, Any]:
    fields = correction.__dataclass_fields__
    return {name: value for name in fields if (value := getattr(correction, name)) is not None}
