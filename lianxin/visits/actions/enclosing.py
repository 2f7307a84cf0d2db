"""Photos and positions of visits: taken in, looked at, removed by people and by time.

Whether the district wants them is asked by whoever takes them in (`switches.is_on`); what is here is kept for
as many days as the switches say.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin import switches
from lianxin.ledger.actions import Note, record, record_many
from lianxin.ledger.models import Event
from lianxin.visits.actions.refusals import VisitsRefused
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.photos import keeping
from lianxin.visits.photos.drawing import Picture
from lianxin.visits.photos.folders import drop_unnamed
from lianxin.visits.rules import rounded_spot

SLICE = 500
Kept = TypeVar("Kept", Photo, Position)


@transaction.atomic
def keep_photo(
    *, key: UUID, visit: Visit, sha256: bytes, picture: Picture, actor: Any, now: datetime
) -> Photo:
    """Keep a photo that was drawn anew; the file is on the disk before the database names it.

    `sha256`: of the bytes as the phone sent them.
    """
    keeping.put(key, picture.data)
    photo = Photo(
        id=key,
        visit=visit,
        household_id=visit.household_id,
        area_id=visit.area_id,
        staff=actor,
        sha256=sha256,
        picture_sha256=picture.sha256,
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
        received_at=now,
    )
    photo.save(force_insert=True)
    _tell("photo.received", photo, actor, now)
    return photo


@transaction.atomic
def note_position(
    *, key: UUID, visit: Visit, latitude: float, longitude: float, accuracy_m: int, actor: Any, now: datetime
) -> Position:
    """Keep where a cadre pressed "note the place". It is rounded here once more, whatever the phone did."""
    position = Position(
        id=key,
        visit=visit,
        household_id=visit.household_id,
        area_id=visit.area_id,
        staff=actor,
        spot=rounded_spot(latitude, longitude),
        accuracy_m=accuracy_m,
        received_at=now,
    )
    position.save(force_insert=True)
    _tell("position.noted", position, actor, now)
    return position


@transaction.atomic
def note_look(photo: Photo, *, is_whole: bool, actor: Any, now: datetime) -> None:
    """Write down who looked: each time at a whole picture; once a day and person for its thumbnail."""
    if not is_whole:
        today = timezone.localdate(now)
        looks = Event.objects.about(*_subject(photo)).by(actor.pk).between(today, today)
        if any(one.after.get("photo") == str(photo.pk) for one in looks.filter(kind="photo.viewed")):
            return
    _tell("photo.viewed", photo, actor, now, whole=is_whole)


@transaction.atomic
def remove_photo(photo: Photo, *, reason: str, actor: Any, now: datetime) -> None:
    """Take a picture away for good; that there was one, and who removed it, stays.

    Raises VisitsRefused: words-needed, removed.
    """
    _remove(Photo, photo.pk, reason, actor, now)
    transaction.on_commit(lambda: keeping.drop(photo.pk))


@transaction.atomic
def remove_position(position: Position, *, reason: str, actor: Any, now: datetime) -> None:
    """Take a position away for good. Raises VisitsRefused: words-needed, removed."""
    _remove(Position, position.pk, reason, actor, now)


def expire_enclosed(*, now: datetime) -> int:
    """Remove what has been kept for as long as the switches allow, and files that no photo names."""
    old = now - timedelta(days=switches.number_of("kept_photo_days"))
    spent = _expire(Photo, old, now)
    old = now - timedelta(days=switches.number_of("kept_position_days"))
    return spent + _expire(Position, old, now) + drop_unnamed(keeping.keys_on_disk(), Photo.objects.present())


@transaction.atomic
def mark_enclosed_backed_up(photos: Iterable[UUID], positions: Iterable[UUID], *, at: datetime) -> int:
    """Note that a backup, restored and checked, holds these; returns how many are so for the first time.

    The ledger is told of the backup by whoever made it.
    """
    marked = 0
    for model, keys in ((Photo, list(photos)), (Position, list(positions))):
        for first in range(0, len(keys), SLICE):
            some = model.objects.filter(pk__in=keys[first : first + SLICE], backed_up_at=None)
            marked += some.update(backed_up_at=at)
    return marked


def _remove(model: type[Kept], key: UUID, reason: str, actor: Any, now: datetime) -> None:
    found = model.objects.select_for_update(of=("self",)).get(pk=key)
    if not reason.strip():
        raise VisitsRefused("words-needed")
    if found.removed_at is not None:
        raise VisitsRefused("removed")
    _clear(model, [found], actor, now)
    kind = "photo.removed" if model is Photo else "position.removed"
    subject, after = _subject(found), _about(found)
    said = reason.strip()[:200]
    record(kind=kind, actor=actor, now=now, subject=subject, area=found.area_id, after=after, reason=said)


def _expire(model: type[Kept], before: datetime, now: datetime) -> int:
    spent = 0
    while some := list(model.objects.present().received_before(before).order_by("received_at")[:SLICE]):
        with transaction.atomic():
            _clear(model, some, None, now)
            kind = "photo.expired" if model is Photo else "position.expired"
            notes = [Note(kind, *_subject(one), one.area_id, after=_about(one)) for one in some]
            record_many(notes, actor=None, now=now)
        if model is Photo:
            for one in some:
                keeping.drop(one.pk)
        spent += len(some)
    return spent


def _clear(model: type[Kept], some: Sequence[Kept], actor: Any, now: datetime) -> None:
    """What was in them goes; the rows stay."""
    gone: dict[str, Any] = {"removed_at": now, "removed_by": actor}
    if model is Position:
        gone["spot"] = None
    model.objects.filter(pk__in=[one.pk for one in some]).update(**gone)


def _subject(one: Photo | Position) -> tuple[str, Any]:
    return ("household", one.household_id) if one.household_id else ("area", one.area_id)


def _about(one: Photo | Position) -> dict[str, Any]:
    return {str(one._meta.model_name): str(one.pk), "visit": str(one.visit_id)}


def _tell(kind: str, one: Photo | Position, actor: Any, now: datetime, **more: Any) -> None:
    record(kind=kind, actor=actor, now=now, subject=_subject(one), area=one.area_id, after=_about(one) | more)
