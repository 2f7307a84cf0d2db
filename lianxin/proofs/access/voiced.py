"""The rows of 连心卡, and what lies in a place of them."""

from typing import Any

from django.utils import timezone

from lianxin.proofs.access.kinds import BOTH, POST, List, Row, Thing
from lianxin.proofs.access.visited import once
from lianxin.proofs.access.world import Place
from lianxin.voice.models import Batch


@once
def batch(place: Any) -> Batch:
    """Cards that were asked for and not drawn yet."""
    return Batch.objects.create(area=place.area, site="https://example.org", asked_at=timezone.now())


def household(place: Place) -> dict[str, Any]:
    return {"number": place.household.number}


VOICE: dict[str, Row] = {
    "desk:cards": List("card.print", query=lambda place: {"area": place.area.code}, methods=BOTH),
    "desk:card-sheet": Thing("card.print", lambda place: {"key": batch(place).pk}, methods=POST),
    "desk:household-card": Thing("household.see", household, methods=BOTH, post_verb="card.print"),
}
