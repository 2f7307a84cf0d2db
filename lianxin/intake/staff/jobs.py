"""The long work of staff workbooks, carried out by the worker: looking at one, importing it, undoing that."""

from typing import Any

from django.utils import timezone

from lianxin.intake.carrying import Kind, bring_in, look_at, undoing
from lianxin.intake.models import STAFF
from lianxin.intake.staff.actions import import_staff, undo_staff_import
from lianxin.intake.staff.results import staff_preview
from lianxin.work.models import Work
from lianxin.work.running import Tell

WORKBOOKS = Kind(STAFF, import_staff, staff_preview)


def preview_staff(work: Work, tell: Tell) -> None:
    """Look at a workbook."""
    look_at(WORKBOOKS, work, tell)


def run_staff(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a workbook."""
    return bring_in(WORKBOOKS, work, tell)


def undo_staff(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import of staff."""
    with undoing(work, tell, "numbers") as progress:
        run = undo_staff_import(work.subject_id, actor=work.by, now=timezone.now(), progress=progress)
    return {"import": str(run.pk)}
