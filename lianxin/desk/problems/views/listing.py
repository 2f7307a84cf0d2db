"""全部问题: every problem in sight, narrowed by filters; kept under a name, given out, taken along."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.problems.filters import ProblemsFilter
from lianxin.desk.problems.listing import Listing
from lianxin.desk.problems.speech import Speech
from lianxin.desk.saved.views import removed_lately, views_of
from lianxin.desk.visits.listing import month_after, month_before
from lianxin.desk.visits.words import word
from lianxin.people.access import may
from lianxin.problems.vocabulary import Channel, End, Phase


@require_GET
@in_place("problem.see", ProblemsFilter)
def problems(request: HttpRequest, place: Place, form: ProblemsFilter) -> HttpResponse:
    speech = Speech.at(timezone.now())
    listing = Listing(place, request.user, form.wish, speech)
    this_month = timezone.localdate(speech.now).replace(day=1)
    context: dict[str, Any] = {
        "place": place,
        "listing": listing,
        "page": listing.page,
        "wish": form.wish,
        "chips": chips_of(listing, request.GET),
        "marks": marks_of(listing, request.GET),
        "month": listing.month,
        "month_before": month_before(listing.month),
        "month_after": month_after(listing.month) if listing.month < this_month else None,
        "saved": views_of(request, "problems"),
        "here_query": form.query | {"area": place.code, "list": "problems"},
        "removed": removed_lately(request, "problems"),
        "may_dispatch": not form.wish.is_ended and may(request.user, "problem.dispatch"),
        "here": "problems",
    }
    return render(request, "desk/problems/list.html", context)


Chip = tuple[str, str, int, bool, str]
"""Code, word, how many there would be, whether it is asked for, and the address with it or without it."""


def chips_of(listing: Listing, given: QueryDict) -> list[tuple[str, Any, list[Chip]]]:
    """By filter, its name, its title, and its chips: those that have any."""
    speech, wish, ladder = listing.speech, listing.wish, listing.ladder
    tops = [one.code for one in ladder.categories.values() if len(one.path) == 1] if ladder else []
    phases = [one.value for one in Phase]
    ends = [one.value for one in End]
    facets: list[tuple[str, Any, list[str], Callable[[str], str]]] = [
        ("rung", _("在哪一级"), list(ladder.codes) if ladder else [], speech.rung),
        ("phase", _("办到哪一步"), phases, lambda code: word(Phase, code)),
        ("category", pgettext("problem", "类别"), tops, speech.category),
        ("channel", _("从哪里来"), [one.value for one in Channel], lambda code: word(Channel, code)),
    ]
    if wish.is_ended:
        facets.insert(1, ("end", _("怎么办结的"), ends, lambda code: word(End, code)))
    found = []
    for name, title, order, named in facets:
        counted, asked = listing.by(name), wish.facets.get(name, "")
        codes = [*order, *(code for code in (*counted, asked) if code and code not in order)]
        chips = [
            (
                code,
                named(code),
                counted[code],
                code == asked,
                address(given, name, "" if code == asked else code),
            )
            for code in dict.fromkeys(codes)
            if counted[code] or code == asked
        ]
        found.append((name, title, chips))
    return found


def marks_of(listing: Listing, given: QueryDict) -> list[Chip]:
    """Marks, in the order in which one looks for them."""
    words = {
        "overdue": _("超期的"),
        "urgent": _("急事"),
        "mine": _("在我手上"),
        "office": _("归我这里办"),
        "longstanding": _("历史遗留"),
    }
    counted, asked = listing.marked(), listing.wish.marks
    return [
        (code, said, counted[code], code in asked, address(given, code, "" if code in asked else "on"))
        for code, said in words.items()
    ]


def address(given: QueryDict, name: str, code: str) -> str:
    """The address of the list with one filter changed, from its first page on."""
    query = given.copy()
    for gone in (name, "after", "before"):
        query.pop(gone, None)
    if code:
        query[name] = code
    return f"?{query.urlencode()}"
