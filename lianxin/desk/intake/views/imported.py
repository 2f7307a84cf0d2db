"""One import that was run: what it changed and what was refused."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.intake.outcome import outcome_of, seen_import
from lianxin.intake.previewing import grouped
from lianxin.people.access import may
from lianxin.registry.models import Household

LEFT_SHOWN = 50


@require_GET
def imported(request: HttpRequest, key: UUID) -> HttpResponse:
    run = seen_import(request, key, "import.run")
    report, context = run.report or {}, outcome_of(run)
    context |= {
        "refused": grouped(report.get("refused", ())),
        "warnings": grouped(report.get("warnings", ())),
        "may_undo": context["may_undo"] and may(request.user, "import.undo", run),
        "left": Household.objects.filter(pk__in=run.left[:LEFT_SHOWN]),
        "here": "imports",
    }
    return render(request, "desk/intake/imported.html", context)
