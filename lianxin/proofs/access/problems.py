"""The rows of 问题."""

from typing import Any

from lianxin.proofs.access.kinds import List, Own, Row
from lianxin.proofs.access.world import Place


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


PROBLEMS: dict[str, Row] = {
    "desk:problems": Own(),
    "desk:problem-list": List("problem.see", query=in_area),
}
