"""减负: minutes and fields a visit costs, month by month; for a place, never for a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.visits.burden import drawn, months_of
from lianxin.desk.visits.figures import visits_in
from lianxin.desk.visits.words import form_today


@require_GET
@in_place("planning.see")
def burden(request: HttpRequest, place: Place) -> HttpResponse:
    today = timezone.localdate()
    form = form_today(today)
    context: dict[str, Any] = {
        "place": place,
        "form": form,
        "tab": "records",
        "made": "burden",
        "here": "planning",
    }
    if form is not None:
        months = months_of(visits_in(place, request.user), today, form.minutes)
        context |= {
            "months": list(reversed(months)),
            "latest": months[-1] if months else None,
            "drawing": drawn(months, form) if months else None,
        }
    return render(request, "desk/visits/burden.html", context)
