"""记一件新问题: somebody called, came, or wrote. What is likely the same already is shown first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.areas.vocabulary import COMMUNITY, TOWN, VILLAGE
from lianxin.desk.problems.opening import OpeningForm, alike
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.people.access import areas_seen, ask
from lianxin.problems.actions import ProblemsRefused, open_by_hand
from lianxin.registry.models import Household


@require_http_methods(["GET", "POST"])
def new_problem(request: HttpRequest) -> HttpResponse:
    ask(request.user, "problem.open")
    speech = Speech.at(timezone.now())
    if speech.ground is None:
        messages.error(request, refusal(ProblemsRefused("no-policy")))
        return redirect("desk:problems")
    initial = {
        "raised_on": timezone.localdate(speech.now),
        "channel": "clerk",
        "home": request.GET.get("home", "")[:32],
        "area": request.GET.get("area", "")[:12],
    }
    form = OpeningForm(
        speech.ground.ladder, _areas(request.user), request.user, request.POST or None, initial=initial
    )
    context: dict[str, Any] = {"form": form, "here": "problems"}
    if request.method == "POST" and form.is_valid():
        ask(request.user, "problem.open", form.cleaned_data["home"] or form.place)
        raised = form.raised(request.user, speech.now)
        found = [] if form.cleaned_data["seen"] else alike(raised, request.user, speech)
        if not found:
            try:
                problem = open_by_hand(raised, actor=request.user, now=speech.now)
            except ProblemsRefused as refused:
                form.add_error(None, refusal(refused))
            else:
                messages.success(request, _("已记下 %(number)s，钟开始走了。") % {"number": problem.number})
                return redirect("desk:problem", problem.pk)
        form.data = form.data.copy()
        form.data["seen"] = "on"
        context["alike"] = found
    context |= {"home": _home(form, request.user), "homes": form.homes}
    return render(request, "desk/problems/new.html", context, status=422 if form.is_bound else 200)


def _areas(person: Any) -> Any:
    """Where he may open one: towns, communities and villages that are not closed."""
    seen = areas_seen(person, "problem.open").open().filter(level__in=(TOWN, COMMUNITY, VILLAGE))
    return seen.select_related("parent").order_by("path")


def _home(form: OpeningForm, person: Any) -> Household | None:
    """The household that the form names, with its head, so that one sees whether it is the right one."""
    given = form.cleaned_data.get("home") if form.is_bound and hasattr(form, "cleaned_data") else None
    number = given.number if given else form["home"].value() or ""
    return Household.objects.seen_by(person).with_head().select_related("area").filter(number=number).first()
