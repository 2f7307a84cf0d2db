"""忙不过来的: who owes more visits in a week ahead than the policy allows, and the cheapest way out."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.areas.models import Area
from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.planning.words import refusal
from lianxin.desk.words import spoken
from lianxin.people.models import Staff
from lianxin.planning.levelling import Move, Overload
from lianxin.planning.reading import standards_on
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.weighed import as_overloads, last_weighing, overfull_in
from lianxin.planning.workload import overloaded

SHOWN = 50
WEEKS = 6


@require_GET
@in_place("planning.edit")
def overload(request: HttpRequest, place: Place) -> HttpResponse:
    """The weeks ahead of the cadres who owe visits in a place, as far as they are too full."""
    context: dict[str, Any] = {"place": place, "weeks": WEEKS, "tab": "overload", "here": "planning"}
    today = timezone.localdate()
    try:
        context["allowed"] = standards_on(today).week_visits
        found, total = _found(place, today, context)
    except PlanningRefused as refused:
        return render(request, "desk/planning/overload.html", context | {"fault": refusal(refused)})
    context |= {"listed": _listed(found, request.user), "total": total, "shown": SHOWN}
    return render(request, "desk/planning/overload.html", context)


def _found(place: Place, today: date, context: dict[str, Any]) -> tuple[list[Overload], int]:
    """Those to be shown, and how many there are: by the last weighing, or counted now before the first.

    Raises PlanningRefused.
    """
    areas = None if place.is_whole_district else _areas_of(place)
    weighing = last_weighing(today)
    if weighing is None:
        found = overloaded(today=today, weeks=WEEKS, areas=areas)
        return found[:SHOWN], len(found)
    context["weighing"] = weighing
    rows = overfull_in(areas)
    some = list(rows[: SHOWN + 1])
    found = as_overloads(some[:SHOWN])
    return found, rows.count() if len(some) > SHOWN else len(found)


def _areas_of(place: Place) -> list[Area]:
    return [place.area] if place.area else [below.area for below in place.below]


def _listed(found: list[Overload], person: Any) -> list[dict[str, Any]]:
    """A card for each cadre: the weeks that are too full, and the moves that end it, door by door."""
    moves = [move for one in found for move in one.moves]
    rows = rows_seen((move.duties[0].home for move in moves), person)
    people = Staff.objects.in_bulk(
        [one.cadre for one in found] + [move.cadre for move in moves if move.cadre is not None]
    )
    return [
        {
            "staff": people[one.cadre],
            "messages": one.messages(spoken()),
            "moves": [_told(move, rows, people) for move in one.moves],
            "unplaced": one.unplaced,
        }
        for one in found
    ]


def _told(move: Move, rows: Any, people: Any) -> dict[str, Any]:
    """What to do with one door, and who is to be asked where the cadre himself goes in no other week."""
    colleague = people[move.cadre].name if move.cadre in people else ""
    return {"row": rows.get(move.duties[0].home), "message": move.message(spoken(), colleague)}
