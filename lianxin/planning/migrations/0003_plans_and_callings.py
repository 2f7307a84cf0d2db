import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_trips_and_feeds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Calling",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("called_at", models.DateTimeField()),
                ("duties", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("summary", models.JSONField(default=dict)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-made_at", "-id"]},
        ),
        migrations.AddField(
            model_name="trip",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("ended_on", None)), fields=["due_on"], name="duty_open_due"
            ),
        ),
    ]
