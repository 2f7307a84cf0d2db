"""Complaints about staff that a phone tells in a visit: lifted out before anybody reads the visit.

Such an item never becomes an item: neither the visit, nor its upload that waits for a person, nor any list or
count knows of it. It goes its own road at once, whatever becomes of the rest of the upload.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from msgspec.structs import replace

from lianxin.problems.complaints.actions import take_from_visits
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
    return "" if COMPLAINT in text else text


def confide(ops: Sequence[Any], carriers: Sequence[Any], *, now: datetime) -> None:
    """Record what these ops (`actions.arriving.Arrived`, with their area) brought of complaints; call it
    inside the judging's transaction. Trouble with one never blocks an upload; nothing of it is logged."""
    told = [
        ((item, one.household_id, one.area_id, one.moment.estimated), carrier)
        for one, carrier in zip(ops, carriers, strict=True)
        for item in one.confided
        if one.area_id is not None
    ]
    if not told:
        return
    try:
        with transaction.atomic():
            take_from_visits([one for one, _ in told], carriers=[who for _, who in told], now=now)
    except (OperationalError, InterfaceError):
        raise  # the database itself is in trouble: nothing is answered, and the phone sends again
    except (DatabaseError, ValueError, LookupError) as error:
        log.error("confided words were not taken in: %s", type(error).__name__)
