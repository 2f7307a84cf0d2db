import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("document_id", models.CharField(max_length=64, unique=True)),
                ("effective_on", models.DateField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("filename", models.CharField(blank=True, default="", max_length=255)),
                ("adopted_on", models.DateField()),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "-effective_on", "-id"],
                "indexes": [models.Index(fields=["kind", "effective_on"], name="policy_in_force")],
            },
        ),
    ]
