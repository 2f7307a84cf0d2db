"""Sealed files on the disk, each bound to the thing it belongs to, in a folder below `LIANXIN_HOME/media`."""

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from lianxin.people.vault import VaultError, decrypt, encrypt

SLICE = 500
ORPHAN_S = 24 * 60 * 60
"""A file that nothing names is left alone for so long: what names it may be about to be written down."""


class FileGone(LookupError):
    """There is no file, or it does not open: another key, another thing, or it was changed."""


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """A folder of sealed files, spread over 256 folders by the last digits of their keys, which are chance.

    `bound` says what a file belongs to; a file moved to another thing does not open.
    """

    name: str

    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.name

    def file_of(self, key: UUID) -> Path:
        return self.folder() / key.hex[-2:] / f"{key}.sealed"

    def put(self, key: UUID, data: bytes, bound: str) -> None:
        """Seal a file onto the disk; when this returns it is there, whole or not at all."""
        path = self.file_of(key)
        for place in (self.folder(), path.parent):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(encrypt(data, bound))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        above = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)

    def take(self, key: UUID, bound: str) -> bytes:
        """What was sealed. Raises FileGone."""
        try:
            return decrypt(self.file_of(key).read_bytes(), bound)
        except (OSError, VaultError, IndexError):
            raise FileGone(str(key)) from None

    def drop(self, key: UUID) -> None:
        self.file_of(key).unlink(missing_ok=True)

    def keys(self, *, older_than_s: float = ORPHAN_S) -> Iterator[tuple[UUID | None, Path]]:
        """(key, file) of every file that has lain there for so long; None where the name is no key."""
        for path in sorted(self.folder().glob("*/*")):
            try:
                if time.time() - path.stat().st_mtime < older_than_s:
                    continue
                yield (UUID(path.stem) if path.suffix == ".sealed" else None), path
            except FileNotFoundError:
                continue
            except ValueError:
                yield None, path


def drop_unnamed(files: Iterable[tuple[UUID | None, Path]], named: QuerySet) -> int:
    """Take files off the disk that none of the rows `named` names: they were never written down, or a crash
    broke off their removal. Returns how many; `files` as `SealedFolder.keys` has them."""
    found = list(files)
    present: set[UUID] = set()
    keys = [key for key, _path in found if key]
    for first in range(0, len(keys), SLICE):
        present.update(named.filter(pk__in=keys[first : first + SLICE]).values_list("pk", flat=True))
    orphans = [path for key, path in found if key not in present]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
