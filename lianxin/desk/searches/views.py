"""One search for everything: households and people, places, staff, pages; grouped, with counts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.searches import remembered
from lianxin.desk.searches.forms import SearchForm
from lianxin.desk.searches.households import find_households
from lianxin.desk.searches.kinds import groups
from lianxin.people.access import own_account
from lianxin.registry.models import Household
from lianxin.registry.search import LIMIT, understand

AT_A_GLANCE = 6
"""Hits of a kind that are shown while somebody is still typing."""


@own_account("each kind is found within the person's own sight")
@require_POST
def searches(request: HttpRequest) -> HttpResponse:
    """Remember a search and go to its results; a whole household number goes straight to the household.

    Asked by the script while somebody types, answer with the best hits and remember nothing.
    """
    form = SearchForm(request.POST)
    is_glance = request.headers.get("X-Fragment") == "1"
    if not form.is_valid():
        return HttpResponse() if is_glance else redirect("desk:today")
    text = form.cleaned_data["text"]
    if is_glance:
        context = found_of(text, request.user, limit=AT_A_GLANCE)
        return render(request, "desk/searches/glance.html", context)
    exact = Household.objects.seen_by(request.user).filter(number=understand(text).text).first()
    if exact:
        return redirect("desk:household", exact.number)
    return redirect("desk:search", remembered.remember(request.session, text))


@own_account("each kind is found within the person's own sight")
@require_GET
def search(request: HttpRequest, key: str) -> HttpResponse:
    text = remembered.recall(request.session, key)
    if text is None:
        raise Http404
    context = {"searched": text, "here": "households"} | found_of(text, request.user, limit=LIMIT)
    return render(request, "desk/searches/search.html", context)


def found_of(text: str, person: Any, *, limit: int) -> dict[str, Any]:
    """What a text means to a person: households with the people that fit, and groups of other things."""
    households, is_cut = find_households(text, person, limit=limit)
    return {"results": households, "is_cut": is_cut, "groups": groups(text, person, limit=min(limit, 20))}
