"""The ledger: what happened in sight, the latest first, in plain sentences."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.ledger.forms import LedgerFilter
from lianxin.desk.paging import page_of
from lianxin.desk.telling import GROUPS, kinds_of, tell
from lianxin.desk.unclear import unclear
from lianxin.ledger.models import Event
from lianxin.people.access import areas_seen, ask


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    ask(request.user, "ledger.see")
    form = LedgerFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished = form.cleaned_data
    events = events_in_sight(request.user)
    if wished["about"]:
        events = events.filter(kind__in=kinds_of(wished["about"]))
    page = page_of(events, "pk", after=wished["after"], before=wished["before"], newest_first=True)
    context: dict[str, Any] = {
        "groups": [(group, words) for group, (words, _starts) in GROUPS.items()],
        "about": wished["about"],
        "page": page,
        "told": tell(page.rows),
    }
    return render(request, "desk/ledger/ledger.html", context)


def events_in_sight(person: Any) -> QuerySet[Event]:
    """Events in the areas of a person; those that lie nowhere (a policy, a sign-in) are seen from the top."""
    areas = areas_seen(person, "ledger.see")
    if areas.filter(parent=None).exists():
        return Event.objects.all()
    return Event.objects.filter(area_id__in=areas.values("pk"))
