"""A file that a person hands in goes to disk sealed, piece by piece; it never lies there plain."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from lianxin.intake import sealed
from lianxin.intake.opening.limits import MAX_FILE_BYTES
from lianxin.ledger.keys import new_key

FIELD = "file"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole file that lies sealed under `key`."""

    key: UUID
    name: str
    size: int
    sha256: str

    def close(self) -> None:
        """Django closes what came with a request; nothing is open here."""


class Sealing(FileUploadHandler):
    """Takes the one file of the field `file`, and none beyond the limit of intake.

    `put_away` removes what arrived unless it was `taken`: call it when the request is answered.
    """

    chunk_size = sealed.PIECE

    def __init__(self, request: Any = None, limit: int = MAX_FILE_BYTES) -> None:
        super().__init__(request)
        self.limit = limit
        self.is_too_large = False
        self.is_taken = False
        self._key: UUID | None = None

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        if field_name != FIELD or self._key:
            raise SkipFile
        self._key, self._size, self._digest = new_key(), 0, sha256()
        self._sealer = sealed.Sealer(sealed.upload_file(self._key))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > self.limit:
            self.is_too_large = True
            self._sealer.close()
            raise StopUpload
        self._digest.update(raw_data)
        self._sealer.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        assert self._key
        self._sealer.close()
        return Arrived(self._key, tidy_name(self.file_name or ""), file_size, self._digest.hexdigest())

    def upload_interrupted(self) -> None:
        self._sealer.close()

    def put_away(self) -> None:
        if self._key and not self.is_taken:
            sealed.upload_file(self._key).unlink(missing_ok=True)


def tidy_name(name: str) -> str:
    """Return a file's name as it can be kept and shown: without folders and unprintable characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(one for one in last if one.isprintable()).strip()[-200:] or "?"
