"""下沉: who is posted down where, since when, from which unit; posting someone down and calling him back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.models import Area
from lianxin.desk.paging import page_of
from lianxin.desk.staff.forms import EndForm, SecondmentForm
from lianxin.desk.staff.refusing import attempt
from lianxin.desk.staff.views.listing import area_in_sight, towns_in_sight
from lianxin.desk.staff.views.person import seen_staff
from lianxin.desk.unclear import unclear
from lianxin.people import actions
from lianxin.people.access import ask
from lianxin.people.models import Secondment


class SecondmentsFilter(forms.Form):
    """The address of the list: now or over, an area's code, the page."""

    state = forms.ChoiceField(choices=[("over", "over")], required=False)
    area = forms.RegexField(r"^\d{12}$", required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


@require_GET
def secondments(request: HttpRequest) -> HttpResponse:
    ask(request.user, "staff.see")
    form = SecondmentsFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished, today = form.cleaned_data, timezone.localdate()
    seen, area = Secondment.objects.seen_by(request.user), area_in_sight(request, wished["area"])
    if area:
        seen = seen.filter(area__in=Area.objects.within_ids(area))
    lasting, over = seen.unfinished(today), seen.filter(to_on__lte=today)
    shown = over if wished["state"] else lasting
    rows = shown.select_related("staff", "area")
    context = {
        "page": page_of(rows, "id", after=wished["after"], before=wished["before"], newest_first=True),
        "is_over": bool(wished["state"]),
        "counts": (lasting.count(), over.count()),
        "units": top_units(lasting),
        "area": area,
        "towns": towns_in_sight(request),
        "here": "staff",
    }
    return render(request, "desk/staff/secondments.html", context)


def top_units(secondments: QuerySet[Secondment]) -> list[tuple[str, int]]:
    """The units that most people came from, and how many."""
    counted = secondments.order_by().values_list("unit").annotate(number=Count("pk"))
    return list(counted.order_by("-number", "unit")[:8])


@require_http_methods(["GET", "POST"])
def posting(request: HttpRequest, key: UUID) -> HttpResponse:
    """Post someone down."""
    staff = seen_staff(request, key, "staff.edit")
    form = SecondmentForm(timezone.localdate(), request.POST or None, unit=staff.unit)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        given = form.cleaned_data
        ask(request.user, "staff.edit", given["area"])
        made = attempt(form, lambda: actions.second_staff(staff=staff, **given, **by))
        if made:
            words = {"name": staff.name, "area": made.area.name}
            messages.success(request, _("已记下：%(name)s下沉到%(area)s。") % words)
            return redirect("desk:person", staff.pk)
    context = {"form": form, "staff": staff, "here": "staff"}
    return render(request, "desk/staff/posting.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call someone back to his unit."""
    ask(request.user, "staff.edit")
    seen: Any = Secondment.objects.seen_by(request.user).select_related("staff", "area")
    secondment = get_object_or_404(seen, pk=key)
    ask(request.user, "staff.edit", secondment)
    form = EndForm(timezone.localdate(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        given = form.cleaned_data
        done = attempt(form, lambda: actions.end_secondment(secondment=secondment, **given, **by) or True)
        if done:
            messages.success(request, _("已结束这段下沉。"))
            return redirect("desk:person", secondment.staff_id)
    form.fields["to_on"].label = _("哪天起回原单位")
    context = {"form": form, "secondment": secondment, "staff": secondment.staff, "here": "staff"}
    return render(request, "desk/staff/recall.html", context, status=422 if form.is_bound else 200)
