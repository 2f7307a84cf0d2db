"""The rows of 不计入考核. Reviewing and deciding need a verb here; that nobody judges what he had a part in,
or what does good to his own town, is held by `tests/problems/test_excluding.py`."""

from typing import Any

from lianxin.proofs.access.excluding import exclusion
from lianxin.proofs.access.kinds import POST, List, Open, Row, Thing
from lianxin.proofs.access.raised import problem
from lianxin.proofs.access.world import Place


def one(place: Place) -> dict[str, Any]:
    return {"key": exclusion(place).pk}


def raised(place: Place) -> dict[str, Any]:
    return {"key": problem(place).pk}


EXCLUDED: dict[str, Row] = {
    "desk:exclusions": List("problem.see", query=lambda place: {"area": place.area.code}, shows=True),
    "desk:exclusion": Thing("problem.see", one, shows=True),
    "desk:exclusion-review": Thing("exclusion.review", one, methods=POST, by_care=False),
    "desk:exclusion-appeal": Thing("problem.judge", one, methods=POST, by_care=False),
    "desk:exclusion-decision": Thing("exclusion.decide", one, methods=POST, by_care=False),
    "desk:exclusion-lifting": Thing("exclusion.review", one, methods=POST, by_care=False),
    "desk:exclusion-lifting-answer": Thing("exclusion.review", one, methods=POST, by_care=False),
    "desk:problem-exclusion": Thing("exclusion.propose", raised, methods=POST, by_care=False),
    "public:appeal": Open(methods=POST, at=one),
}
