"""Of which visits a household said something: that it did, and no more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ratings", "0001_ratings"),
        ("visits", "0009_seen_at_home"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answered",
            fields=[
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="answered",
                        serialize=False,
                        to="visits.visit",
                    ),
                ),
            ],
        ),
    ]
