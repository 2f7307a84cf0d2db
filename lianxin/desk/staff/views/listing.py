"""干部: the list, and searching it without leaving a name in an address."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.models import Area
from lianxin.desk.paging import page_of
from lianxin.desk.searches import remembered
from lianxin.desk.staff.forms import STATES, SearchForm, StaffFilter
from lianxin.desk.staff.listing import Wish, in_state, listed, rows_of, state_counts
from lianxin.desk.unclear import unclear
from lianxin.people.access import areas_seen, ask
from lianxin.people.models import ROLE_CHOICES


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    ask(request.user, "staff.see")
    form = StaffFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished, today = form.cleaned_data, timezone.localdate()
    wish = Wish(wished["role"], area_in_sight(request, wished["area"]), typed(request, wished["find"]))
    people = listed(request.user, wish, on=today)
    counts = state_counts(people, on=today)
    state = wished["state"] or "active"
    shown = in_state(people, state, on=today)
    page = page_of(shown, "number", after=wished["after"] or None, before=wished["before"] or None)
    context = {
        "states": [(code, words, counts[code]) for code, words in STATES.items()],
        "state": state,
        "roles": ROLE_CHOICES,
        "wish": wish,
        "towns": towns_in_sight(request),
        "below": list(wish.area.children.filter(closed_on=None)) if wish.area else [],
        "total": counts[state],
        "page": page,
        "rows": rows_of(page.rows, on=today),
    }
    return render(request, "desk/staff/list.html", context)


@require_POST
def searches(request: HttpRequest) -> HttpResponse:
    """Remember what was typed and go to the list of whom it can mean."""
    ask(request.user, "staff.see")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("desk:staff")
    given = form.cleaned_data
    query = {name: given[name] for name in ("state", "role", "area") if given[name]}
    if given["text"]:
        query["find"] = remembered.remember(request.session, given["text"])
    return redirect(f"{reverse('desk:staff')}?{urlencode(query)}")


def area_in_sight(request: HttpRequest, code: str) -> Area | None:
    """The area of a code, if it is in sight (else 404); None for no code."""
    if not code:
        return None
    area = areas_seen(request.user, "staff.see").filter(code=code).first()
    if area is None:
        raise Http404
    return area


def towns_in_sight(request: HttpRequest) -> list[Area]:
    return list(areas_seen(request.user, "staff.see").open().at("town").order_by("code"))


def typed(request: HttpRequest, key: str) -> str:
    """What was typed, as this session remembers it; a forgotten search is no search."""
    found: Any = remembered.recall(request.session, key) if key else ""
    return found or ""
