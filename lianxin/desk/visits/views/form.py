"""走访表: the form of a visit as people see it: what is asked, why, and what it costs to fill in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.visits.form_page import chapters_of, versions
from lianxin.desk.visits.words import form_of
from lianxin.desk.words import said
from lianxin.people.access import ask, may
from lianxin.policies.models import Policy


@require_GET
def visit_form(request: HttpRequest) -> HttpResponse:
    """The form in force, and the versions there were."""
    ask(request.user, "policy.see")
    today = timezone.localdate()
    policy = Policy.objects.in_force("visits", today)
    form = form_of(policy)
    context: dict[str, Any] = {
        "policy": policy,
        "form": form,
        "chapters": chapters_of(form, today) if form else [],
        "needs": [said(one.title) for one in form.needs] if form else [],
        "advice": [said(one.title) for one in form.advice] if form else [],
        "effects": [said(one.title) for one in form.effects] if form else [],
        "versions": versions(today),
        "may_draft": may(request.user, "policy.adopt"),
        "tab": "records",
        "made": "form",
        "here": "planning",
    }
    return render(request, "desk/visits/form.html", context)
