"""What was enclosed with the visit of each place of the world: a photo, and a position."""

from collections.abc import Collection
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from lianxin.proofs.access import asking, called, excluding, raised, topical, visited
from lianxin.proofs.access.visited import once, visit_made
from lianxin.visits.actions import keep_photo, note_position
from lianxin.visits.models import Photo, Position
from lianxin.visits.photos.drawing import drawn_anew


@once
def photo(place: Any) -> Photo:
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG")
    about = {"visit": visit_made(place), "sha256": bytes(32), "picture": drawn_anew(made.getvalue())}
    return keep_photo(key=uuid4(), **about, actor=place.colleague, now=timezone.now())


@once
def position(place: Any) -> Position:
    spot = {"latitude": 32.685, "longitude": 109.029, "accuracy_m": 20}
    about = {"visit": visit_made(place)} | spot
    return note_position(key=uuid4(), **about, actor=place.colleague, now=timezone.now())


def furnish(places: Collection[Any]) -> None:
    """Make all that phones brought to every place, what was raised there, and these two with it."""
    visited.furnish(places)
    raised.furnish(places)
    topical.furnish(places)
    excluding.furnish(places)
    asking.furnish(places)
    called.furnish(places)
    for place in places:
        photo(place)
        position(place)
