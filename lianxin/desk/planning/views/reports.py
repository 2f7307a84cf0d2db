"""What is reported of places and homes, and makes a visit due: a list, a form, taking one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.models import Area
from lianxin.desk.in_place import place_or_404
from lianxin.desk.paging import page_of
from lianxin.desk.places import Place, to_own_address
from lianxin.desk.planning.figures import in_sight, reports_in
from lianxin.desk.planning.forms import PagesFilter, ReportForm
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.planning.words import refusal, report_word, what_follows
from lianxin.desk.unclear import unclear
from lianxin.people.access import areas_seen, ask, may
from lianxin.planning.actions import report, withdraw_report
from lianxin.planning.models import Report
from lianxin.planning.refusals import PlanningRefused
from lianxin.policies.models import Policy
from lianxin.registry.models import Household

LEVELS = ("community", "village")
"""Where things are reported of: places that homes lie in."""

CHOOSABLE = 80
"""Above so many villages a town is chosen first: nobody finds his village among hundreds."""


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """What stands in a place, the latest first; POST reports something."""
    ask(request.user, "planning.edit" if request.method == "POST" else "planning.see")
    filters = PagesFilter(request.GET)
    if not filters.is_valid():
        return unclear(request, filters)
    if request.method == "GET" and (away := to_own_address(request)):
        return away
    place = place_or_404(request)
    areas = _reportable(request.user, place)
    today = timezone.localdate()
    choices = [(area.code, area.name) for area in areas]
    form = ReportForm(choices, today, request.POST or None, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            _report(request, areas, form.cleaned_data)
        except PlanningRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已上报。要去的走访已经排给负责的干部。"))
            return redirect("desk:reports")
    return _page(request, place, form, filters.cleaned_data)


def _reportable(person: Any, place: Place) -> list[Area]:
    """The villages and communities of a place of which the person may report."""
    areas = areas_seen(person, "planning.edit").open().filter(level__in=LEVELS)
    if place.area is not None:
        areas = areas.within(place.area)
    return list(areas.order_by("path"))


def _report(request: HttpRequest, areas: list[Area], given: dict[str, Any]) -> Report:
    area = next(area for area in areas if area.code == given["area"])
    ask(request.user, "planning.edit", area)
    household = None
    if number := given["household"].strip():
        household = Household.objects.seen_by(request.user).present().filter(number=number).first()
        if household is None:
            raise PlanningRefused(
                "no-such-home", "在册的户里没有这个户编号。", "No household on the register has this number."
            )
    return report(
        given["kind"],
        area=area,
        household=household,
        happened_on=given["happened_on"],
        count=given["count"] or 1,
        note=given["note"],
        actor=request.user,
        now=timezone.now(),
    )


def _page(request: HttpRequest, place: Place, form: ReportForm, wished: dict[str, Any]) -> HttpResponse:
    listed = reports_in(place, request.user).select_related("area", "household", "reported_by")
    page = page_of(listed, "id", after=wished["after"], before=wished["before"], newest_first=True)
    rows = rows_seen((one.household_id for one in page.rows), request.user)
    must = Policy.objects.in_force("must-visit", timezone.localdate())
    may_report = may(request.user, "planning.edit")
    context: dict[str, Any] = {
        "place": place,
        "page": page,
        "listed": [
            (one, report_word(one.kind), rows.get(one.household_id), may(request.user, "planning.edit", one))
            for one in page.rows
        ],
        "total": listed.count(),
        "form": form if may_report and len(form.fields["area"].choices) <= CHOOSABLE else None,
        "may_report": may_report,
        "follows": what_follows(must.document.values) if must else [],
        "tab": "reports",
        "here": "planning",
    }
    return render(request, "desk/planning/reports.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdrawal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a report back; visits that nothing else asks for are no longer owed."""
    seen = Report.objects.filter(in_sight(request.user)).select_related("area", "household")
    found = get_object_or_404(seen, pk=key)
    ask(request.user, "planning.edit", found)
    try:
        withdraw_report(found, actor=request.user, now=timezone.now())
    except PlanningRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已撤回。只因它才要去、还没过期的走访不用去了。"))
    return redirect("desk:reports")
