"""Writing in haste: for a database that is thrown away if the work is interrupted, and for no other."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CACHE_KIB = 393_216
IN_HASTE = (
    "PRAGMA journal_mode=MEMORY;"
    "PRAGMA synchronous=OFF;"
    f"PRAGMA cache_size=-{CACHE_KIB};"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=OFF;"
    "PRAGMA foreign_keys=OFF;"
    "PRAGMA busy_timeout=600000"
)

SORTING = ("PRAGMA temp_store=FILE", "PRAGMA cache_size=-2000")
"""For building indexes: SQLite sorts in pieces as large as its cache, and small ones stay near the processor.
Three fifths of the time of one piece in memory."""


@contextmanager
def writing_in_haste() -> Iterator[None]:
    """On SQLite, write without waiting for the disk, with a rollback journal in memory and a large cache, and
    look up no foreign key: a tenth of the time of inserting facts. Processes wait long for locks of others.

    A crash or a power cut in between leaves a broken file, so this is for the demo alone; its tests look up
    the foreign keys of all that it wrote. Whatever is written is on the disk, and the usual settings hold
    again, when the block ends. Elsewhere, and inside a transaction, nothing is changed.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        yield
        return
    options = connection.settings_dict["OPTIONS"]
    usual = options.get("init_command", "")
    connection.close()
    options["init_command"] = IN_HASTE  # for every connection opened meanwhile, by a second process too
    try:
        yield
    finally:
        connection.close()
        options["init_command"] = usual
        with open(connection.settings_dict["NAME"], "rb+") as file:
            os.fsync(file.fileno())


class Indexes:
    """Plain indexes on SQLite that are done without while their tables are filled, and built at the end.

    Sorting a whole table takes a fifth of the time of putting its rows into a tree one by one in no order.
    For the demo alone: nobody may be searching meanwhile. Inside a transaction nothing is changed.
    """

    def __init__(self, *names: str) -> None:
        """Drop them."""
        self._built_by: list[str] = []
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            return
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(names))
            found = f"SELECT sql FROM sqlite_master WHERE type = 'index' AND name IN ({marks})"
            cursor.execute(found, names)
            self._built_by = [sql.replace("INDEX", "INDEX IF NOT EXISTS", 1) for (sql,) in cursor.fetchall()]
        _run(*(f"DROP INDEX {connection.ops.quote_name(name)}" for name in names))

    def build(self) -> None:
        """Build those that are not there yet."""
        if self._built_by:
            _run(*SORTING, *self._built_by)
            connection.close()  # what is set for every connection holds again


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for unreachable cycles a hundred times less often: bulk work makes millions of objects
    and hardly a cycle, and each look goes over all of them."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
