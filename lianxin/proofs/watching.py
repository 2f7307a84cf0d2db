"""Everything that a district leaves behind while something happens: rows, files, deleted files, logs."""

import io
import logging
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from lianxin.proofs.residue import layers


class Watch:
    """What was said and what was thrown away since the watch began."""

    def __init__(self) -> None:
        self.log = io.StringIO()
        self.deleted: list[tuple[str, bytes]] = []

    def leavings(self) -> Iterator[tuple[str, bytes]]:
        """Every (place, bytes) that someone with the disk could read: compressed values are opened too."""
        yield "the log", self.log.getvalue().encode()
        yield from self.deleted
        for path in sorted(Path(settings.LIANXIN_HOME).rglob("*")):
            if path.is_file():
                yield f"the file {path.name}", path.read_bytes()
        if connection.vendor == "sqlite" and isinstance(connection.connection, sqlite3.Connection):
            yield "the database image", connection.connection.serialize()
        yield from rows()


def rows() -> Iterator[tuple[str, bytes]]:
    """Every table, as ("the table x", its values one behind the other, each followed by what it holds)."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            while some := cursor.fetchmany(2000):
                values = [as_bytes(value) for row in some for value in row if value is not None]
                yield f"the table {table}", b"\0".join(layer for value in values for layer in layers(value))


def as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode("utf-8", "surrogatepass")


_watches: list[Watch] = []


def _before_deletion(event: str, args: tuple[Any, ...]) -> None:
    """Read a file of ours before it goes: what was deleted can be read off the disk for a long time."""
    if event == "os.remove" and _watches:
        path = _whole_path(*args)
        if path.is_relative_to(settings.LIANXIN_HOME) and path.is_file():
            _watches[-1].deleted.append((f"the deleted file {path.name}", path.read_bytes()))


def _whole_path(name: Any, folder: int) -> Path:
    """The path that is deleted; `folder` is an open folder's number, or -1. Only Linux tells its name."""
    try:
        return Path(os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else "", os.fsdecode(name))
    except OSError:
        return Path()


@cache
def _hear_of_deletions() -> None:
    """Hooks cannot be taken off again, so there is one for the life of the process."""
    sys.addaudithook(_before_deletion)


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch the whole district, with the log as talkative as LIANXIN_LOG_LEVEL=DEBUG makes it."""
    watch, root = Watch(), logging.getLogger()
    handlers, level = root.handlers, root.level
    root.handlers = [logging.StreamHandler(watch.log)]
    root.setLevel(logging.DEBUG)
    _hear_of_deletions()
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)
        root.setLevel(level)
        root.handlers = handlers
