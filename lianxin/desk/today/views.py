"""今天: what waits for me, how my area stands, and what changed lately. Each line opens a list."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.classification.models import Review
from lianxin.desk.callbacks.waiting import waiting_calls
from lianxin.desk.figures import inside, tally
from lianxin.desk.in_place import place_or_404
from lianxin.desk.places import Place, to_own_address
from lianxin.desk.planning.waiting import OFFICE, lines_of
from lianxin.desk.problems import waiting as problems_waiting
from lianxin.desk.problems.queue import waiting_lines
from lianxin.desk.problems.waiting import kept_this_month
from lianxin.desk.reviews.words import WAITING
from lianxin.desk.rights.waiting import waiting_requests
from lianxin.desk.today.recent import recent_moves
from lianxin.desk.visits import waiting as phones_waiting
from lianxin.people.access import holds, may, own_account
from lianxin.people.models import Staff
from lianxin.switches.models import SwitchChange


@own_account("what waits for the person; each figure is counted within sight")
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    person = request.user
    context: dict[str, Any] = {"today": timezone.localdate()}
    if not may(person, "household.see"):
        return render(request, "desk/today/today_without_households.html", context | upkeep(person))
    if away := to_own_address(request):
        return away
    place = place_or_404(request)
    context["place"] = place
    if place.households:
        context |= {
            "counts": tally(place, person).counts,
            "waiting": waiting_reviews(place, person),
            "visits": lines_of(place, person, context["today"])
            + phones_waiting.lines_of(place, person, timezone.now())
            + problems_waiting.lines_of(place, person, timezone.now())
            + waiting_lines(person)
            + waiting_requests(person)
            + waiting_calls(person),
            "kept": kept_this_month(place, person, context["today"]) if holds(person, *OFFICE) else None,
            "moves": recent_moves(place, person),
        }
    return render(request, "desk/today/today.html", context)


def upkeep(person: Any) -> dict[str, Any]:
    """What waits for whoever looks after accounts and the machine; empty for others."""
    if not may(person, "system.manage"):
        return {}
    uninvited = Staff.objects.seen_by(person).filter(Staff.UNINVITED).count()
    return {"uninvited": uninvited, "asked": SwitchChange.objects.waiting().count()}


def waiting_reviews(place: Place, person: Any) -> list[tuple[str, str, int]]:
    """(kind, its words, how many are open), for the kinds that have any."""
    open_ones = Review.objects.filter(inside(place, person)).open().order_by()
    counts = dict(open_ones.values_list("kind").annotate(Count("pk")))
    return [(kind, str(words), counts[kind]) for kind, words in WAITING.items() if kind in counts]
