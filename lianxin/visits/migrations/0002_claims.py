import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_pair_indexes"),
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="clash",
            name="known",
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "fact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to="registry.fact",
                    ),
                ),
                ("known", models.CharField(max_length=64, null=True)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="visits.visit"
                    ),
                ),
            ],
        ),
    ]
