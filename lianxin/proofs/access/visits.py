"""The rows of 走访. Who owes a visit may always say what became of it; nobody of the matrix owes one."""

from typing import Any

from lianxin.proofs.access.kinds import BOTH, POST, List, Open, Own, Row, Thing
from lianxin.proofs.access.world import Place


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


def owed(place: Place) -> dict[str, Any]:
    return {"key": place.duty.pk}


def excuse(place: Place) -> dict[str, Any]:
    return {"key": place.excuse.pk}


def report(place: Place) -> dict[str, Any]:
    return {"key": place.report.pk}


VISITS: dict[str, Row] = {
    "desk:visits": List("planning.see"),
    "desk:visits-calendar": List("planning.see", query=in_area, shows=True),
    "desk:my-visits": Own(),
    "desk:my-trips": Own(methods=POST),
    "desk:trip": Own(at=lambda place: {"day": place.duty.due_on}),
    "desk:coverage": List("planning.see", query=in_area),
    "desk:overload": List("planning.edit", query=in_area),
    "desk:excuses": List("planning.edit", query=in_area, shows=True),
    "desk:excuse-answer": Thing("planning.edit", excuse, methods=POST, data={"approve": "no"}),
    "desk:reports": List("planning.see", query=in_area, methods=BOTH, post_verb="planning.edit", shows=True),
    "desk:report-withdrawal": Thing("planning.edit", report, methods=POST),
    "desk:visits-plan": List("planning.run", methods=BOTH),
    "desk:visits-feed": Own(methods=BOTH),
    "desk:visits-feed-ending": Own(methods=POST),
    "desk:visits-feed-file": Open(at=lambda place: {"secret": place.calendar}),
    "desk:visit-done": Thing("planning.edit", owed, methods=POST),
    "desk:visit-undoing": Thing("planning.edit", owed, methods=POST),
    "desk:visit-excuse": Thing("planning.edit", owed, methods=BOTH),
}
