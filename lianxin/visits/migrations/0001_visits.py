import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    replaces = [("visits", "0001_initial")]

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("planning", "0003_plans_and_callings"),
        ("policies", "0002_drafts"),
        ("registry", "0003_pair_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField()),
                ("visited_on", models.DateField()),
                (
                    "place",
                    models.CharField(
                        choices=[("home", "在家里"), ("elsewhere", "在别处"), ("phone", "打电话")],
                        max_length=40,
                    ),
                ),
                ("met_other", models.CharField(blank=True, default="", max_length=40)),
                ("told", lianxin.people.vault.EncryptedJSONField(default=None)),
                ("note", lianxin.people.vault.EncryptedTextField(default="")),
                ("nothing_raised", models.BooleanField()),
                ("filling_seconds", models.PositiveIntegerField(default=0)),
                ("fields", models.PositiveIntegerField(default=0)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.policy",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="registry.household",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VisitNote",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("text", lianxin.people.vault.EncryptedTextField(default="")),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="visits.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["captured_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("code", models.CharField(max_length=40)),
                ("tried_on", models.DateField()),
                ("note", lianxin.people.vault.EncryptedTextField(default="")),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.duty",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missed_visits",
                        to="registry.household",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-tried_on", "-id"],
                "indexes": [models.Index(fields=["household", "tried_on"], name="missed_household")],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["household", "begun_at"], name="visit_household"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["area", "visited_on"], name="visit_area"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["staff", "visited_on"], name="visit_staff"),
        ),
    ]
