"""The list of households: a place of the tree, a class, a mark; by number or by what changed last."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.households.listing import Listing
from lianxin.desk.households.marks import MARKS
from lianxin.desk.places import standing, to_own_address
from lianxin.desk.unclear import unclear
from lianxin.people.access import ask


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
    context = {
        "place": place,
        "listing": listing,
        "marks": [(mark, words, listing.marks[mark]) for mark, words in MARKS.items()],
        "here": "households",
    }
    return render(request, "desk/households/households.html", context)
