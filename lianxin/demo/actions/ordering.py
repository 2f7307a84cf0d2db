"""The events of the demo's year, of which some were written side by side or later, into the order of time."""

from django.db import connection, transaction

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
        cursor.execute("CREATE TEMP TABLE place (old INTEGER PRIMARY KEY, new INTEGER)")
        cursor.execute(
            "INSERT INTO place SELECT id, %s + ROW_NUMBER() OVER (ORDER BY at, id) FROM ledger_event"
            " WHERE id > %s",
            [after, after],
        )
        cursor.execute(
            f"CREATE TEMP TABLE moved AS SELECT new AS id, {others} FROM place JOIN ledger_event ON id = old"
        )
        cursor.execute("DELETE FROM ledger_event WHERE id > %s", [after])
        cursor.execute(f"INSERT INTO ledger_event (id, {others}) SELECT id, {others} FROM moved ORDER BY id")
        cursor.execute(
            "UPDATE intake_importbatch SET until_event = (SELECT new FROM place WHERE old = until_event)"
            " WHERE until_event > %s",
            [after],
        )
        cursor.execute("DROP TABLE place")
        cursor.execute("DROP TABLE moved")
