"""Pages of what people are to decide on: what waits, the oldest first; what was decided, the latest first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lianxin.desk.paging import DECISIONS, page_of
from lianxin.desk.places import Place
from lianxin.desk.planning.visits import rows_seen


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of decision: `found_in` gives what is seen in a place, `beside` what its lines read with each,
    `lines_of` the lines of a page; `tab` is where it stands among the pages of visits."""

    tab: str
    template: str
    kind: Any
    found_in: Callable[[Place, Any], Any]
    beside: tuple[str, ...]
    lines_of: Callable[..., list[Any]]


def queue_page(request: HttpRequest, place: Place, form: forms.Form, queue: Queue) -> HttpResponse:
    wished = form.cleaned_data
    is_open = wished["state"] != "decided"
    found = queue.found_in(place, request.user)
    if wished["home"]:
        found = queue.kind.objects.seen_by(request.user).filter(household__number=wished["home"])
    listed = found.undecided() if is_open else found.exclude(decided_at=None)
    page = page_of(
        listed.select_related(*queue.beside).prefetch_related(
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
        "lines": queue.lines_of(page.rows, rows, request.user),
        "is_open": is_open,
        "waiting": total if is_open else found.undecided().count(),
        "total": total,
        "wished": wished,
        "tab": "records",
        "made": queue.tab,
        "here": "planning",
    }
    return render(request, queue.template, context)
