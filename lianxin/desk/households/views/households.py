"""The list of households: a place of the tree, a class, a mark; by number or by what changed last."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.households.listing import Listing
from lianxin.desk.households.marks import MARKS
from lianxin.desk.in_place import in_place
from lianxin.desk.models import Deed, SavedView
from lianxin.desk.places import Place
from lianxin.desk.saved.forms import KEPT
from lianxin.desk.saved.views import views_of

FRESH = timedelta(minutes=10)
"""How long the way back from what was just done stands at the top of the list."""


@require_GET
@in_place("household.see", HouseholdsFilter)
def households(request: HttpRequest, place: Place, form: HouseholdsFilter) -> HttpResponse:
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
