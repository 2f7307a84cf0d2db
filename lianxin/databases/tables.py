"""The tables of a home: built at once in an empty database, by migrations in one that is in use.

Replaying every migration since the first release took more than half of the time it takes to open a district,
and more with each release: Django works out anew for each of them what all tables looked like. What the
models say today is the same as where the migrations end; a test holds both against each other.
"""

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Build all tables where there are none, else run the migrations that were not run yet."""
    if not connection.introspection.table_names():
        build()
    elif waiting():  # `migrate` models every table as it was, even when there is nothing to do
        call_command("migrate", verbosity=0, interactive=False)


def waiting() -> int:
    """How many migrations were not run yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def build() -> None:
    """Build every table as the models say, in an empty database, and note all migrations as run.

    All of it or nothing. What other applications set up in new tables (kinds of content, permissions) is set
    up as after `migrate`.
    """
    with connection.schema_editor(atomic=True) as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        note_migrations()
    emit_post_migrate_signal(0, False, connection.alias)


def note_migrations() -> None:
    """Note every migration there is, and every one that these replaced, as run: the tables are as all of them
    together leave them."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    known = recorder.applied_migrations()
    table = recorder.Migration
    every: dict[tuple[str, str], None] = {}
    for key, migration in MigrationLoader(None).disk_migrations.items():
        every |= dict.fromkeys([*migration.replaces, key])
    fresh = [table(app=app, name=name) for app, name in every if (app, name) not in known]
    table.objects.using(connection.alias).bulk_create(fresh)
