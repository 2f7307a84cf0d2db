"""Photos and positions that a rescue file carries: taken in as if their phone had sent them.

Each belongs to a visit of the phone's owner that is here; where it is not (a person has still to look at it),
it waits for the file to be brought once more, as phones wait with theirs. A file that does not show which
phone sealed it brings none.
"""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin import switches
from lianxin.field.carried import Carried
from lianxin.field.enclosed_wire import PhotoBegun, PositionNoted
from lianxin.field.models import Device, Op
from lianxin.visits import actions
from lianxin.visits.actions import UploadRefused
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.photos import limits
from lianxin.voice import consents
from lianxin.voice.vocabulary import Purpose

TAKEN, HERE, WAITS, REFUSED = "enclosed-taken", "enclosed-here", "enclosed-waits", "enclosed-refused"
LATER = frozenset({"photos-today", "photo-unknown", "offset-differs"})
"""Refusals that another day, or another try, will change."""


def take_in_carried(carried: Carried, device: Device | None, *, now: datetime) -> Counter[str]:
    """Take in what belongs to visits; `device` is None where nothing shows whose file it is. Returns how many
    were taken, were here, wait, and are not taken at all."""
    counts: Counter[str] = Counter()
    if device is None:
        counts[REFUSED] = len(carried.photos) + len(carried.positions)
        return +counts
    takes = {"photos": switches.is_on("photos"), "gps": switches.is_on("gps")}
    for begun, data in carried.photos:
        counts[_photo(begun, data, device.staff, now) if takes["photos"] else REFUSED] += 1
    for noted in carried.positions:
        counts[_position(noted, device.staff, now) if takes["gps"] else REFUSED] += 1
    return counts


def visit_of(key: str, person: Any) -> Visit | None:
    """The visit, when this person made it, or his phone brought it."""
    visit = Visit.objects.filter(pk=UUID(key)).first()
    if visit is None or visit.staff_id == person.pk:
        return visit
    return visit if Op.objects.filter(pk=visit.op_id, device__staff=person).exists() else None


def is_declined(visit: Visit, purpose: Purpose) -> bool:
    """Whether the household said no to this on its page; it holds for what arrives from then on."""
    return visit.household_id is not None and not consents.holds(visit.household_id, purpose)


def keep_position(noted: PositionNoted, visit: Visit, *, actor: Any, now: datetime) -> Position | None:
    """The position of a visit, new or as it came before; None where another one has its place or its key."""
    key = UUID(noted.position_id)
    found = Position.objects.filter(visit=visit).first()
    if found is None and not Position.objects.filter(pk=key).exists():
        spot = {"latitude": noted.latitude, "longitude": noted.longitude}
        about = spot | {"accuracy_m": min(round(noted.accuracy_m), 1_000_000)}
        return actions.note_position(key=key, visit=visit, **about, actor=actor, now=now)
    return found if found and found.pk == key else None


def _photo(begun: PhotoBegun, data: bytes, person: Any, now: datetime) -> str:
    key = UUID(begun.photo_id)
    if Photo.objects.of(person).filter(pk=key).exists():
        return HERE
    visit = visit_of(begun.visit_id, person)
    if visit is None:
        return WAITS
    if is_declined(visit, Purpose.PHOTOS):
        return REFUSED
    about = {"length": len(data), "digest": bytes.fromhex(begun.sha256)}
    try:
        stand = actions.begin_upload(key=key, visit=visit, **about, actor=person, now=now)
        while stand.received < len(data):
            piece = data[stand.received : stand.received + limits.LARGEST_PIECE]
            stand = actions.add_piece(key, piece, start=stand.received, actor=person)
        actions.finish_upload(key, actor=person, now=now)
    except UploadRefused as refused:
        return WAITS if refused.code in LATER else REFUSED
    return TAKEN


def _position(noted: PositionNoted, person: Any, now: datetime) -> str:
    if Position.objects.of(person).filter(pk=UUID(noted.position_id)).exists():
        return HERE
    visit = visit_of(noted.visit_id, person)
    if visit is None:
        return WAITS
    if is_declined(visit, Purpose.PLACE):
        return REFUSED
    return TAKEN if keep_position(noted, visit, actor=person, now=now) else REFUSED
