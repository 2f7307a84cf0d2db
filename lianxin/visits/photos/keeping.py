"""Pictures on the disk: sealed, each bound to the photo it belongs to, under `LIANXIN_HOME/media/photos`."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from lianxin.visits.photos.folders import ORPHAN_S, FileGone, SealedFolder

PHOTOS = SealedFolder("photos")
PictureGone = FileGone


def folder() -> Path:
    return PHOTOS.folder()


def file_of(key: UUID) -> Path:
    return PHOTOS.file_of(key)


def put(key: UUID, data: bytes) -> None:
    """Seal a picture onto the disk; when this returns it is there, whole or not at all."""
    PHOTOS.put(key, data, _bound(key))


def take(key: UUID) -> bytes:
    """The picture. Raises PictureGone."""
    return PHOTOS.take(key, _bound(key))


def drop(key: UUID) -> None:
    PHOTOS.drop(key)


def keys_on_disk(*, older_than_s: float = ORPHAN_S) -> Iterator[tuple[UUID | None, Path]]:
    """(photo, file) of every file that has lain there for so long; None where the name is no photo's."""
    return PHOTOS.keys(older_than_s=older_than_s)


def _bound(key: UUID) -> str:
    return f"photo:{key}"
