from django.db import migrations

import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0002_claims"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="visit",
            name="answers",
        ),
        migrations.RemoveField(
            model_name="visit",
            name="duties",
        ),
        migrations.RemoveField(
            model_name="visit",
            name="met",
        ),
        migrations.AddField(
            model_name="visit",
            name="told",
            field=lianxin.people.vault.EncryptedJSONField(default=None),
        ),
    ]
