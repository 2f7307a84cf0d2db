"""Which of the two ways of copying a database is the one for this district."""

from types import ModuleType

from django.db import connection

from lianxin.operations.backups import postgresql, sqlite

WAYS = {"sqlite": sqlite, "postgresql": postgresql}


def way() -> ModuleType:
    """The module with `dump`, `tried_out`, `has_tables` and the rest for this district's database."""
    return WAYS[connection.vendor]
