"""One search for everything: a household's number, a name or part of one, pinyin, an ID number, a phone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk import remembered
from lianxin.desk.forms import SearchForm
from lianxin.desk.rows import rows_of
from lianxin.people.access import ask
from lianxin.registry.models import Household
from lianxin.registry.search import LIMIT, find_households, find_residents, understand


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
    households = find_households(text, request.user)
    found: dict = {}
    for resident in find_residents(text, request.user):
        found.setdefault(resident.household_id, []).append(resident)
    rows = rows_of(households)
    results = [(row, found.get(row.household.pk, [])) for row in rows]
    context = {"searched": text, "results": results, "is_cut": len(households) >= LIMIT, "here": "households"}
    return render(request, "desk/search.html", context)
