"""What is owed to who gave advice, or said that something did no good: an answer."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Reply


@transaction.atomic
def answer_advice(reply: Reply, *, words: str, actor: Any, now: datetime) -> Reply:
    """Answer what a home advised, in words it can read. Raises ProblemsRefused: answered, words-needed,
    too-long."""
    found = _owed(reply)
    found.words, found.answered_at, found.answered_by = said(words), now, actor
    found.save(update_fields=["words", "answered_at", "answered_by"])
    _tell("reply.given", found, {}, actor, now)
    return found


@transaction.atomic
def pass_on(reply: Reply, *, to: Staff, actor: Any, now: datetime) -> Reply:
    """Let somebody else owe the answer, by the same day. Raises ProblemsRefused: answered, not-working."""
    found = _owed(reply)
    if not to.is_active:
        raise ProblemsRefused("not-working")
    found.owner = to
    found.save(update_fields=["owner"])
    _tell("reply.passed_on", found, {"staff": str(to.pk)}, actor, now)
    return found


def _owed(reply: Reply) -> Reply:
    found = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if found.answered_at is not None:
        raise ProblemsRefused("answered")
    return found


def _tell(kind: str, reply: Reply, after: dict[str, Any], actor: Any, now: datetime) -> None:
    home = reply.household_id
    record(
        kind=kind,
        actor=actor,
        now=now,
        subject=("household", home) if home else ("area", reply.area_id),
        area=reply.area_id,
        after={"item": str(reply.pk)} | after,
    )
