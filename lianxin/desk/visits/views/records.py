"""走访记录: the visits made, by month and place, of a cadre or of a home; and one of them as a page."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.visits.enclosed import enclosed_with
from lianxin.desk.visits.figures import visits_in
from lianxin.desk.visits.forms import VisitsFilter
from lianxin.desk.visits.listing import (
    counts_of,
    in_month,
    lines_of,
    month_after,
    month_before,
    narrowed,
    page_of_visits,
)
from lianxin.desk.visits.one import one_visit
from lianxin.desk.visits.words import form_today, titles_of
from lianxin.people.access import ask
from lianxin.people.models import Staff
from lianxin.registry.models import Household
from lianxin.visits.models import Visit


@require_GET
@in_place("household.see", VisitsFilter)
def records(request: HttpRequest, place: Place, form: VisitsFilter) -> HttpResponse:
    """A month of a place; of one cadre or one home all there are, unless a month is named.

    Numbers stand on the first page alone: a deep page costs no counting.
    """
    wished, today = form.cleaned_data, timezone.localdate()
    home = _home(request, wished["home"])
    visits = visits_in(place, request.user)
    if home is not None:
        visits = Visit.objects.seen_by(request.user).filter(household=home)
    if wished["cadre"]:
        visits = visits.filter(staff=wished["cadre"])
    first = _month(wished, today)
    if first is not None:
        visits = in_month(visits, first)
    about = (request.user.pk, place.code, wished["cadre"], wished["home"], first)
    is_deep = bool(wished["after"] or wished["before"])
    counts = None if is_deep else counts_of(visits, about)
    page = page_of_visits(narrowed(visits, wished["show"]), wished["after"], wished["before"])
    context: dict[str, Any] = {
        "place": place,
        "first": first,
        "month_before": month_before(first) if first else None,
        "month_after": month_after(first) if first and month_after(first) <= today else None,
        "counts": counts,
        "total": (counts.shown[wished["show"]] if wished["show"] else counts.total) if counts else 0,
        "page": page,
        "lines": lines_of(page.rows, request.user, titles_of([form_today(today)])),
        "wished": wished,
        "home": home,
        "cadre": Staff.objects.filter(pk=wished["cadre"]).first() if wished["cadre"] else None,
        "today": today,
        "tab": "records",
        "made": "records",
        "here": "planning",
    }
    return render(request, "desk/visits/records.html", context)


def _home(request: HttpRequest, number: str) -> Household | None:
    """The home an address names; 404 where it is not in sight."""
    if not number:
        return None
    return get_object_or_404(Household.objects.seen_by(request.user), number=number)


def _month(wished: dict[str, Any], today: date) -> date | None:
    """The first day of the month asked for; without one, this month, and no bounds for a cadre or a home."""
    if wished["month"]:
        return date.fromisoformat(f"{wished['month']}-01")
    return None if wished["cadre"] or wished["home"] else today.replace(day=1)


@require_GET
def record(request: HttpRequest, key: UUID) -> HttpResponse:
    """One visit, ready to be printed on a sheet of A4."""
    seen = Visit.objects.seen_by(request.user).select_related("area", "household__area", "staff", "form")
    visit = get_object_or_404(seen, pk=key)
    ask(request.user, "household.see", visit)
    context = {
        "visit": one_visit(visit, request.user),
        "enclosed": enclosed_with(visit, request.user),
        "tab": "records",
        "made": "records",
        "here": "planning",
    }
    return render(request, "desk/visits/record.html", context)
