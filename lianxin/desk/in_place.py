"""Pages about a place of the tree: what each of them does before it shows anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse

from lianxin.desk.places import Place, standing, to_own_address
from lianxin.desk.unclear import unclear
from lianxin.people.access import ask

View = Callable[..., HttpResponse]


def in_place(verb: str, filters: type[Form] | None = None) -> Callable[[View], View]:
    """Ask for a verb, read the address with `filters` (400 when it makes no sense), send an address without
    an area on to that of the area kept, and find the place (404 when it is not in sight).

    The view is called with the request and the place, and with the filled form where there are filters.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            ask(request.user, verb)
            form = filters(request.GET) if filters else None
            if form is not None and not form.is_valid():
                return unclear(request, form)
            if away := to_own_address(request):
                return away
            found = (place_or_404(request),) if form is None else (place_or_404(request), form)
            return view(request, *found, *args, **kwargs)

        return opened

    return mark


def place_or_404(request: HttpRequest) -> Place:
    """Where the request looks. Raises Http404 when that is not in sight."""
    place = standing(request)
    if place is None:
        raise Http404
    return place
