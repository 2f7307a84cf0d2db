"""家庭成员变动: what cadres heard of changes in families; only what is accepted enters the register."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.paging import DECISIONS, page_of
from lianxin.desk.places import Place
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.visits.deciding import family_lines
from lianxin.desk.visits.figures import families_in
from lianxin.desk.visits.forms import OpenFilter
from lianxin.visits.models import FamilyProposal


@require_GET
@in_place("household.see", OpenFilter)
def families(request: HttpRequest, place: Place, form: OpenFilter) -> HttpResponse:
    """What waits, the oldest first; or what was decided, the latest first."""
    wished = form.cleaned_data
    is_open = wished["state"] != "decided"
    found = families_in(place, request.user)
    if wished["home"]:
        found = FamilyProposal.objects.seen_by(request.user).filter(household__number=wished["home"])
    listed = found.undecided() if is_open else found.exclude(decided_at=None)
    page = page_of(
        listed.select_related("area", "household__area", "proposed_by", "decided_by").prefetch_related(
            "reopenings__decided_by", "reopenings__reopened_by"
        ),
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
        "lines": family_lines(page.rows, rows, request.user),
        "is_open": is_open,
        "waiting": total if is_open else found.undecided().count(),
        "total": total,
        "wished": wished,
        "tab": "records",
        "made": "families",
        "here": "planning",
    }
    return render(request, "desk/visits/families.html", context)
