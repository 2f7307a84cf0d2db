"""The long work of lists handed over, carried out by the worker: looking, importing, undoing."""

from typing import Any

from django.utils import timezone

from lianxin.intake.carrying import Kind, bring_in, look_at, undoing
from lianxin.intake.models import PETITIONS
from lianxin.problems.petitions.actions import import_petitions, petitions_preview, undo_petitions
from lianxin.work.models import Work
from lianxin.work.running import Tell

LISTS = Kind(PETITIONS, import_petitions, petitions_preview)


def preview_petitions(work: Work, tell: Tell) -> None:
    """Look at a list."""
    look_at(LISTS, work, tell)


def run_petitions(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a list."""
    return bring_in(LISTS, work, tell)


def take_back_petitions(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import of a list."""
    assert work.subject_id
    with undoing(work, tell, "problems"):
        run = undo_petitions(work.subject_id, actor=work.by, now=timezone.now())
    return {"import": str(run.pk)}
