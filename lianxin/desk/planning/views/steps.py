"""What becomes of one visit: it was made, it could not be made, and taking that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.planning.figures import in_sight
from lianxin.desk.planning.forms import DoneForm, ExcuseForm
from lianxin.desk.planning.visits import BESIDE, visits_of
from lianxin.desk.planning.words import refusal
from lianxin.desk.words import day_words
from lianxin.people.access import ask, note_asked
from lianxin.planning.actions import excuse, record_done, take_back_done
from lianxin.planning.models import Duty
from lianxin.planning.refusals import PlanningRefused


def own_or_answered_for(request: HttpRequest, key: UUID) -> Duty:
    """The duty, if it is one's own, or in sight of whoever answers for the visits of the place."""
    person = request.user
    seen = in_sight(person)
    if seen:  # else the whole district, and nothing is out of sight
        seen |= Q(staff=person) | Q(companion=person)
    duty = get_object_or_404(Duty.objects.filter(seen).select_related(*BESIDE), pk=key)
    if person.pk in (duty.staff_id, duty.companion_id):
        note_asked("a visit one owes oneself")
    else:
        ask(person, "planning.edit", duty)
    return duty


def back(request: HttpRequest) -> HttpResponse:
    """To the list the step was taken on, else to one's own weeks."""
    wished = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wished, allowed_hosts=None) and wished.startswith("/"):
        return redirect(wished)
    return redirect("desk:my-visits")


@require_POST
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write down that the visit was made."""
    duty = own_or_answered_for(request, key)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写上走访的日期。"))
        return back(request)
    on = form.cleaned_data["on"]
    try:
        record_done(duty, on=on, actor=request.user, now=timezone.now())
    except PlanningRefused as refused:
        messages.error(request, refusal(refused))
    else:
        day = day_words(on, timezone.localdate())
        messages.success(request, _("已记下：%(day)s走访过。记错了可以在下面撤销。") % {"day": day})
    return back(request)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back that the visit was made."""
    duty = own_or_answered_for(request, key)
    try:
        take_back_done(duty, actor=request.user, now=timezone.now())
    except PlanningRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已撤销，这次走访又算欠着。"))
    return back(request)


@require_http_methods(["GET", "POST"])
def excusing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why a visit could not be made."""
    duty = own_or_answered_for(request, key)
    today = timezone.localdate()
    form = ExcuseForm(request.POST or None, initial={"tried_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            said = excuse(duty, **form.cleaned_data, actor=request.user, now=timezone.now())
        except PlanningRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _told(duty, said))
            return redirect(reverse("desk:my-visits"))
    context: dict[str, Any] = {
        "visit": visits_of([duty], request.user, today)[0],
        "form": form,
        "tab": "mine",
        "here": "planning",
    }
    return render(request, "desk/planning/excuse.html", context, status=422 if form.is_bound else 200)


def _told(duty: Duty, said: Any) -> str:
    if said.needs_approval:
        return _("已记下，等镇办同意。同意以前，这次走访仍算欠着。")
    duty.refresh_from_db()
    day = day_words(duty.due_on, timezone.localdate())
    return _("已记下。最晚改到%(day)s。") % {"day": day}
