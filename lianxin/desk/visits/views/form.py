"""走访表: the form of a visit as people see it, as an XLSForm, and as a draft made of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.policies.views.drafts import first_day_for
from lianxin.desk.visits.form_page import chapters_of, versions
from lianxin.desk.visits.forms import SurveyForm
from lianxin.desk.visits.survey import fault_words
from lianxin.desk.visits.words import form_of
from lianxin.desk.words import said
from lianxin.people.access import ask, may
from lianxin.policies.actions import import_draft
from lianxin.policies.models import Policy
from lianxin.visits.drafting import policy_with_form
from lianxin.visits.xlsform import XlsFormRefused, write_xlsform

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def visit_form(request: HttpRequest) -> HttpResponse:
    """The form in force, and the versions there were."""
    ask(request.user, "policy.see")
    return form_page(request)


def form_page(
    request: HttpRequest, *, survey: SurveyForm | None = None, faults: Any = (), status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    policy = Policy.objects.in_force("visits", today)
    form = form_of(policy)
    may_draft = policy is not None and may(request.user, "policy.adopt")
    context: dict[str, Any] = {
        "policy": policy,
        "form": form,
        "chapters": chapters_of(form, today) if form else [],
        "needs": [said(one.title) for one in form.needs] if form else [],
        "advice": [said(one.title) for one in form.advice] if form else [],
        "effects": [said(one.title) for one in form.effects] if form else [],
        "versions": versions(today),
        "may_draft": may_draft,
        "survey": (survey or SurveyForm()) if may_draft else None,
        "faults": faults,
        "tab": "records",
        "made": "form",
        "here": "planning",
    }
    return render(request, "desk/visits/form.html", context, status=status)


@require_GET
def workbook(request: HttpRequest) -> HttpResponse:
    """The form in force as an XLSForm."""
    ask(request.user, "policy.see")
    form = form_of(Policy.objects.in_force("visits", timezone.localdate()))
    if form is None:
        raise Http404
    response = HttpResponse(write_xlsform(form), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{form.version}.xlsx"'
    return response


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """A draft of the policy in force, with the form of a workbook."""
    ask(request.user, "policy.adopt")
    now = timezone.now()
    policy = Policy.objects.in_force("visits", timezone.localdate(now))
    if policy is None:
        raise Http404
    survey = SurveyForm(request.POST, request.FILES)
    if not survey.is_valid():
        return form_page(request, survey=survey, status=422)
    try:
        data = survey.cleaned_data["file"].read()
        text = policy_with_form(
            policy, data, first_day_for(policy, timezone.localdate(now), is_way_back=False)
        )
    except XlsFormRefused as refused:
        return form_page(request, faults=[fault_words(one) for one in refused.faults], status=422)
    draft = import_draft(text, actor=request.user, now=now)
    messages.success(request, _("已读成走访办法的草稿，改好、试过再采用。"))
    return redirect("desk:draft", draft.pk)
