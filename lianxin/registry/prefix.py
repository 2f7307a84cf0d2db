"""`field__prefix="王小"`: a search by beginning that always walks a B-tree, on both databases.

Django's `startswith` becomes a LIKE that SQLite cannot serve from an index. Here it is a range on SQLite and
a LIKE over a `varchar_pattern_ops` index on PostgreSQL, where a range would depend on the collation.
"""

from typing import Any

from django.db import models

LAST = "\U0010ffff"


class Prefix(models.Lookup):
    lookup_name = "prefix"
    prepare_rhs = True

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        begin = str(self.rhs)
        return f"({column} >= %s AND {column} < %s)", [*params, begin, *params, begin + LAST]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, connection.ops.prep_for_like_query(self.rhs) + "%"]


def register() -> None:
    models.CharField.register_lookup(Prefix)


def prefix_index(field: str, name: str) -> models.Index:
    """The index that `prefix` walks; its operator class matters to PostgreSQL only."""
    return models.Index(fields=[field], name=name, opclasses=["varchar_pattern_ops"])
