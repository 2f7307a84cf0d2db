"""One list that was imported: what it changed, what was refused, and taking it back whole."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.intake.list_shelves import UNDOING
from lianxin.desk.intake.outcome import outcome_of, seen_import
from lianxin.desk.intake.shelves import Shelf
from lianxin.intake.lists.notices import by_code
from lianxin.intake.previewing import grouped
from lianxin.work.actions import ask_for


@require_GET
def imported(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    run = seen_import(request, key, shelf.verb, shelf.kind)
    report = run.report or {}
    context = outcome_of(run) | {
        "refused": by_code(report.get("refused", ())),
        "warnings": grouped(report.get("warnings", ())),
        "names": shelf.names,
        "here": shelf.here,
    }
    return render(request, shelf.template("imported"), context)


@require_POST
def undoing(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    """Undo the whole import, in the background."""
    run = seen_import(request, key, shelf.verb, shelf.kind)
    ask_for(UNDOING[shelf.kind], subject_id=run.pk, actor=request.user, now=timezone.now())
    return redirect(shelf.names["imported"], run.pk)
