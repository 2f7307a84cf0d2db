"""One household at a glance, beside the list: its class and why, who lives there, what happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.classification.explaining import explain_household
from lianxin.classification.models import Standing
from lianxin.desk.households.known import members
from lianxin.desk.households.views.household import seen_household, story_of
from lianxin.desk.households.why import Why

LATEST = 4


@require_GET
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """The fragment, asked for by the script; whoever opens its address is sent to the household's page."""
    household = seen_household(request, number)
    if request.headers.get("X-Fragment") != "1":
        return redirect("desk:household", number)
    today = timezone.localdate()
    residents = sorted(
        household.residents.present(), key=lambda one: (one.relation != "head", one.birth_on or today)
    )
    facts = list(household.facts.current())
    explained = explain_household(household, today=today)
    standing = Standing.objects.filter(household=household).first()
    tier = standing.tier if standing else "unassessed"
    why = Why(explained, household, residents, facts, tier, today, False) if explained else None
    context = {
        "household": household,
        "standing": standing,
        "tier": tier,
        "held": why.held if why else [],
        "questions": why.questions if why else [],
        "members": members(residents, facts, today),
        "story": story_of(household, LATEST),
    }
    return render(request, "desk/households/preview.html", context)
