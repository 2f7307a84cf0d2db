"""What somebody typed when he asked for a switch becomes ciphertext, as such words are everywhere else.

On SQLite the bytes that become free are overwritten; on PostgreSQL a vacuum does that. Backups made before
this hold the reasons as they were.
"""

from django.db import migrations, models

from lianxin.cipher import decrypt, encrypt

PLACE = "switches_switchchange.words"


def seal(apps, schema_editor):
    changes = apps.get_model("switches", "SwitchChange").objects.using(schema_editor.connection.alias)
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    for one in changes.exclude(reason="").only("reason").iterator(2000):
        words = encrypt(one.reason.encode("utf-8", "surrogatepass"), PLACE)
        changes.filter(pk=one.pk).update(words=words, reason="")


def open_again(apps, schema_editor):
    changes = apps.get_model("switches", "SwitchChange").objects.using(schema_editor.connection.alias)
    for one in changes.exclude(words=None).only("words").iterator(2000):
        said = decrypt(bytes(one.words), PLACE).decode("utf-8", "surrogatepass")
        changes.filter(pk=one.pk).update(reason=said[:200], words=None)


class Migration(migrations.Migration):
    dependencies = [
        ("switches", "0001_initial"),
    ]

    operations = [
        migrations.AddField("switchchange", "words", models.BinaryField(null=True)),
        migrations.AlterField(
            "switchchange", "reason", models.CharField(max_length=200, default="", blank=True)
        ),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("switchchange", "reason"),
    ]
