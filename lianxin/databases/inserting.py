"""Inserting very many rows: what `bulk_create` does, without asking each field of each row how to prepare it.

An import of a district writes a million and a half facts. Django prepares every value of every row through
several calls; here each column is prepared by one function, chosen once, and a column that holds one value
throughout is prepared once. PostgreSQL gets the rows by COPY, SQLite many rows a statement.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction

Prepare = Callable[[Any], Any]
MARKS = 1000  # parameters a statement on SQLite, which takes 32,766


def insert_many(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model, all of whose keys are set. Signals and `save()` are not called.

    Raises IntegrityError like any insert; the transaction around it is then to be rolled back.
    """
    if not objects:
        return
    model = type(objects[0])
    names = [field.attname for field in _columns(model)]
    insert_rows(model, list(map(attrgetter(*names), objects)))
    alias = connection.alias
    for one in objects:
        one._state.adding, one._state.db = False, alias


def insert_rows(
    model: type[models.Model], rows: Sequence[Sequence[Any]], *, is_numbered: bool = False
) -> None:
    """Insert rows whose values stand in the order of the model's columns, without making objects of them.

    A number the database counts itself is left out of the rows, unless `is_numbered`: see `next_numbers`.
    """
    if not rows:
        return
    fields = _columns(model, is_numbered)
    prepared = prepared_columns(fields, list(zip(*rows, strict=True)))
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            _insert_at_once(cursor, f"INSERT INTO {table} ({names}) VALUES", prepared, len(rows), len(fields))


def _insert_at_once(cursor: Any, insert: str, rows: Iterable[Sequence[Any]], count: int, width: int) -> None:
    """Run an INSERT for many rows a statement, and one by one for what is left over.

    A fact alone in its statement costs half as much again as one among eighty.
    """
    marks = f"({', '.join(['%s'] * width)})"
    together = max(1, MARKS // width)
    flat = chain.from_iterable(rows)
    for rows_each, times in ((together, count // together), (1, count % together)):
        values = (list(islice(flat, rows_each * width)) for _ in range(times))
        cursor.executemany(f"{insert} {', '.join([marks] * rows_each)}", values)


def next_numbers(model: type[models.Model], count: int) -> range | list[int]:
    """Numbers for rows of a model whose key the database counts; nobody else gets them in this transaction.

    On SQLite because there is one writer at a time. On PostgreSQL the table is locked as an INSERT would,
    before the numbers are drawn: whoever waits for all writers (sealing) must not see a number still to come.
    """
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN ROW EXCLUSIVE MODE")
            numbers = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(numbers, [connection.ops.quote_name(table), key, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)


def prepared_columns(
    fields: Sequence[models.Field], columns: Sequence[Sequence[Any]]
) -> Iterable[tuple[Any, ...]]:
    """Rows as this database takes them, from one column of values for each field."""
    return zip(
        *(_prepared(field, column) for field, column in zip(fields, columns, strict=True)), strict=True
    )


def _columns(model: type[models.Model], is_numbered: bool = False) -> list[models.Field]:
    fields = model._meta.concrete_fields
    return [field for field in fields if is_numbered or not isinstance(field, models.AutoField)]


def _prepared(field: models.Field, column: Sequence[Any]) -> Iterable[Any]:
    """One column as this database takes it."""
    prepare, is_plain = _prepare(field)
    if prepare is None:
        return column
    first = column[0]
    if (is_plain or not first) and column.count(first) == len(column):
        return repeat(None if first is None else prepare(first), len(column))
    return [None if value is None else prepare(value) for value in column]


def _prepare(field: models.Field) -> tuple[Prepare | None, bool]:
    """How one column's values reach this database, None when they go as they are; and whether equal values
    always become equal ones.

    A field that has its own idea of preparing (ciphertext with its nonces, JSON) is asked for every value.
    """
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    own = type(target).get_db_prep_value
    on_sqlite = connection.vendor == "sqlite"
    if isinstance(target, models.UUIDField):
        return (_bytes if on_sqlite else None), True
    if isinstance(target, models.DateTimeField):
        return (_moment if on_sqlite else None), True
    if isinstance(target, models.DateField):
        return (_day if on_sqlite else None), True
    if isinstance(target, models.CharField | models.TextField | models.BooleanField | models.FloatField):
        return None, True
    if isinstance(target, models.IntegerField) and own is models.IntegerField.get_db_prep_value:
        return None, True
    at_once = transaction.get_connection()  # `connection` itself looks up its thread at every touch
    return (lambda value: field.get_db_prep_save(value, at_once)), False


_bytes = attrgetter("bytes")


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return day.isoformat()


@lru_cache(maxsize=1024)
def _moment(moment: datetime) -> str:
    """A moment as Django writes it on SQLite: UTC, without an offset."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))
