"""SQLite with foreign keys checked at each statement."""

from collections.abc import Iterable

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations as Operations
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as SchemaEditor


class DatabaseOperations(Operations):
    def deferrable_sql(self) -> str:
        return ""

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Empty all tables (tests do) in whatever order: every row goes, so none is left pointing nowhere."""
        with self.connection.constraint_checks_disabled():
            super().execute_sql_flush(sql_list)


class DatabaseSchemaEditor(SchemaEditor):
    sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s)"
    sql_create_column_inline_fk = sql_create_inline_fk


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
