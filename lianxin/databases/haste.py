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
    _set("journal_mode=MEMORY", "synchronous=OFF", f"cache_size=-{CACHE_KIB}")
    try:
        yield
    finally:
        connection.close()  # the next connection has the usual settings
        with open(connection.settings_dict["NAME"], "rb+") as file:
            os.fsync(file.fileno())


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


def _set(*pragmas: str) -> None:
    with connection.cursor() as cursor:
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
