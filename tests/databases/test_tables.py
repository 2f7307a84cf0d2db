"""Tables that are built at once are those that all migrations lead to."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lianxin.databases import tables
from tests.ondisk import on_postgresql

SQLITE = "SELECT name, tbl_name, type, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'"
COLUMNS = (
    "SELECT table_name, column_name, udt_name, character_maximum_length, is_nullable, column_default,"
    " identity_generation FROM information_schema.columns WHERE table_schema = current_schema()"
)
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace"
)
OF_THE_ORDER = ("django_migrations",)  # when and in which order
NOT_USED = ("auth_group_permissions",)  # Django's own; its migrations number the rows with eight bytes


@pytest.fixture
def grown_and_built(elsewhere):
    """What two empty databases hold: one brought up to date by migrations, and one that was built at once."""

    def after(work):
        with elsewhere():
            work()
            return schema(), rows()

    return after(grow), after(tables.build)


def grow():
    """A database with tables already, for which `bring_up_to_date` runs what migrations there are."""
    call_command("migrate", "ledger", verbosity=0, interactive=False)
    assert "visits_visit" not in connection.introspection.table_names()
    tables.bring_up_to_date()


def test_both_ways_lead_to_the_same_tables_and_rows(grown_and_built):
    (grown, held), (built, holds) = grown_and_built
    assert len(grown) > 300
    assert sorted(set(grown) ^ set(built)) == []
    assert held["django_content_type"] > 50
    assert held == holds


def test_a_schema_says_what_an_index_and_a_column_are(elsewhere):
    with elsewhere():
        tables.build()
        before = set(schema())
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX visit_by_day")
            cursor.execute("CREATE INDEX visit_by_day ON visits_visit (visited_on)")
            cursor.execute("ALTER TABLE visits_visit ADD COLUMN more varchar(20) NULL")
        found = set(schema()) ^ before
        assert sorted("visit_by_day" in str(part) for part in found) == [False, True, True]
        assert any("more" in part for one in found for part in one)


def test_no_migration_waits_behind_built_tables(elsewhere):
    with elsewhere():
        tables.bring_up_to_date()
        applied = set(MigrationRecorder(connection).applied_migrations())
        assert {("ledger", "0001_initial"), ("visits", "0001_visits")} <= applied
        call_command("migrate", check_unapplied=True, verbosity=0, interactive=False)


def schema():
    """The parts of the tables as tuples of text, in no order: columns, indexes, conditions."""
    if on_postgresql():
        found = [tuple(map(str, row)) for sql in (COLUMNS, INDEXES, CONSTRAINTS) for row in ask(sql)]
        return [row for row in found if row[0] not in NOT_USED]
    found = []
    for name, table, kind, sql in ask(SQLITE):
        parts = [sql] if kind == "index" else parts_of(sql)
        found += [(table, name, part) for part in parts]
    return found


def parts_of(sql):
    """Columns and conditions of a CREATE TABLE on SQLite: what stands between commas, brackets apart."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    depth, parts = 0, [""]
    for piece in re.split(r"([(),])", body):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def rows():
    """How many rows every table holds."""
    names = sorted(set(connection.introspection.table_names()) - {*OF_THE_ORDER})
    return {name: ask(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")[0][0] for name in names}


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
