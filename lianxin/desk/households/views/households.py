"""The list of households: a place of the tree, a class, a mark; by number or by what changed last."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.households.listing import Listing
from lianxin.desk.households.marks import MARKS
from lianxin.desk.in_place import in_place
from lianxin.desk.models import Deed
from lianxin.desk.places import Place
from lianxin.desk.saved.forms import KEPT
from lianxin.desk.saved.views import FRESH, removed_lately, views_of


@require_GET
@in_place("household.see", HouseholdsFilter)
def households(request: HttpRequest, place: Place, form: HouseholdsFilter) -> HttpResponse:
    listing = Listing(place, request.user, form.wish, timezone.localdate())
    shown = form.cleaned_data
    context = {
        "place": place,
        "saved": views_of(request),
        "here_query": {name: shown[name] for name in KEPT if shown[name]},
        "removed": removed_lately(request),
        "deed": fresh_deed(request.user),
        "listing": listing,
        "marks": [(mark, words, listing.marks[mark]) for mark, words in MARKS.items()],
        "here": "households",
    }
    return render(request, "desk/households/households.html", context)


def fresh_deed(person: Any) -> Deed | None:
    """What was just done to households, so that it can be taken back."""
    standing = Deed.objects.of(person).of_households().standing()
    return standing.filter(done_at__gt=timezone.now() - FRESH).first()
