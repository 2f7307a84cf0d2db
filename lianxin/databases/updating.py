"""Updating very many rows by key, one statement prepared once: `bulk_update` writes a CASE for each row."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from lianxin.databases.inserting import prepared_columns


def update_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set the named columns (attribute names, as in `keeper_id`) of rows given as (key, value, value, …).

    Signals and `save()` are not called; a key that is not there is passed over.
    """
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in names]
    key = model._meta.pk
    keys, *values = zip(*rows, strict=True)
    columns = prepared_columns([*fields, key], [*values, keys])
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(columns))
