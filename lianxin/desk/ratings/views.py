"""评价: a place's answers of the last half-year, how they changed, and those of the areas below it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lianxin.areas.models import Area
from lianxin.desk.places import Place, sight_of, standing
from lianxin.desk.ratings.words import course_title
from lianxin.people.access import ask
from lianxin.ratings.months import first_day
from lianxin.ratings.pooling import WINDOW_MONTHS, K
from lianxin.ratings.queries import Figure, course_of, figures_of, latest_month, standing_of
from lianxin.ratings.vocabulary import QUESTIONS, Kind, Month

MONTHS = 12


@require_GET
def ratings(request: HttpRequest, code: str = "") -> HttpResponse:
    """The ratings of an area, or of all that is in sight; and what one's own households said."""
    ask(request.user, "rating.see")
    place = standing(request, code)
    if place is None:
        raise Http404
    if not code and place != sight_of(request).place():
        return redirect("desk:ratings-of", place.code)
    month = latest_month()
    context: dict[str, Any] = {"place": place, "here": "ratings", "at_least": K, "window": WINDOW_MONTHS}
    if month is not None:
        context |= {"month": first_day(month), **_said_of(place, month)}
        context["mine"] = standing_of(request.user, month)
    return render(request, "desk/ratings/ratings.html", context)


def _said_of(place: Place, month: Month) -> dict[str, Any]:
    """By kind of ballot: the place's figures, those of the areas below that have any, and how many have none.

    A whole sight of several places has no figure of its own: it is no area.
    """
    tops = [place.area] if place.area else []
    below = [one.area for one in place.below]
    kinds = []
    for kind in Kind:
        figures = figures_of([*tops, *below], month, kind)
        own = figures[place.area.pk] if place.area else None
        lines = [(area, figures[area.pk]) for area in below if figures[area.pk]]
        kinds.append((kind, QUESTIONS[kind], own, lines, len(below) - len(lines)))
    course = _course(place.area, month) if place.area else []
    return {"kinds": kinds, "course": course, "course_title": course_title(course)}


def _course(area: Area, month: Month) -> list[tuple[Any, Figure]]:
    """Month by month, how many were content with what was ended; without months with too little to say."""
    course = course_of(area, range(month - MONTHS + 1, month + 1), Kind.ENDING)
    return [(first_day(at), figures[0]) for at, figures in course if figures[0].n]
