"""What the page of an import shows, whatever it brought in: how it stands, and what may be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lianxin.intake.models import ROSTER, Import, Upload
from lianxin.people.access import ask
from lianxin.work.models import Work

UNDOABLE = (Import.DONE, Import.FAILED, Import.HALFWAY)


def seen_import(request: HttpRequest, key: UUID, verb: str, kind: str = ROSTER) -> Import:
    """The import, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    ask(request.user, verb)
    seen = Import.objects.seen_by(request.user, kind).select_related("by", "undone_by", "area")
    run = get_object_or_404(seen, pk=key)
    ask(request.user, verb, run)
    return run


def outcome_of(run: Import) -> dict[str, Any]:
    """For the page; whether the person may undo it is for the view to add."""
    work = Work.objects.about(run.pk).first()
    upload = Upload.objects.filter(run=run).first()
    state = run.state_at(timezone.now())
    is_busy = work is not None and work.is_open
    return {
        "run": run,
        "state": state,
        "upload": upload,
        "work": work,
        "is_busy": is_busy,
        "failure": work.outcome if work and work.state == Work.FAILED and not run.undone_at else None,
        "has_workbook": bool(upload and upload.refused_rows and not upload.cleared_at),
        "may_undo": state in UNDOABLE and not is_busy,
    }
