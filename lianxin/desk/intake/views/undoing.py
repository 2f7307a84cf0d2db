"""Undoing an import: first what will be undone and what stands in the way, then the button."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.desk.intake.outcome import UNDOABLE, seen_import
from lianxin.desk.telling import tell
from lianxin.intake.later_work import Obstacle, obstacles, survey
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
    found = survey(run)
    in_the_way = obstacles(found)
    numbers = {one.event.pk: one.number for one in in_the_way[:SHOWN]}
    told = tell(one.event for one in in_the_way[:SHOWN])
    context = {
        "run": run,
        "is_halfway": bool(found.undone),
        "touched": len(found.touched),
        "undone": len(found.undone),
        "rest": len(found.touched) - len(found.undone) - len(in_the_way),
        "in_the_way": len(in_the_way),
        "told": [(numbers[line.event.pk], line) for line in told],
        "later_imports": _later_imports(in_the_way),
        "here": "imports",
    }
    return render(request, "desk/intake/undoing.html", context)


def _later_imports(in_the_way: Iterable[Obstacle]) -> list[tuple[Import, int]]:
    """The later imports that stand in the way, and in how many households each."""
    counts = Counter(one.later_import for one in in_the_way if one.later_import)
    runs = Import.objects.filter(pk__in=counts).order_by("-started_at")
    return [(run, counts[str(run.pk)]) for run in runs]
