"""Inserting very many rows: what `bulk_create` does, without asking each field of each row how to prepare it.

An import of a district writes a million and a half facts. Django prepares every value of every row through
several calls; here each column is prepared by one function, chosen once, and a column that holds one value
throughout is prepared once. PostgreSQL gets the rows by COPY, SQLite many rows a statement, in which such a
column is one parameter for all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction

Prepare = Callable[[Any], Any]
MARKS = 1000  # parameters a statement on SQLite, which takes 32,766
MANY = 8  # rows from which on a statement of its own for what is the same in all of them is worth while
FEW = 32  # rows below which one statement is run for each


@dataclass(frozen=True, slots=True)
class Same:
    """A column that holds one value throughout."""

    value: Any


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
    at_once = transaction.get_connection()  # `connection` itself looks up its thread at every touch
    fields, into = _into(model, is_numbered, at_once.vendor)
    columns = _prepared_all(fields, list(zip(*rows, strict=True)))
    with at_once.cursor() as cursor:
        if at_once.vendor == "postgresql":
            with at_once.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in _rows(columns, len(rows)):
                    copy.write_row(row)
        else:
            _insert_at_once(cursor, f"INSERT INTO {into} VALUES ", columns, len(rows))


@lru_cache(maxsize=256)
def _into(model: type[models.Model], is_numbered: bool, vendor: str) -> tuple[list[models.Field], str]:
    """The columns of a model, and its table with them as a statement of this vendor names them."""
    fields = _columns(model, is_numbered)
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    return fields, f"{quote(model._meta.db_table)} ({names})"


def _insert_at_once(cursor: Any, insert: str, columns: Sequence[Any], count: int) -> None:
    """Run an INSERT for many rows a statement; what is left over goes by halves, so that the statements are
    few and stay prepared.

    A fact alone in its statement costs half as much again as one among eighty; but several statements for a
    handful of rows, as of what one phone sends, cost more still.
    """
    width = len(columns)
    if count < FEW:
        cursor.executemany(f"{insert}({', '.join(['%s'] * width)})", list(_rows(columns, count)))
        return
    is_same = tuple(count >= MANY and isinstance(column, Same) for column in columns)
    same = [column.value for column, one in zip(columns, is_same, strict=True) if one]
    varying = [column for column, one in zip(columns, is_same, strict=True) if not one]
    flat = list(chain.from_iterable(_rows(varying, count)))
    at, left = 0, count
    together = max(1, MARKS // width)
    while left:
        rows_each = together if left >= together else 1 << left.bit_length() - 1
        times, step = left // rows_each, rows_each * len(varying)
        values = (same + flat[at + one * step : at + (one + 1) * step] for one in range(times))
        cursor.executemany(insert + _marks(is_same, rows_each), values)
        left -= times * rows_each
        at += times * step


@lru_cache(maxsize=512)
def _marks(is_same: tuple[bool, ...], rows: int) -> str:
    """The parameters of so many rows: first those that are the same in all of them, then row by row."""
    shared = sum(is_same)
    first = iter(range(1, shared + 1))
    own = [next(first) if same else 0 for same in is_same]
    following = iter(range(shared + 1, shared + rows * (len(is_same) - shared) + 1))
    return ", ".join(
        f"({', '.join(f'?{number or next(following)}' for number in own)})" for _row in range(rows)
    )


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
    return _rows(_prepared_all(fields, columns), len(columns[0]))


def _rows(columns: Sequence[Any], count: int) -> Iterable[tuple[Any, ...]]:
    return zip(*(islice(_every(column), count) for column in columns), strict=True)


def _prepared_all(fields: Sequence[models.Field], columns: Sequence[Sequence[Any]]) -> list[Any]:
    at_once = transaction.get_connection()
    return [_prepared(field, column, at_once) for field, column in zip(fields, columns, strict=True)]


def _columns(model: type[models.Model], is_numbered: bool = False) -> list[models.Field]:
    fields = model._meta.concrete_fields
    return [field for field in fields if is_numbered or not isinstance(field, models.AutoField)]


def _prepared(field: models.Field, column: Sequence[Any], at_once: Any) -> Sequence[Any] | Same:
    """One column as this database takes it."""
    prepare, is_plain = _prepare(field, at_once.vendor)
    first = column[0]
    if (is_plain or not first) and first == column[-1] and column.count(first) == len(column):
        if prepare is _own:
            return Same(None if first is None else field.get_db_prep_save(first, at_once))
        return Same(first if prepare is None or first is None else prepare(first))
    if prepare is None:
        return column
    if prepare is _own:
        return _prepared_by_field(field, column, at_once)
    if prepare is _bytes:  # millions of keys: without a call for each
        return [None if value is None else value.int.to_bytes(16) for value in column]
    if prepare is _moment:  # of many rows that tell of one moment, as events do, it is written out once
        texts = {id(value): value for value in column}
        texts = {one: None if value is None else _moment(value) for one, value in texts.items()}
        return [texts[id(value)] for value in column]
    return [None if value is None else prepare(value) for value in column]


def _prepared_by_field(field: models.Field, column: Sequence[Any], at_once: Any) -> list[Any]:
    """Each value as its field prepares it, which may know how to prepare them all; one JSON value that many
    rows share is written out once."""
    if prepare_all := getattr(field, "get_db_prep_column", None):
        return list(prepare_all(column))
    if not isinstance(field, models.JSONField):
        return [None if value is None else field.get_db_prep_save(value, at_once) for value in column]
    known = {id(value): value for value in column}
    known = {key: None if one is None else field.get_db_prep_save(one, at_once) for key, one in known.items()}
    return [known[id(value)] for value in column]


def _every(column: Sequence[Any] | Same) -> Iterable[Any]:
    """The values of a prepared column, without end where it is always the same."""
    return repeat(column.value) if isinstance(column, Same) else column


@lru_cache(maxsize=1024)
def _prepare(field: models.Field, vendor: str) -> tuple[Prepare | None, bool]:
    """How one column's values reach this database, None when they go as they are; and whether equal values
    always become equal ones.

    A field that has its own idea of preparing (ciphertext with its nonces, JSON) is asked for every value.
    """
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    own = type(target).get_db_prep_value
    on_sqlite = vendor == "sqlite"
    if isinstance(target, models.UUIDField):
        return (_bytes if on_sqlite else None), True
    if isinstance(target, models.DateTimeField):
        return (_moment if on_sqlite else None), True
    if isinstance(target, models.DateField):
        return (_day if on_sqlite else None), True
    if isinstance(target, models.CharField | models.TextField | models.BooleanField | models.FloatField):
        return None, True
    if own is models.BinaryField.get_db_prep_value:
        return None, True
    if isinstance(target, models.IntegerField) and own is models.IntegerField.get_db_prep_value:
        return None, True
    return _own, False


def _own(value: Any) -> Any:
    """Stands for `get_db_prep_save` of the field itself."""
    raise NotImplementedError


_bytes = attrgetter("bytes")


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return day.isoformat()


def _moment(moment: datetime) -> str:
    """A moment as Django writes it on SQLite: UTC, without an offset."""
    return (moment if moment.tzinfo is UTC else moment.astimezone(UTC)).isoformat(" ")[:-6]
