"""Photos come in piece by piece and may break off anywhere: begun, continued where it stopped, made whole.

The caller asks whether the district wants photos at all, and who sends.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from lianxin.visits.actions.enclosing import keep_photo
from lianxin.visits.models import Photo, Visit
from lianxin.visits.models.arriving import PhotoPiece, PhotoUpload
from lianxin.visits.photos import limits
from lianxin.visits.photos.drawing import PhotoRefused, drawn_anew


class UploadRefused(ValueError):
    """`code` is stable: photo-known, photos-full, photos-today, too-large, offset-differs, photo-unknown,
    photo-damaged, photo-refused. `received` says from where to go on, where that is the matter."""

    def __init__(self, code: str, received: int | None = None) -> None:
        super().__init__(code)
        self.code, self.received = code, received


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a photo is: `whole` and `removed` need nothing more; `received` of `length` bytes are here."""

    state: str
    received: int
    length: int


WHOLE, REMOVED, ARRIVING = "received", "removed", "arriving"


@transaction.atomic
def begin_upload(
    *, key: UUID, visit: Visit, length: int, digest: bytes, actor: Any, now: datetime
) -> Standing:
    """Let a photo come in, or say how far it is. Raises UploadRefused: photo-known, too-large, photos-full,
    photos-today."""
    if found := _kept(key, visit, digest, actor):
        return found
    if not 0 < length <= limits.LARGEST:
        raise UploadRefused("too-large")
    upload = PhotoUpload.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if upload and (upload.staff_id, upload.visit_id) != (actor.pk, visit.pk):
        raise UploadRefused("photo-known")
    if upload and (upload.length, bytes(upload.sha256)) == (length, digest):
        return Standing(ARRIVING, upload.received, length)
    if upload:
        upload.delete()
    others = PhotoUpload.objects.filter(visit=visit).count()
    if visit.photos.present().count() + others >= limits.MOST_PER_VISIT:
        raise UploadRefused("photos-full")
    _ask_quota(actor, length, now)
    PhotoUpload.objects.create(id=key, visit=visit, staff=actor, sha256=digest, length=length, begun_at=now)
    return Standing(ARRIVING, 0, length)


def how_far(key: UUID, *, actor: Any) -> Standing:
    """How far a photo of this person is. Raises UploadRefused: photo-unknown."""
    photo = Photo.objects.of(actor).filter(pk=key).first()
    if photo:
        return Standing(REMOVED if photo.removed_at else WHOLE, 0, 0)
    upload = PhotoUpload.objects.of(actor).filter(pk=key).first()
    if upload is None:
        raise UploadRefused("photo-unknown")
    return Standing(ARRIVING, upload.received, upload.length)


@transaction.atomic
def add_piece(key: UUID, data: bytes, *, start: int, actor: Any) -> Standing:
    """Add bytes where the last ones ended. Raises UploadRefused: photo-unknown, offset-differs, too-large."""
    upload = PhotoUpload.objects.select_for_update(of=("self",)).filter(pk=key, staff=actor).first()
    if upload is None:
        return how_far(key, actor=actor)
    if start != upload.received:
        raise UploadRefused("offset-differs", upload.received)
    if len(data) > limits.LARGEST_PIECE or start + len(data) > upload.length:
        raise UploadRefused("too-large", upload.received)
    if data:
        PhotoPiece.objects.create(upload=upload, start=start, data=data)
        upload.received += len(data)
        upload.save(update_fields=["received"])
    return Standing(ARRIVING, upload.received, upload.length)


def finish_upload(key: UUID, *, actor: Any, now: datetime) -> Photo:
    """Make a photo of what has wholly arrived. It is drawn anew outside of any transaction, for that takes
    time; two who do so at once write one photo. Raises UploadRefused: photo-unknown, photo-damaged,
    photo-refused."""
    upload = PhotoUpload.objects.of(actor).select_related("visit").filter(pk=key).first()
    if upload is None or upload.received != upload.length:
        raise UploadRefused("photo-unknown")
    data = b"".join(upload.pieces.values_list("data", flat=True))
    digest = bytes(upload.sha256)
    if sha256(data).digest() != digest:
        _drop(key)
        raise UploadRefused("photo-damaged", 0)
    try:
        picture = drawn_anew(data)
    except PhotoRefused:
        _drop(key)
        raise UploadRefused("photo-refused") from None
    with transaction.atomic():
        if not PhotoUpload.objects.select_for_update(of=("self",)).filter(pk=key).exists():
            return Photo.objects.of(actor).get(pk=key)
        photo = keep_photo(key=key, visit=upload.visit, sha256=digest, picture=picture, actor=actor, now=now)
        _drop(key)
    return photo


@transaction.atomic
def drop_unfinished(*, now: datetime) -> int:
    """Let go of pieces of photos that never became whole; returns of how many photos."""
    old = PhotoUpload.objects.filter(begun_at__lt=now - limits.UNFINISHED_FOR)
    keys = list(old.values_list("pk", flat=True))
    for key in keys:
        _drop(key)
    return len(keys)


def _drop(key: UUID) -> None:
    """The ledger is told of photos, not of their pieces."""
    PhotoUpload.objects.filter(pk=key).delete()


def _kept(key: UUID, visit: Visit, digest: bytes, actor: Any) -> Standing | None:
    photo = Photo.objects.filter(pk=key).first()
    if photo is None:
        return None
    same = (photo.staff_id, photo.visit_id, bytes(photo.sha256)) == (actor.pk, visit.pk, digest)
    if not same:
        raise UploadRefused("photo-known")
    return Standing(REMOVED if photo.removed_at else WHOLE, 0, 0)


def _ask_quota(actor: Any, length: int, now: datetime) -> None:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Photo.objects.of(actor).filter(received_at__gte=midnight)
    count, size = _sum(today, "size")
    more, coming = _sum(PhotoUpload.objects.of(actor), "length")
    if count + more >= limits.MOST_A_DAY or size + coming + length > limits.BYTES_A_DAY:
        raise UploadRefused("photos-today")


def _sum(rows: Any, column: str) -> tuple[int, int]:
    found = rows.aggregate(count=Count("pk"), bytes=Sum(column))
    return found["count"], found["bytes"] or 0
