"""Writing in haste: for a database that is thrown away if the work is interrupted, and for no other."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CACHE_KIB = 393_216


@contextmanager
def writing_in_haste() -> Iterator[None]:
    """On SQLite, write without waiting for the disk, with a rollback journal in memory and a large cache.

    A crash or a power cut in between leaves a broken file, so this is for the demo alone. Whatever is written
    is on the disk, and the usual settings hold again, when the block ends. Elsewhere, and inside a
    transaction, nothing is changed.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        yield
        return
    hasten()
    try:
        yield
    finally:
        connection.close()  # the next connection has the usual settings
        with open(connection.settings_dict["NAME"], "rb+") as file:
            os.fsync(file.fileno())


def hasten() -> None:
    """Open this process's connection to SQLite in haste; `writing_in_haste` says what that is worth."""
    _run("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", f"PRAGMA cache_size=-{CACHE_KIB}")


@contextmanager
def indexing_last(*names: str) -> Iterator[None]:
    """On SQLite, do without these plain indexes while their tables are filled, and build them at the end.

    Sorting a whole table takes a fifth of the time of putting its rows into a tree one by one in no order.
    For the demo alone: nobody may be searching meanwhile. Inside a transaction nothing is changed.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(names))
        cursor.execute(f"SELECT sql FROM sqlite_master WHERE type = 'index' AND name IN ({marks})", names)
        built_by = [sql for (sql,) in cursor.fetchall()]
    _run(*(f"DROP INDEX {connection.ops.quote_name(name)}" for name in names))
    yield
    _run(*built_by)


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
