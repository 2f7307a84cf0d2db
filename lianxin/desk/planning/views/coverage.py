"""走到了哪些户: by area and season, where homes have been seen and where not; never a list of people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place, sight_of
from lianxin.desk.planning.coverage import drawn, lines_of, seasons_of, seen_in
from lianxin.desk.planning.words import refusal
from lianxin.planning.reading import standards_on
from lianxin.planning.refusals import PlanningRefused


@require_GET
@in_place("planning.see")
def coverage(request: HttpRequest, place: Place) -> HttpResponse:
    context: dict[str, Any] = {"place": place, "tab": "coverage", "here": "planning"}
    today = timezone.localdate()
    try:
        seasons = seasons_of(today, standards_on(today))
    except PlanningRefused as refused:
        return render(request, "desk/planning/coverage.html", context | {"fault": refusal(refused)})
    wished = request.GET.get("season", "")
    span = next((one for one in seasons if one.code == wished), seasons[0])
    seen = seen_in(place, request.user, span)
    lines = lines_of(place, seen, sight_of(request).spots.values(), span)
    whole = min(sum(seen.values()), place.households)
    context |= {
        "seasons": seasons,
        "span": span,
        "whole": whole,
        "unseen": place.households - whole,
        "lines": sorted(lines, key=lambda line: -line.unseen / line.households),
        "map": drawn(lines),
    }
    return render(request, "desk/planning/coverage.html", context)
