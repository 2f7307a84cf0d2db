"""登录条 for many: everyone who never had a password, of one area, printed at once and shown once."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.areas.models import Area
from lianxin.desk.staff.listing import Wish, in_state, listed, rows_of
from lianxin.desk.staff.views.listing import area_in_sight, towns_in_sight
from lianxin.desk.unclear import unclear
from lianxin.people import actions
from lianxin.people.access import ask
from lianxin.people.models import Staff
from lianxin.people.slips import VALID_DAYS

AT_ONCE = 500
"""So many slips are printed in one go: 63 pages of eight."""


class SlipsForm(forms.Form):
    """Whose slips: an area's code, or everyone's."""

    area = forms.RegexField(r"^\d{12}$", required=False)


@require_http_methods(["GET", "POST"])
def slips(request: HttpRequest) -> HttpResponse:
    """How many would get one; a POST hands them out, on a page to be printed."""
    ask(request.user, "staff.edit")
    form = SlipsForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return unclear(request, form)
    area = area_in_sight(request, form.cleaned_data["area"])
    waiting = waiting_for_slips(request, area)
    context = {"area": area, "days": VALID_DAYS, "here": "staff"}
    if request.method == "GET":
        context |= {"total": waiting.count(), "at_once": AT_ONCE, "towns": towns_in_sight(request)}
        return render(request, "desk/staff/slips.html", context)
    people = list(waiting.order_by("number")[:AT_ONCE])
    if not people:
        return redirect("desk:staff-slips")
    handed = actions.hand_out_slips(people, actor=request.user, now=timezone.now())
    rows = rows_of(people, on=timezone.localdate())
    context["slips"] = [(*slip, row) for slip, row in zip(handed, rows, strict=True)]
    context["left"] = waiting_for_slips(request, area).count()
    return render(request, "desk/staff/slips_shown.html", context)


def waiting_for_slips(request: HttpRequest, area: Area | None) -> QuerySet[Staff]:
    today = timezone.localdate()
    people = listed(request.user, Wish(area=area), on=today)
    return in_state(people, "uninvited", on=today)
