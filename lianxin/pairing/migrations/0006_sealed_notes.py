"""What somebody typed when he chose a cadre by hand becomes ciphertext, as such words are everywhere else."""

from django.db import migrations

import lianxin.people.vault


def seal(apps, schema_editor):
    pairings = apps.get_model("pairing", "Pairing").objects.using(schema_editor.connection.alias)
    if schema_editor.connection.vendor == "sqlite":  # overwrite the bytes that become free
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    for one in pairings.exclude(in_clear="").only("in_clear").iterator(2000):
        pairings.filter(pk=one.pk).update(note=one.in_clear, in_clear="")


def open_again(apps, schema_editor):
    pairings = apps.get_model("pairing", "Pairing").objects.using(schema_editor.connection.alias)
    for one in pairings.exclude(note=None).only("note").iterator(2000):
        pairings.filter(pk=one.pk).update(in_clear=one.note)


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0005_pairing_cause"),
    ]

    operations = [
        migrations.RenameField("pairing", "note", "in_clear"),
        migrations.AddField("pairing", "note", lianxin.people.vault.EncryptedTextField(default="")),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("pairing", "in_clear"),
    ]
