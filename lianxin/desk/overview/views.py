"""总览: how a place stands, how it came to that in a year, and how its areas differ; drawn and in numbers."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.figures import tally
from lianxin.desk.overview.movements import course_in, lines_of
from lianxin.desk.overview.schematic import schematic
from lianxin.desk.overview.words import changes_title, course_title, map_title
from lianxin.desk.places import Place, Sight, sight_of, standing
from lianxin.desk.problems.waiting import glance_of
from lianxin.people.access import ask

DRAWN = ("priority", "watch", "unassessed")
"""The classes whose course is drawn. Beside most households, 放心户, changes in these could not be seen."""


@require_GET
def overview(request: HttpRequest, code: str = "") -> HttpResponse:
    """The overview of an area, or of all that is in sight."""
    ask(request.user, "classification.see")
    place = standing(request, code)
    if place is None:
        raise Http404
    sight = sight_of(request)
    if not code and place != sight.place():
        return redirect("desk:overview-of", place.code)
    today = timezone.localdate()
    context = {"place": place, "today": today, "here": "overview"}
    if place.households:
        context |= _drawn(place, sight, request.user, today)
        context["glance"] = glance_of(place, request.user, timezone.now())
    return render(request, "desk/overview/overview.html", context)


def _drawn(place: Place, sight: Sight, person: Any, today: date) -> dict[str, Any]:
    """The numbers of a place that has households, and what is drawn of them."""
    found = tally(place, person)
    course = course_in(place, person, found.counts, today)
    lines = lines_of(place, person, found, course, sight.spots.values())
    numbers = zip(*(course.counts[tier] for tier in DRAWN), strict=True)
    return {
        "tallies": [(tier, number, course.change(tier)) for tier, number in found.counts.items()],
        "course": course,
        "course_title": course_title(course),
        "course_tiers": DRAWN,
        "course_rows": list(zip(course.days, numbers, strict=True)),
        "lines": [line for line in lines if line.households],
        "empty": sum(not line.households for line in lines),
        "changes": [line for line in lines if line.change],
        "still": sum(line.change == 0 for line in lines),
        "changes_title": changes_title(lines),
        "map": schematic(lines),
        "map_title": map_title(lines),
    }
