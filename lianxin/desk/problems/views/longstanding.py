"""历史遗留: what has waited for years, and who finally closed it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.leading import LateFilter, cut
from lianxin.desk.problems.lines import lines_of
from lianxin.desk.problems.longstanding import (
    SHOWN,
    closed_lines,
    closed_old,
    cut_apart,
    days_of,
    long_open,
    old_ones,
)
from lianxin.desk.problems.speech import Speech
from lianxin.problems import queries


@require_GET
@in_place("problem.see", LateFilter)
def longstanding(request: HttpRequest, place: Place, form: LateFilter) -> HttpResponse:
    """Open ones page by page; of closed ones and of those that might be old, the first."""
    speech, person = Speech.at(timezone.now()), request.user
    problems = problems_in(place, person)
    days = days_of(speech.ground.ladder if speech.ground else None)
    open_ones, closed, unmarked = (
        old_ones(problems),
        closed_old(problems),
        long_open(problems, speech.now, days),
    )
    page = cut(queries.shown(open_ones), "opened_at", form.cleaned_data)
    done, long = list(queries.shown(closed)[:SHOWN]), list(queries.shown(unmarked)[:SHOWN])
    lines = lines_of([*page.rows, *done, *long], person, speech)
    listed, of_done, of_long = cut_apart(lines, len(page.rows), len(done))
    context = {
        "place": place,
        "page": page,
        "lines": listed,
        "open": open_ones.order_by().count(),
        "closed": closed_lines(of_done),
        "closed_number": closed.order_by().count(),
        "unmarked": of_long,
        "unmarked_number": unmarked.order_by().count(),
        "days": days,
        "here": "problems",
    }
    return render(request, "desk/problems/longstanding.html", context)
