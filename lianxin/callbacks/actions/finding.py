"""A difference: the worker answers first, then a supervisor decides. Nothing is decided by the machine."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.callbacks.actions.opening import MOST_WORDS
from lianxin.callbacks.actions.refusals import CallbacksRefused
from lianxin.callbacks.actions.telling import note
from lianxin.callbacks.models import Finding
from lianxin.callbacks.vocabulary import Decision


@transaction.atomic
def answer_finding(finding: Finding, *, words: str, actor: Any, now: datetime) -> Finding:
    """The worker says how those visits went. Raises CallbacksRefused: not-asked, answered, decided,
    words-needed."""
    found = _open(finding)
    if actor is None or found.staff_id != actor.pk or found.asks_on > timezone.localdate(now):
        raise CallbacksRefused("not-asked")
    if found.answered_at is not None:
        raise CallbacksRefused("answered")
    found.answer, found.answered_at = _said(words, "words-needed"), now
    found.save(update_fields=["answer", "answered_at"])
    note("finding.answered", found.call.round, actor, now, {"staff": str(found.staff_id)})
    return found


@transaction.atomic
def decide_finding(
    finding: Finding, decision: Decision, *, reason: str, actor: Any, now: datetime
) -> Finding:
    """A person decides, with a reason, once the worker answered or his days for it are over.

    Raises CallbacksRefused: decided, own, not-answered, reason-needed.
    """
    found = _open(finding)
    if actor is not None and found.staff_id == actor.pk:
        raise CallbacksRefused("own")
    if found.answered_at is None and timezone.localdate(now) <= found.answer_by:
        raise CallbacksRefused("not-answered", by=found.answer_by.isoformat())
    found.reason = _said(reason, "reason-needed")
    found.decision, found.decided_at, found.decided_by = decision.value, now, actor
    found.save(update_fields=["reason", "decision", "decided_at", "decided_by"])
    after = {"staff": str(found.staff_id), "decision": decision.value}
    note("finding.decided", found.call.round, actor, now, after)
    return found


def _open(finding: Finding) -> Finding:
    found = Finding.objects.select_for_update().get(pk=finding.pk)
    if found.decided_at is not None:
        raise CallbacksRefused("decided")
    return found


def _said(words: str, missing: str) -> str:
    text = words.replace("\0", "").strip()[:MOST_WORDS]
    if not text:
        raise CallbacksRefused(missing)
    return text
