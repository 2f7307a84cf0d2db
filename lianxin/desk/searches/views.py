"""One search for everything: a household's number, a name or part of one, pinyin, an ID number, a phone."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.households.rows import rows_of
from lianxin.desk.searches import remembered
from lianxin.desk.searches.forms import SearchForm
from lianxin.people.access import ask
from lianxin.registry.models import Household, Resident
from lianxin.registry.search import LIMIT, find_residents, understand


@require_POST
def searches(request: HttpRequest) -> HttpResponse:
    """Remember a search and go to its results; a whole household number goes straight to the household."""
    ask(request.user, "household.see")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("desk:households")
    text = form.cleaned_data["text"]
    exact = Household.objects.seen_by(request.user).filter(number=understand(text).text).first()
    if exact:
        return redirect("desk:household", exact.number)
    return redirect("desk:search", remembered.remember(request.session, text))


@require_GET
def search(request: HttpRequest, key: str) -> HttpResponse:
    ask(request.user, "household.see")
    text = remembered.recall(request.session, key)
    if text is None:
        raise Http404
    found = find_residents(text, request.user)
    people: dict[UUID, list[Resident]] = {}
    for resident in found:
        people.setdefault(resident.household_id, []).append(resident)
    households = {one.pk: one for one in [*by_number(text, request.user), *(one.household for one in found)]}
    results = [(row, people.get(row.household.pk, [])) for row in rows_of(households.values())]
    context = {"searched": text, "results": results, "is_cut": len(found) >= LIMIT, "here": "households"}
    return render(request, "desk/searches/search.html", context)


def by_number(text: str, person: Any) -> QuerySet[Household]:
    """Households whose number begins with what was typed, if it can be a number."""
    query = understand(text)
    seen = Household.objects.seen_by(person).select_related("area")
    if "number" not in query.meanings:
        return seen.none()
    begins = Q(number__prefix=query.text) | Q(number__prefix=query.text.upper())
    return seen.filter(begins).order_by("number")[:LIMIT]
