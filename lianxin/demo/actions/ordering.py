"""The events of the demo's year, of which some were written side by side or later, into the order of time."""

from django.db import connection, transaction

from lianxin.databases.updating import update_rows
from lianxin.intake.models import ImportBatch
from lianxin.ledger.models import Block, Event, Pending


@transaction.atomic
def put_in_order(*, after: int) -> None:
    """Number the events after a number anew, by their moment and then as they stand.

    No ledger but that of a demo under way may be touched so: RuntimeError when some of these events are
    sealed already or still wait for the corridor.
    """
    if Pending.objects.exists() or Block.objects.filter(last_event_id__gt=after).exists():
        raise RuntimeError("the demo's ledger was handed on or sealed too early")
    others = ", ".join(field.column for field in Event._meta.concrete_fields if not field.primary_key)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE place (new INTEGER PRIMARY KEY, old INTEGER)")
        cursor.execute(
            "INSERT INTO place SELECT %s + ROW_NUMBER() OVER (ORDER BY at, id), id FROM ledger_event"
            " WHERE id > %s",
            [after, after],
        )
        cursor.execute(  # place by place, so that nothing is left to be sorted
            f"CREATE TEMP TABLE moved AS SELECT new AS id, {others}"
            " FROM place CROSS JOIN ledger_event WHERE id = old"
        )
        cursor.execute("DELETE FROM ledger_event WHERE id > %s", [after])
        cursor.execute(f"INSERT INTO ledger_event (id, {others}) SELECT id, {others} FROM moved")
        cursor.execute("SELECT old, new FROM place WHERE old IN (SELECT until_event FROM intake_importbatch)")
        new = dict(cursor.fetchall())
        batches = ImportBatch.objects.filter(until_event__gt=after).values_list("pk", "until_event")
        update_rows(ImportBatch, ["until_event"], [(key, new[until]) for key, until in batches])
        cursor.execute("DROP TABLE place")
        cursor.execute("DROP TABLE moved")
