"""Reading very many rows as the database's driver gives them.

A register has millions of facts: making a UUID of each key would take longer than everything else. So keys
stay raw here, 16 bytes on SQLite and UUIDs on PostgreSQL; they can be compared and looked up, nothing more.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Func, QuerySet, TextField

BLOCK = 5000


class AsStored(Func):
    """A column as it is stored: on SQLite the sign in front keeps the driver from making a moment of it."""

    template = "%(expressions)s"

    def __init__(self, column: str) -> None:
        super().__init__(column, output_field=TextField())

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


def raw_blocks(rows: QuerySet) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a `values_list`, BLOCK at a time; converters of fields and of functions are not called."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # a condition that nothing can meet, such as one of no keys
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(BLOCK):
            yield some


def raw_rows(rows: QuerySet) -> Iterator[tuple[Any, ...]]:
    """The same, row by row."""
    return chain.from_iterable(raw_blocks(rows))


def raw_keys(keys: Sequence[UUID]) -> list[Any]:
    """How keys look in raw rows."""
    return [key.bytes for key in keys] if connection.vendor == "sqlite" else list(keys)


def keys_of(raw: Sequence[Any]) -> list[UUID]:
    """Raw keys as UUIDs."""
    return [UUID(bytes=key) for key in raw] if connection.vendor == "sqlite" else list(raw)
