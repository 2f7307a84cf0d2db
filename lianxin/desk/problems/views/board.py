"""看板 and what is late: how a place stands, rung by rung, and what its leader has to look at first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place, sight_of
from lianxin.desk.problems.board import board_of
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.late import bare_ones, late_ones, returned_ones
from lianxin.desk.problems.leading import LateFilter, cut
from lianxin.desk.problems.speech import Speech
from lianxin.problems import queries
from lianxin.problems.excluded import counted


@require_GET
@in_place("problem.see")
def board(request: HttpRequest, place: Place) -> HttpResponse:
    speech = Speech.at(timezone.now())
    found = board_of(place, request.user, speech, sight_of(request).spots.values())
    context = {"place": place, "board": found, "now": speech.now, "here": "problems"}
    return render(request, "desk/problems/board.html", context)


@require_GET
@in_place("problem.see", LateFilter)
def late(request: HttpRequest, place: Place, form: LateFilter) -> HttpResponse:
    """Overdue ones with where the time went, those that were sent back with the reason, or ends that nothing
    shows."""
    speech, wished = Speech.at(timezone.now()), form.cleaned_data
    problems = problems_in(place, request.user)
    overdue = counted(queries.overdue(problems, speech.now))
    returned = queries.sent_back(problems.open())
    bare = queries.bare(problems)
    shows_returned, shows_bare = (wished["show"] == name for name in ("returned", "bare"))
    if shows_bare:
        page = cut(bare, "ended_at", wished, newest_first=True)
    else:
        page = cut(returned if shows_returned else overdue, "due_at", wished)
    context: dict[str, Any] = {
        "place": place,
        "page": page,
        "shows_returned": shows_returned,
        "shows_bare": shows_bare,
        "bare": bare.order_by().count(),
        "overdue": overdue.order_by().count(),
        "returned": returned.order_by().count(),
        "here": "problems",
    }
    if shows_returned:
        context["backs"] = returned_ones(page.rows, request.user, speech)
    elif shows_bare:
        context["bares"] = bare_ones(page.rows, request.user, speech)
    else:
        context["lates"] = late_ones(page.rows, request.user, speech)
    return render(request, "desk/problems/late.html", context)
