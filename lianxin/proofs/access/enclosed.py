"""The rows of what is enclosed with a visit: a photo, and a position, in every place of the world."""

from typing import Any

from lianxin.proofs.access.kinds import POST, Row, Thing
from lianxin.proofs.access.pictured import photo, position
from lianxin.proofs.access.world import Place

WHY = {"reason": "住户不同意"}


def of_photo(place: Place) -> dict[str, Any]:
    return {"key": photo(place).pk}


def of_position(place: Place) -> dict[str, Any]:
    return {"key": position(place).pk}


ENCLOSED: dict[str, Row] = {
    "desk:photo": Thing("household.see", of_photo),
    "desk:photo-thumbnail": Thing("household.see", of_photo),
    "desk:photo-removal": Thing("household.edit", of_photo, methods=POST, data=WHY),
    "desk:position-removal": Thing("household.edit", of_position, methods=POST, data=WHY),
}
