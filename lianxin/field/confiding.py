"""Complaints about staff that a phone brings: lifted out before anybody reads a visit, or opened from their
seal (`sealed_items`).

Such an item never becomes an item: neither the visit, nor its upload that waits for a person, nor any list or
count knows of it. It goes its own road at once, whatever becomes of the rest of the upload.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from msgspec.structs import replace

from lianxin.areas.models import Area
from lianxin.field.sealed_items import Confided
from lianxin.problems.complaints.actions import Raised, take_from_visits
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Household
from lianxin.visits.payloads import ItemTold, VisitRecord

log = logging.getLogger(__name__)
COMPLAINT = "complaint"


def without_complaints(payload: Any) -> tuple[Any, tuple[ItemTold, ...]]:
    """A payload as everybody may read it, and the complaints that stood in it. A visit in which nothing else
    was raised reads as one in which nothing was."""
    if not isinstance(payload, VisitRecord):
        return payload, ()
    confided = tuple(item for item in payload.items if item.kind == COMPLAINT)
    if not confided:
        return payload, ()
    left = [item for item in payload.items if item.kind != COMPLAINT]
    return replace(payload, items=left, nothing_raised=not left), confided


def readable(text: str) -> str:
    """What may be shown of bytes that nobody understands: nothing, where a complaint may stand in them."""
    return "" if COMPLAINT in text or "sealed" in text else text


def confide(ops: Sequence[Any], carriers: Sequence[Any], *, now: datetime) -> None:
    """Record what these ops (`actions.arriving.Arrived`, with their area) brought of complaints; call it
    inside the judging's transaction. Trouble with one never blocks an upload, nor another complaint; nothing
    of it is logged."""
    told = [
        (raised, carrier)
        for one, carrier in zip(ops, carriers, strict=True)
        for item in one.confided
        if (raised := _raised(one, item)) is not None
    ]
    if told and not _take(told, now):
        for one in told:
            _take([one], now, is_last=True)


def _take(told: Sequence[tuple[Raised, Any]], now: datetime, *, is_last: bool = False) -> bool:
    """Whether all of these were recorded, or none of them."""
    try:
        with transaction.atomic():
            take_from_visits([one for one, _ in told], carriers=[who for _, who in told], now=now)
        return True
    except (OperationalError, InterfaceError):
        raise  # the database itself is in trouble: nothing is answered, and the phone sends again
    except (DatabaseError, ValueError, LookupError) as error:
        if is_last:
            log.error("confided words were not taken in: %s", type(error).__name__)
        return False


def _raised(one: Any, item: ItemTold | Confided) -> Raised | None:
    """A complaint as the room of complaints takes it; None where no place is known."""
    about: dict[str, Any] = {"said_of": "", "complainant": "", "contact": ""}
    household, area = one.household_id, one.area_id
    if isinstance(item, Confided):
        about = {name: getattr(item, name) for name in about}
        household, area = _home(item.household_id, area)
    if area is None:
        return None
    return Raised(
        words=item.text,
        area=area,
        household=household,
        channel=Channel.VISIT,
        raised_at=one.moment.estimated,
        item=item.item_id,
        **about,
    )


def _home(key: UUID | None, area: UUID | None) -> tuple[UUID | None, UUID | None]:
    """(home, place) of a sealed complaint: the home where it is on the register, else where its carrier
    belongs, else the district."""
    places: Iterator[tuple[UUID, UUID]] = iter(Household.objects.filter(pk=key).values_list("pk", "area"))
    found = next(places, None) if key else None
    if found:
        return found
    return None, area or Area.objects.filter(parent=None).values_list("pk", flat=True).first()
