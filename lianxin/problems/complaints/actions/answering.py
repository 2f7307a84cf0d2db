"""The answer to whoever complained, and how a complaint ends."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems.complaints.actions.hearing import hold
from lianxin.problems.complaints.actions.refusals import ComplaintsRefused, said
from lianxin.problems.complaints.actions.steps import take
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.vocabulary import Outcome, StepKind


@transaction.atomic
def answer(complaint: Complaint, *, words: str, actor: Any, now: datetime) -> None:
    """答复: what whoever complained is told; he finds it by his receipt. Raises ComplaintsRefused: not-yours,
    ended, not-taken-up, words-needed, too-long."""
    found = hold(complaint, actor, now)
    found.answer, found.answered_at = said(words), now
    found.save(update_fields=["answer", "answered_at"])
    take(found, StepKind.ANSWERED, by=actor, now=now, words=found.answer)


@transaction.atomic
def end(complaint: Complaint, *, outcome: Outcome, reasons: str, actor: Any, now: datetime) -> None:
    """了结, with what was found and why. Raises ComplaintsRefused: not-yours, ended, not-taken-up,
    answer-first (unless it was withdrawn), words-needed, too-long."""
    found = hold(complaint, actor, now)
    if found.answered_at is None and outcome is not Outcome.WITHDRAWN:
        raise ComplaintsRefused("answer-first")
    found.outcome, found.reasons = outcome.value, said(reasons)
    found.ended_at, found.next_at = now, None
    found.save(update_fields=["outcome", "reasons", "ended_at", "next_at"])
    take(found, StepKind.ENDED, by=actor, now=now, words=f"{outcome.zh}：{found.reasons}")
