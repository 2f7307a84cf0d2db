"""The latest moves from one class to another, for the first page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.classification.models import Tenure
from lianxin.desk.figures import inside
from lianxin.desk.places import Place
from lianxin.registry.models import Household

LOOKED_AT = 200
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Move:
    household: Household
    before: str
    after: str
    on: date


def recent_moves(place: Place, person: Any, *, limit: int = SHOWN) -> list[Move]:
    """Among the newest classes of a place, those that took the place of another; the latest first.

    Only the newest 200 are looked at: right after an import they are all first classes, and nothing moved.
    """
    seen = Tenure.objects.filter(inside(place, person))
    newest = list(seen.filter(to_on=None).order_by("-id")[:LOOKED_AT])
    earlier = Tenure.objects.filter(household__in=[tenure.household_id for tenure in newest]).exclude(
        to_on=None
    )
    before = {(tenure.household_id, tenure.to_on): tenure.tier for tenure in earlier.order_by("id")}
    moves = [tenure for tenure in newest if (tenure.household_id, tenure.from_on) in before][:limit]
    households = Household.objects.with_head().select_related("area")
    about = households.in_bulk([tenure.household_id for tenure in moves])
    return [
        Move(
            about[tenure.household_id],
            before[tenure.household_id, tenure.from_on],
            tenure.tier,
            tenure.from_on,
        )
        for tenure in moves
    ]
