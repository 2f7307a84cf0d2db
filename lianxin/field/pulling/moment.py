"""Reading at one moment: whatever is written meanwhile, every query sees the same database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_moment() -> Iterator[None]:
    """A read transaction with one snapshot; nobody waits for it and it waits for nobody.

    On SQLite it begins without the write lock that other transactions take here. Inside a transaction (tests)
    that one is the moment.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            yield
        return
    database: Any = connections[connection.alias]
    database.ensure_connection()
    usual, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        database.transaction_mode = usual
