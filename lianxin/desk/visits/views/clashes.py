"""两种说法: facts of which a visit told one thing and the register held another; people say which stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.paging import DECISIONS, page_of
from lianxin.desk.places import Place
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.visits.deciding import clash_lines
from lianxin.desk.visits.figures import clashes_in
from lianxin.desk.visits.forms import OpenFilter
from lianxin.visits.models import Clash

BESIDE = ("household__area", "visit", "told__by", "told__resident", "held__by", "decided_by")


@require_GET
@in_place("household.see", OpenFilter)
def clashes(request: HttpRequest, place: Place, form: OpenFilter) -> HttpResponse:
    """What waits, the oldest first; or what was decided, the latest first."""
    wished = form.cleaned_data
    is_open = wished["state"] != "decided"
    found = clashes_in(place, request.user)
    if wished["home"]:
        found = Clash.objects.seen_by(request.user).filter(household__number=wished["home"])
    listed = found.undecided() if is_open else found.exclude(decided_at=None)
    page = page_of(
        listed.select_related(*BESIDE).prefetch_related("reopenings__decided_by", "reopenings__reopened_by"),
        "id",
        after=wished["after"],
        before=wished["before"],
        newest_first=not is_open,
        size=DECISIONS,
    )
    total = listed.count()
    rows = rows_seen((one.household_id for one in page.rows), request.user)
    context: dict[str, Any] = {
        "place": place,
        "page": page,
        "lines": clash_lines(page.rows, rows, request.user),
        "is_open": is_open,
        "waiting": total if is_open else found.undecided().count(),
        "total": total,
        "wished": wished,
        "tab": "records",
        "made": "clashes",
        "here": "planning",
    }
    return render(request, "desk/visits/clashes.html", context)
