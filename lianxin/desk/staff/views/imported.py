"""One staff workbook that was imported: what it changed, what was refused, and undoing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.intake.outcome import outcome_of, seen_import
from lianxin.intake.models import STAFF
from lianxin.intake.previewing import grouped
from lianxin.intake.staff.results import of_people
from lianxin.work.actions import ask_for


@require_GET
def imported(request: HttpRequest, key: UUID) -> HttpResponse:
    run = seen_import(request, key, "staff.edit", STAFF)
    report = run.report or {}
    context = outcome_of(run) | {
        "refused": of_people(report.get("refused", [])),
        "warnings": grouped(report.get("warnings", ())),
        "here": "staff",
    }
    return render(request, "desk/staff/imported.html", context)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo the whole import, in the background."""
    run = seen_import(request, key, "staff.edit", STAFF)
    ask_for("staff.undo", subject_id=run.pk, actor=request.user, now=timezone.now())
    return redirect("desk:staff-imported", run.pk)
