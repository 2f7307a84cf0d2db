"""Pictures on the disk: sealed, each bound to the photo it belongs to, under `LIANXIN_HOME/media/photos`."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lianxin.people.vault import VaultError, decrypt, encrypt

ORPHAN_S = 24 * 60 * 60
"""A file without a photo is left alone for so long: its photo may be about to be written down."""


class PictureGone(LookupError):
    """There is no file, or it does not open: another key, another photo, or it was changed."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "photos"


def file_of(key: UUID) -> Path:
    """Spread over 256 folders by the last digits, which are chance."""
    return folder() / key.hex[-2:] / f"{key}.sealed"


def put(key: UUID, data: bytes) -> None:
    """Seal a picture onto the disk; when this returns it is there, whole or not at all."""
    path = file_of(key)
    for place in (folder(), path.parent):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(encrypt(data, _bound(key)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    above = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


def take(key: UUID) -> bytes:
    """The picture. Raises PictureGone."""
    try:
        return decrypt(file_of(key).read_bytes(), _bound(key))
    except (OSError, VaultError, IndexError):
        raise PictureGone(str(key)) from None


def drop(key: UUID) -> None:
    file_of(key).unlink(missing_ok=True)


def keys_on_disk(*, older_than_s: float = ORPHAN_S) -> Iterator[tuple[UUID | None, Path]]:
    """(photo, file) of every file that has lain there for so long; None where the name is no photo's."""
    for path in sorted(folder().glob("*/*")):
        try:
            if time.time() - path.stat().st_mtime < older_than_s:
                continue
            yield (UUID(path.stem) if path.suffix == ".sealed" else None), path
        except FileNotFoundError:
            continue
        except ValueError:
            yield None, path


def _bound(key: UUID) -> str:
    return f"photo:{key}"
