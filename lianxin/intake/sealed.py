"""Files that hold personal data, sealed on disk: read and written in pieces, never whole in memory.

A sealed file is a run of frames, each `length (4 bytes) | ciphertext`; the number of the frame is bound into
it, and an empty last frame marks the end, so frames cannot be swapped, dropped or cut off unnoticed.
"""

import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from lianxin.people.vault import VaultError, decrypt, encrypt

PIECE = 1024**2
LENGTH = struct.Struct("<I")
# For as long as a file is read, its plain copy lies in a folder of this name.
OPENED = ".opened-"
UNFINISHED = ".new"
# Linux keeps this folder in memory: what lay there cannot be read off the disk afterwards.
MEMORY = Path("/dev/shm")
ROOM_TO_SPARE = 64 * PIECE


def folder() -> Path:
    """The folder of sealed files, for the owner alone; made when it is not there yet."""
    place = Path(settings.MEDIA_ROOT) / "uploads"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def upload_file(key: UUID) -> Path:
    return folder() / f"{key}.sealed"


def refused_file(key: UUID) -> Path:
    """The workbook of refused rows of an upload."""
    return folder() / f"{key}.refused"


class Sealer:
    """Writes one sealed file piece by piece; call `close` at the end, without which it does not open."""

    def __init__(self, path: Path, place: str = "") -> None:
        """`place`: the name under which the file will be read, where that is not its own."""
        self._place = place or path.name
        self._file: BinaryIO = path.open("xb")
        path.chmod(0o600)
        self._count = 0

    def write(self, piece: bytes) -> None:
        if piece:
            self._frame(piece)

    def close(self) -> None:
        self._frame(b"")
        self._file.close()

    def abandon(self) -> None:
        """Let go of a file that is not to be finished; it does not open."""
        self._file.close()

    def _frame(self, piece: bytes) -> None:
        sealed = encrypt(piece, f"{self._place}:{self._count}")
        self._file.write(LENGTH.pack(len(sealed)) + sealed)
        self._count += 1


def seal(source: Path, path: Path) -> None:
    """Seal a plain file to `path`, in the place of what was there: all of it, or nothing is changed."""
    beside = path.with_name(f"{path.name}{UNFINISHED}")
    beside.unlink(missing_ok=True)
    sealer = Sealer(beside, place=path.name)
    try:
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                sealer.write(piece)
        sealer.close()
    except OSError:  # the disk is full
        sealer.abandon()
        beside.unlink(missing_ok=True)
        raise
    os.replace(beside, path)


def drop(path: Path) -> None:
    """Remove a sealed file, and what a process that died while sealing it has left."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}{UNFINISHED}").unlink(missing_ok=True)


def unseal(path: Path) -> Iterator[bytes]:
    """Yield the content of a sealed file. Raises VaultError when it was changed or cut off."""
    with path.open("rb") as file:
        count = 0
        while head := file.read(LENGTH.size):
            if len(head) < LENGTH.size:
                break
            piece = decrypt(file.read(LENGTH.unpack(head)[0]), f"{path.name}:{count}")
            if not piece:
                return
            yield piece
            count += 1
    raise VaultError(f"{path.name} is cut off")


@contextmanager
def aside(size: int = 0) -> Iterator[Path]:
    """A folder for plain copies, for the owner alone; it is gone with what is in it when the work is done.

    It lies in memory where there is room for `size` bytes, else beside the sealed files.
    """
    with TemporaryDirectory(dir=MEMORY if _has_room(size) else folder(), prefix=OPENED) as place:
        yield Path(place)


def _has_room(size: int) -> bool:
    try:
        return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > size + ROOM_TO_SPARE
    except OSError:
        return False


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """A plain copy of a sealed file, readable by the owner alone, for as long as it is needed."""
    with aside(path.stat().st_size) as place:
        plain = place / "file"
        with plain.open("wb") as file:
            file.writelines(unseal(path))
        yield plain
