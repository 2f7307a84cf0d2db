"""The rows of the leaders' pages of 问题. A topic lies at a place and not at a home: no care reaches it."""

from typing import Any

from lianxin.proofs.access.kinds import BOTH, POST, List, Row, Thing
from lianxin.proofs.access.topical import step, topic
from lianxin.proofs.access.world import Place

EDIT = "problem.dispatch"


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


def one(place: Place) -> dict[str, Any]:
    return {"key": topic(place).pk}


def taken(place: Place) -> dict[str, Any]:
    return {"code": place.area.code, "category": "road"}


LED: dict[str, Row] = {
    "desk:problem-board": List("problem.see", query=in_area),
    "desk:problems-late": List("problem.see", query=in_area),
    "desk:promises": List("problem.see", query=in_area),
    "desk:longstanding": List("problem.see", query=in_area),
    "desk:problem-trends": List("problem.see", query=in_area),
    "desk:topics": List("problem.see", query=in_area),
    "desk:new-topic": Thing(EDIT, taken, methods=BOTH, by_care=False),
    "desk:topic": Thing("problem.see", one, by_care=False),
    "desk:topic-steps": Thing(EDIT, one, methods=POST, by_care=False),
    "desk:topic-leader": Thing(EDIT, one, methods=POST, by_care=False),
    "desk:topic-undoing": Thing(EDIT, one, methods=POST, by_care=False),
    "desk:topic-closing": Thing(EDIT, one, methods=POST, by_care=False),
    "desk:topic-step-result": Thing(EDIT, lambda place: {"key": step(place).pk}, methods=POST, by_care=False),
    "desk:booklet": Thing("problem.see", lambda place: {"number": place.household.number}, shows=True),
}
