"""The inbox journal: every batch on the disk beside the database before it is judged.

One file a day, `LIANXIN_HOME/inbox/<date>.journal`. A record is a mark (8 bytes), its length (4 bytes, big
endian) and a ciphertext of moment, device and the bytes as they came. A record that a crash cut off is passed
over, up to the next mark: nobody was ever told that it was received. Batches that come at the same moment
wait for the disk together.
"""

import mmap
import os
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lianxin.field.group_commit import GroupCommit
from lianxin.people.vault import VaultError, decrypt, encrypt

MARK = bytes.fromhex("9bd1f6a3c0e84d57")
LENGTH = struct.Struct(">I")
HEAD = struct.Struct(">q16s")
PLACE = "inbox.journal"
NOBODY = UUID(int=0)
UNIX = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 64 << 20
MOST_TOGETHER = 32

Record = tuple[date, bytes]


def folder() -> Path:
    return Path(settings.LIANXIN_HOME) / "inbox"


def append(raw: bytes, device_id: UUID | None, *, now: datetime) -> None:
    """Write a batch to the disk; when this returns, it is there."""
    _line.do(_record(raw, device_id, now))


def append_all(batches: Sequence[tuple[bytes, UUID | None, datetime]]) -> None:
    """The same for batches that came together; each is (bytes, device, moment)."""
    records = [_record(*batch) for batch in batches]
    for day in sorted({day for day, _record in records}):
        _write([record for record in records if record[0] == day])


def read(where: Path | None = None) -> Iterator[tuple[UUID | None, datetime, bytes]]:
    """(device, moment of receipt, bytes) of every batch, day by day, in order of their arrival."""
    for path in sorted((where or folder()).glob("*.journal")):
        if path.stat().st_size:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield from _records(data)


def drop_before(day: date) -> int:
    """Remove the files of earlier days, whose batches lie in verified backups; returns how many."""
    old = [path for path in folder().glob("*.journal") if path.stem < day.isoformat()]
    for path in old:
        path.unlink()
    return len(old)


def _record(raw: bytes, device_id: UUID | None, now: datetime) -> Record:
    head = HEAD.pack((now - UNIX) // timedelta(microseconds=1), (device_id or NOBODY).bytes)
    sealed = encrypt(head + raw, PLACE)
    return now.date(), MARK + LENGTH.pack(len(sealed)) + sealed


def _write(records: Sequence[Record]) -> list[None]:
    """Put records of one day on the disk; when this returns, they are there. Raises OSError."""
    content = b"".join(record for _day, record in records)
    handle = _open(records[0][0])
    try:
        if os.write(handle, content) != len(content):
            raise OSError("the disk is full")
        os.fsync(handle)
    finally:
        os.close(handle)
    return [None] * len(records)


def _is_of_that_day(before: Sequence[Record], record: Record) -> bool:
    return before[0][0] == record[0]


_line: GroupCommit[Record, None] = GroupCommit(_write, most=MOST_TOGETHER, fits=_is_of_that_day)


def _records(data: mmap.mmap) -> Iterator[tuple[UUID | None, datetime, bytes]]:
    at = data.find(MARK)
    while at >= 0:
        begin = at + len(MARK) + LENGTH.size
        head = data[at + len(MARK) : begin]
        end = begin + (LENGTH.unpack(head)[0] if len(head) == LENGTH.size else LARGEST)
        opened = _opened(data[begin:end]) if end <= len(data) else None
        if opened:
            yield opened
        at = data.find(MARK, end if opened else at + 1)


def _opened(sealed: bytes) -> tuple[UUID | None, datetime, bytes] | None:
    try:
        data = decrypt(sealed, PLACE)
        moment, device = HEAD.unpack_from(data)
    except (VaultError, IndexError, struct.error):
        return None
    owner = UUID(bytes=device)
    return owner if owner != NOBODY else None, UNIX + timedelta(microseconds=moment), data[HEAD.size :]


def _open(day: date) -> int:
    """The day's file, for appending; a new one is made known to the folder on the disk."""
    where = folder()
    path = where / f"{day.isoformat()}.journal"
    flags = os.O_WRONLY | os.O_APPEND
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, flags | os.O_CREAT, 0o600)
        above = os.open(where, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)
        return handle
