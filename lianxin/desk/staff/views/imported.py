"""One staff workbook that was imported: what it changed, what was refused, and undoing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianxin.intake.models import STAFF, Import, Upload
from lianxin.intake.previewing import grouped
from lianxin.intake.staff.results import of_people
from lianxin.people.access import ask
from lianxin.work.actions import ask_for
from lianxin.work.models import Work


def seen_import(request: HttpRequest, key: UUID) -> Import:
    """The import, if it is in sight (else 404), after asking to edit staff there (else 403)."""
    ask(request.user, "staff.edit")
    seen = Import.objects.seen_by(request.user, STAFF).select_related("by", "undone_by", "area")
    run = get_object_or_404(seen, pk=key)
    ask(request.user, "staff.edit", run)
    return run


@require_GET
def imported(request: HttpRequest, key: UUID) -> HttpResponse:
    run = seen_import(request, key)
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
        "refused": of_people(report.get("refused", [])),
        "warnings": grouped(report.get("warnings", ())),
        "has_workbook": bool(upload and upload.refused_rows and not upload.cleared_at),
        "may_undo": state in (Import.DONE, Import.FAILED, Import.HALFWAY) and not is_busy,
        "here": "staff",
    }
    return render(request, "desk/staff/imported.html", context)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo the whole import, in the background."""
    run = seen_import(request, key)
    ask_for("staff.undo", subject_id=run.pk, actor=request.user, now=timezone.now())
    return redirect("desk:staff-imported", run.pk)
