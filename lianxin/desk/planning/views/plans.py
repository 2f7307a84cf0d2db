"""重新排走访: what a plan of the whole district does, how far it is, and what the last one came to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.desk.planning.words import reason_word
from lianxin.people.access import ask
from lianxin.planning.reading import last_plan
from lianxin.planning.vocabulary import Reason
from lianxin.registry.models import Household
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

KIND = "planning.run"


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """POST asks for a plan; it is worked out in the background."""
    ask(request.user, "planning.run")
    work = Work.objects.filter(kind=KIND).order_by("-asked_at").first()
    if request.method == "POST":
        if work is None or not work.is_open:
            ask_for(KIND, actor=request.user, now=timezone.now())
        return redirect("desk:visits-plan")
    last = last_plan()
    context: dict[str, Any] = {
        "work": work,
        "last": last,
        "unpaired": Household.objects.present().filter(keeper=None).count(),
        "by_reason": _by_reason(last.summary) if last else [],
        "tab": "plan",
        "here": "planning",
    }
    return render(request, "desk/planning/plan.html", context)


def _by_reason(summary: dict[str, Any]) -> list[tuple[str, int]]:
    """Visits of a plan by reason, in the order of the vocabulary."""
    counted = summary.get("by_reason", {})
    return [(reason_word(one), counted[one]) for one in Reason if counted.get(one)]
