"""走访: who goes where. A cadre is led to his own weeks, the office to the calendar of its place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.planning.figures import duties_in, excuses_in, month_of
from lianxin.desk.planning.forms import DutiesFilter
from lianxin.desk.planning.listing import first_of_month, listed, span_of
from lianxin.desk.planning.visits import visits_of
from lianxin.desk.planning.waiting import OFFICE
from lianxin.people.access import ask, holds
from lianxin.people.models import Staff


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """The way to the page a person most likely wants."""
    ask(request.user, "planning.see")
    return redirect("desk:visits-calendar" if holds(request.user, *OFFICE) else "desk:my-visits")


@require_GET
@in_place("planning.see", DutiesFilter)
def calendar(request: HttpRequest, place: Place, form: DutiesFilter) -> HttpResponse:
    """How many visits are due on each day of a month, and a list of those of a day or a week."""
    wished, today = form.cleaned_data, timezone.localdate()
    duties = duties_in(place, request.user)
    if wished["cadre"]:
        duties = duties.filter(staff=wished["cadre"])
    asked = excuses_in(place, request.user)
    span = span_of(duties, asked, wished, today)
    found = listed(span, wished)
    questions = asked.filter(duty__in=[duty.pk for duty in found.page.rows]).values_list("duty", flat=True)
    context = {
        "place": place,
        "month": month_of(duties, first_of_month(wished, today)),
        "span": span,
        "found": found,
        "page": found.page,
        "visits": visits_of(found.page.rows, request.user, today, questions),
        "overdue": duties.overdue(today).count(),
        "asked": asked.count(),
        "wished": wished,
        "cadre": Staff.objects.filter(pk=wished["cadre"]).first() if wished["cadre"] else None,
        "today": today,
        "tab": "calendar",
        "here": "planning",
    }
    return render(request, "desk/planning/calendar.html", context)
