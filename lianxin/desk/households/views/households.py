"""The list of households: a place of the tree, a class, a mark; by number or by what changed last."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.households.listing import Listing
from lianxin.desk.households.marks import MARKS
from lianxin.desk.models import Deed, SavedView
from lianxin.desk.places import standing, to_own_address
from lianxin.desk.saved.forms import KEPT
from lianxin.desk.saved.views import views_of
from lianxin.desk.unclear import unclear
from lianxin.people.access import ask

FRESH = timedelta(minutes=10)
"""How long the way back from what was just done stands at the top of the list."""


@require_GET
def households(request: HttpRequest) -> HttpResponse:
    ask(request.user, "household.see")
    form = HouseholdsFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    if away := to_own_address(request):
        return away
    place = standing(request)
    if place is None:
        raise Http404
    listing = Listing(place, request.user, form.wish, timezone.localdate())
    shown = form.cleaned_data
    context = {
        "place": place,
        "saved": views_of(request),
        "here_query": {name: shown[name] for name in KEPT if shown[name]},
        "removed": SavedView.objects.filter(by=request.user, removed_at__gt=timezone.now() - FRESH).first(),
        "deed": Deed.objects.of(request.user).standing().filter(done_at__gt=timezone.now() - FRESH).first(),
        "listing": listing,
        "marks": [(mark, words, listing.marks[mark]) for mark, words in MARKS.items()],
        "here": "households",
    }
    return render(request, "desk/households/households.html", context)
