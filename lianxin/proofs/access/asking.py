"""What the household of each place has to do with its card, a request about its data, what it raised."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lianxin.problems.complaints.receipts import code_index
from lianxin.proofs.access.visited import once
from lianxin.voice.models import Asking, Batch, Request


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


@once
def spoken(place: Any) -> Asking:
    """The household raised something on the open page, and it waits for a look."""
    now = timezone.now()
    return Asking.objects.create(
        code_index=code_index(str(place.household.pk)),
        kind="advice",
        area=place.area,
        household=place.household,
        words="路灯早一点亮",
        caller=place.mark,
        asked_at=now,
        waits="advice",
        due_at=now,
    )


def furnish(places: Iterable[Any]) -> None:
    """What must be there before the first page is opened."""
    for place in places:
        asked(place)
        spoken(place)
