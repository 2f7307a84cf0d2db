"""The list of households: one place of the tree, one class or all of them, in the order of their numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.figures import households_in, of_tier, tally
from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.households.rows import rows_of
from lianxin.desk.paging import page_of
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
    wished = form.cleaned_data
    place = standing(request)
    if place is None:
        raise Http404
    listed = households_in(place, request.user).select_related("area")
    counted = tally(place, request.user)
    if wished["tier"]:
        listed = of_tier(listed, wished["tier"], counted)
    page = page_of(listed, "number", after=wished["after"] or None, before=wished["before"] or None)
    context = {
        "place": place,
        "counts": counted.counts,
        "tier": wished["tier"],
        "total": counted.counts[wished["tier"]] if wished["tier"] else place.households,
        "page": page,
        "rows": rows_of(page.rows),
    }
    return render(request, "desk/households/households.html", context)
