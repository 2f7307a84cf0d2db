"""The files of a home that belong into a backup, and copying them; the keys are not among them."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from lianxin.intake.sealed import OPENED
from lianxin.ledger.anchor import said_in
from lianxin.operations.backups.manifest import PIECE, Copied

# What a home has beside its database and its keys. `anchors` is copied by itself: it must fit the database.
ANCHORS, INBOX, MEDIA = "anchors", "inbox", "media"
PARTS = (ANCHORS, INBOX, MEDIA, "demo.json")
HOME = "home"


def files_of(home: Path, *parts: str) -> Iterator[tuple[str, Path]]:
    """(name in a backup, path) of every file in these parts of a home, but for plain copies being read."""
    for part in parts:
        top = home / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            inside = path.relative_to(home)
            if path.is_file() and not path.is_symlink() and not _is_plain(inside):
                yield f"{HOME}/{inside.as_posix()}", path


def _is_plain(inside: Path) -> bool:
    """Whether this is a sealed file's plain copy, which lies there only while it is read."""
    return any(part.startswith(OPENED) for part in inside.parts)


def make_private(folder: Path) -> Path:
    """Make a folder and those above it that are missing, for the owner alone."""
    for missing in [*reversed(folder.parents), folder]:
        if not missing.exists():
            missing.mkdir(mode=0o700)
    return folder


def copy(source: Path, target: Path) -> Copied:
    """Copy a file to a new one for the owner alone, onto the disk; returns what was written."""
    digest, size = hashlib.sha256(), 0
    make_private(target.parent)
    with source.open("rb") as old, os.fdopen(_new(target), "wb") as new:
        while piece := old.read(PIECE):
            digest.update(piece)
            size += len(piece)
            new.write(piece)
        new.flush()
        os.fsync(new.fileno())
    return Copied(digest.hexdigest(), size)


def write(target: Path, data: bytes) -> Copied:
    """Write a new file for the owner alone, onto the disk."""
    make_private(target.parent)
    with os.fdopen(_new(target), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Copied(hashlib.sha256(data).hexdigest(), len(data))


def _new(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def to_disk(path: Path) -> None:
    """Have a file's content, or a folder's entries, on the disk and not only in memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def anchor_up_to(path: Path, block: int) -> bytes:
    """The anchor file without the lines of blocks that were sealed after the database was copied, and without
    a last line that is not written to its end."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return b"".join(line for line in lines if line.endswith(b"\n") and said_in(line).get("block", 0) <= block)
