"""Inserting very many rows: what `bulk_create` does, without asking each field of each row how to prepare it.

An import of a district writes a million and a half facts. Django prepares every value of every row through
several calls; here each column is prepared by one function, chosen once. PostgreSQL gets the rows by COPY.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

Prepare = Callable[[Any], Any]


def insert_many(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model, all of whose keys are set. Signals and `save()` are not called.

    Raises IntegrityError like any insert; the transaction around it is then to be rolled back.
    """
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = map(attrgetter(*[field.attname for field in fields]), objects)
    rows = _prepared(values, [_prepare(field) for field in fields])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    for one in objects:
        one._state.adding, one._state.db = False, connection.alias


def _prepared(values: Iterable[tuple[Any, ...]], prepares: list[Prepare | None]) -> Iterable[list[Any]]:
    """Rows in which the columns that need preparing are prepared; the others pass as they are."""
    work = [(at, prepare) for at, prepare in enumerate(prepares) if prepare]
    for row in values:
        ready = list(row)
        for at, prepare in work:
            value = ready[at]
            if value is not None:
                ready[at] = prepare(value)
        yield ready


def _prepare(field: models.Field) -> Prepare | None:
    """How one column's values reach this database; None when they go as they are.

    A field that has its own idea of preparing (ciphertext, JSON) is always asked.
    """
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    own = type(target).get_db_prep_value
    on_sqlite = connection.vendor == "sqlite"
    if isinstance(target, models.UUIDField):
        return (lambda key: key.bytes) if on_sqlite else None
    if isinstance(target, models.DateTimeField):
        return _moment if on_sqlite else None
    if isinstance(target, models.DateField):
        return date.isoformat if on_sqlite else None
    if isinstance(target, models.CharField | models.TextField | models.BooleanField | models.FloatField):
        return None
    if isinstance(target, models.IntegerField) and own is models.IntegerField.get_db_prep_value:
        return None
    return lambda value: field.get_db_prep_save(value, connection)


@lru_cache(maxsize=1024)
def _moment(moment: datetime) -> str:
    """A moment as Django writes it on SQLite: UTC, without an offset."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))
