"""One import that was run: what it changed and what was refused."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.intake.models import Import, Upload
from lianxin.intake.previewing import grouped
from lianxin.people.access import ask, may
from lianxin.registry.models import Household
from lianxin.work.models import Work

UNDOABLE = (Import.DONE, Import.FAILED, Import.HALFWAY)
LEFT_SHOWN = 50


def seen_import(request: HttpRequest, key: UUID, verb: str) -> Import:
    """The import, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    ask(request.user, verb)
    seen = Import.objects.seen_by(request.user).select_related("by", "undone_by", "area")
    run = get_object_or_404(seen, pk=key)
    ask(request.user, verb, run)
    return run


@require_GET
def imported(request: HttpRequest, key: UUID) -> HttpResponse:
    run = seen_import(request, key, "import.run")
    work = Work.objects.about(run.pk).first()
    report = run.report or {}
    upload = Upload.objects.filter(run=run).first()
    state = run.state_at(timezone.now())
    is_busy = work is not None and work.is_open
    context = {
        "run": run,
        "state": state,
        "upload": upload,
        "work": work,
        "is_busy": is_busy,
        "failure": work.outcome if work and work.state == Work.FAILED and not run.undone_at else None,
        "refused": grouped(report.get("refused", ())),
        "warnings": grouped(report.get("warnings", ())),
        "has_workbook": bool(upload and upload.refused_rows and not upload.cleared_at),
        "may_undo": state in UNDOABLE and not is_busy and may(request.user, "import.undo", run),
        "left": Household.objects.filter(pk__in=run.left[:LEFT_SHOWN]),
        "here": "imports",
    }
    return render(request, "desk/intake/imported.html", context)
