"""What is taken in of a file that somebody hands in: a photo drawn anew, or a document byte by byte. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from lianxin.problems.evidence.documents import check_document
from lianxin.problems.evidence.faults import FileRefused
from lianxin.problems.evidence.kinds import EvidenceKind
from lianxin.problems.evidence.pictures import format_of, picture_of

LONGEST_NAME = 80
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class HandedIn(Protocol):
    """A file as it came: its name as the sender says, and its bytes."""

    @property
    def name(self) -> str: ...

    @property
    def data(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept of one file. `sha256` is that of the bytes handed in, by which it is known again;
    `kept_sha256` that of what is kept. Width and height in points; None of a document."""

    kind: EvidenceKind
    name: str
    data: bytes
    sha256: bytes
    width: int | None = None
    height: int | None = None

    @property
    def kept_sha256(self) -> bytes:
        return sha256(self.data).digest()


def taken(name: str, data: bytes) -> Taken:
    """A photo (JPEG, PNG, WebP) or a PDF by its bytes, whatever its name says. Raises FileRefused."""
    digest = sha256(data).digest()
    if not data:
        raise FileRefused("file-empty")
    if data.startswith(b"%PDF-"):
        check_document(data)
        return Taken(EvidenceKind.DOCUMENT, tidy_name(name), data, digest)
    if format_of(data) is None:
        raise FileRefused("not-a-file")
    picture = picture_of(data)
    return Taken(EvidenceKind.PHOTO, tidy_name(name), picture.data, digest, picture.width, picture.height)


def all_taken(files: Sequence[HandedIn]) -> list[Taken]:
    """The same for several; of those with the same bytes the first. Raises FileRefused."""
    found = {one.sha256: one for one in (taken(file.name, file.data) for file in reversed(files))}
    return list(reversed(found.values()))


def tidy_name(name: str) -> str:
    """A name to be shown: without folders, without what cannot be seen, 80 characters at most."""
    last = re.split(r"[/\\]", name)[-1]
    return UNPRINTABLE.sub("", last).strip()[:LONGEST_NAME]
