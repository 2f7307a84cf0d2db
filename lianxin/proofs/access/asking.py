"""What the household of each place has to do with its card: a batch, and a request about its data."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lianxin.proofs.access.visited import once
from lianxin.voice.models import Batch, Request


@once
def batch(place: Any) -> Batch:
    """Cards that were asked for and not drawn yet."""
    return Batch.objects.create(area=place.area, site="https://example.org", asked_at=timezone.now())


@once
def asked(place: Any) -> Request:
    """The household asks to see what is kept of it."""
    now = timezone.now()
    return Request.objects.create(
        household=place.household, kind="look", asked_at=now, due_on=timezone.localdate(now)
    )


def furnish(places: Iterable[Any]) -> None:
    """What must be there before the first page is opened."""
    for place in places:
        asked(place)
