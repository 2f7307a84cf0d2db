"""Undoing an import: first what will be undone and what stands in the way, then the button."""

from collections.abc import Mapping
from heapq import nlargest
from operator import itemgetter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.desk.intake.outcome import UNDOABLE, seen_import
from lianxin.desk.telling import tell
from lianxin.intake.later_work import Survey, glance, obstacles
from lianxin.intake.models import Import
from lianxin.intake.uploads import start_undo
from lianxin.work.models import Work

SHOWN = 50


@require_http_methods(["GET", "POST"])
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what would happen (GET), or have it done in the background (POST)."""
    run = seen_import(request, key, "import.undo")
    if request.method == "POST":
        leave = request.POST.get("leave") == "changed"
        start_undo(run, actor=request.user, now=timezone.now(), leave_changed=leave)
        return redirect("desk:imported", run.pk)
    is_busy = Work.objects.about(run.pk).open().exists()
    if is_busy or run.state_at(timezone.now()) not in UNDOABLE:
        return redirect("desk:imported", run.pk)
    found, later_imports = glance(run)
    latest = nlargest(SHOWN, found.later.items(), key=itemgetter(1))
    shown = obstacles(Survey(later=dict(latest)))
    numbers = {one.event.pk: one.number for one in shown}
    told = tell(one.event for one in shown)
    context = {
        "run": run,
        "is_halfway": bool(found.undone),
        "touched": len(found.touched),
        "undone": len(found.undone),
        "rest": len(found.touched) - len(found.undone) - len(found.later),
        "in_the_way": len(found.later),
        "told": [(numbers[line.event.pk], line) for line in told],
        "later_imports": _later_imports(later_imports),
        "here": "imports",
    }
    return render(request, "desk/intake/undoing.html", context)


def _later_imports(households: Mapping[str, int]) -> list[tuple[Import, int]]:
    """The later imports that stand in the way, and in how many households each."""
    runs = Import.objects.filter(pk__in=list(households)).order_by("-started_at")
    return [(run, households[str(run.pk)]) for run in runs]
