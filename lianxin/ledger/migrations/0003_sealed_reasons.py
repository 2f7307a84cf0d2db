"""What people typed as a reason is stored as ciphertext; codes of the software stay as they are.

Seals cover what was said and not how it is stored (`ledger.seal`), so every block made before this still
verifies. On SQLite the bytes that become free are overwritten; on PostgreSQL a vacuum does that. Backups
made before this hold the reasons as they were.
"""

import re

from django.db import migrations, models

from lianxin.cipher import decrypt, encrypt

PLACE = "ledger_event.words"
BATCH = 2000
UNTYPED = (
    *("class.changed", "facts.changed", "household.changed", "resident.revealed", "staff.phone_revealed"),
    *("households.exported", "visits.exported"),
)
CODE = re.compile(r"[a-z][a-z_.]*( \d[\d-]*)?")


def seal(apps, schema_editor):
    """Everything counts as typed that is no code of an event about which nobody is asked for a reason."""
    events = apps.get_model("ledger", "Event").objects.using(schema_editor.connection.alias)
    _overwrite_what_becomes_free(schema_editor)
    after = 0
    told = events.exclude(cause="").order_by("pk").only("kind", "cause")
    while some := list(told.filter(pk__gt=after)[:BATCH]):
        after = some[-1].pk
        typed = [one for one in some if one.kind not in UNTYPED or not CODE.fullmatch(one.cause)]
        for one in typed:
            one.words, one.cause = encrypt(one.cause.encode("utf-8", "surrogatepass"), PLACE), ""
        events.bulk_update(typed, ["words", "cause"], batch_size=200)


def open_again(apps, schema_editor):
    events = apps.get_model("ledger", "Event").objects.using(schema_editor.connection.alias)
    for one in events.exclude(words=None).only("words").iterator(BATCH):
        said = decrypt(bytes(one.words), PLACE).decode("utf-8", "surrogatepass")
        events.filter(pk=one.pk).update(cause=said, words=None)


def _overwrite_what_becomes_free(schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_search_indexes"),
    ]

    operations = [
        migrations.RenameField("event", "reason", "cause"),
        migrations.AddField("event", "words", models.BinaryField(null=True)),
        migrations.RunPython(seal, open_again),
    ]
