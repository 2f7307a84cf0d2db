"""The long work of rosters, carried out by the worker: looking at a file, importing it, undoing an import."""

from typing import Any

from django.utils import timezone

from lianxin.intake.actions import import_roster
from lianxin.intake.carrying import Kind, bring_in, look_at, undoing
from lianxin.intake.models import ROSTER, Import
from lianxin.intake.previewing import preview_of
from lianxin.intake.undoing import undo_import
from lianxin.work.models import Work
from lianxin.work.running import Tell, resumes

ROSTERS = Kind(ROSTER, import_roster, preview_of)


@resumes
def preview_upload(work: Work, tell: Tell) -> None:
    """Look at a roster."""
    look_at(ROSTERS, work, tell)


def run_upload(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a roster."""
    return bring_in(ROSTERS, work, tell)


@resumes
def undo_run(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import. When its process dies, the next one carries on where it stopped."""
    with undoing(work, tell, "households") as progress:
        leaves = Import.objects.filter(pk=work.subject_id, leaves_changed=True).exists()
        by = {"actor": work.by, "now": timezone.now()}
        run = undo_import(work.subject_id, leave_changed=leaves, progress=progress, **by)
    return {"import": str(run.pk)}
