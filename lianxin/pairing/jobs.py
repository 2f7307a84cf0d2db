"""The long work of pairing, carried out by the worker: working a draft out, adopting it, taking that back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from lianxin.pairing.actions import adopt_draft, solve_draft, undo_adoption
from lianxin.pairing.models import Draft
from lianxin.pairing.refusals import PairingRefused
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused


def work_out(work: Work, tell: Tell) -> dict[str, Any]:
    """Work a draft out."""
    draft = Draft.objects.get(pk=work.subject_id)
    with _refusing():
        solve_draft(draft, now=timezone.now(), tell=tell)
    return {"draft": str(draft.pk)}


def adopt(work: Work, tell: Tell) -> dict[str, Any]:
    """Let a draft take effect."""
    tell("adopting")
    with _refusing():
        adopted = adopt_draft(Draft.objects.get(pk=work.subject_id), actor=work.by, now=timezone.now())
    return {"draft": str(work.subject_id), "changed": adopted.changed, "passed_over": adopted.passed_over}


def undo(work: Work, tell: Tell) -> dict[str, Any]:
    """Take an adoption back."""
    tell("undoing")
    with _refusing():
        undone = undo_adoption(Draft.objects.get(pk=work.subject_id), actor=work.by, now=timezone.now())
    return {"draft": str(work.subject_id), "changed": undone.changed, "passed_over": undone.passed_over}


@contextmanager
def _refusing() -> Iterator[None]:
    """A refusal of pairing becomes one of the work, in both languages."""
    try:
        yield
    except PairingRefused as refused:
        raise WorkRefused(refused.code, refused.message, refused.message_en) from None
