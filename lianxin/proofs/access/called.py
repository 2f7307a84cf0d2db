"""The rows of 回访, and what lies in each place of them: a round, a call and a difference of its household.

What is for the caller alone (the number, the answers) is refused inside the page: nobody of the matrix was
given a call. `tests/desk/callbacks` holds that.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from lianxin.callbacks.models import Call, Finding, Round
from lianxin.proofs.access.kinds import BOTH, POST, List, Own, Row, Thing
from lianxin.proofs.access.visited import once
from lianxin.proofs.access.world import Place
from lianxin.visits.models import Visit


@once
def round_of(place: Any) -> Round:
    now = timezone.now()
    day = timezone.localdate(now) - timedelta(days=9)
    return Round.objects.create(
        area=place.area,
        from_on=day,
        to_on=day,
        opened_at=now,
        confidence=95,
        margin=0.1,
        commitment="0" * 64,
        covered=dict.fromkeys(("visits", "homes", "frame"), 1)
        | dict.fromkeys(("no_phone", "withdrawn", "by_phone", "gone", "earlier"), 0),
        drawn_at=now,
        due_on=timezone.localdate(now),
    )


@once
def call_of(place: Any) -> Call:
    """Of the household, about a visit of the colleague of its own place; given to nobody."""
    made = round_of(place)
    at = timezone.now() - timedelta(days=9)
    moments = dict.fromkeys(("started_at", "ended_at", "captured_at", "received_at", "begun_at"), at)
    visit = Visit.objects.create(
        op_id=uuid4(),
        household=place.household,
        area=place.area,
        staff=place.colleague,
        visited_on=timezone.localdate(at),
        place="home",
        nothing_raised=True,
        **moments,
    )
    about = {"round": made, "part": "random", "stratum": place.area.code, "visit": visit}
    return Call.objects.create(household=place.household, area=place.area, **about)


@once
def finding_of(place: Any) -> Finding:
    call = call_of(place)
    on = timezone.localdate()
    return Finding.objects.create(
        call=call, staff=place.colleague, visits=[call.visit_id.hex], asks_on=on, answer_by=on
    )


def a_round(place: Place) -> dict[str, Any]:
    return {"key": round_of(place).pk}


def a_call(place: Place) -> dict[str, Any]:
    return {"key": call_of(place).pk}


CALLED: dict[str, Row] = {
    "desk:callbacks": List("callback.see", query=lambda place: {"area": place.area.code}),
    "desk:callback-opening": List("callback.run", methods=BOTH),
    "desk:callback-calls": List("callback.ask"),
    "desk:callback-call": Thing("callback.see", a_call, methods=BOTH, post_verb="callback.ask"),
    "desk:callback-number": Thing("callback.ask", a_call, methods=POST),
    "desk:callback-taking": Thing("callback.ask", a_call, methods=POST),
    "desk:callback-findings": List("callback.see"),
    "desk:callback-finding": Thing(
        "callback.see",
        lambda place: {"key": finding_of(place).pk},
        methods=BOTH,
        post_verb="finding.decide",
    ),
    "desk:callback-questions": Own(methods=BOTH),
    "desk:callback-round": Thing("callback.see", a_round),
    "desk:callback-draw": Thing("callback.run", a_round, methods=POST),
    "desk:callback-discarding": Thing("callback.run", a_round, methods=POST),
}


def furnish(places: Collection[Any]) -> None:
    """What must be there before the first page is opened."""
    for place in places:
        finding_of(place)
