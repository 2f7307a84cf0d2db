import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0003_origins"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(null=True)),
                (
                    "from_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["noted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("due_on", models.DateField()),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("given_at", models.DateTimeField()),
                ("reason", lianxin.people.vault.EncryptedTextField(default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("kept", models.BooleanField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="problems.problem",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="problems.promise",
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="pause",
            index=models.Index(fields=["problem", "from_at"], name="pause_problem"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_at", None)), fields=("problem",), name="one_open_pause_of_a_problem"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["problem", "noted_at"], name="problem_note"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["problem", "given_at"], name="promise_problem"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["due_on"], name="promise_calendar"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("problem",),
                name="one_standing_promise_of_a_problem",
            ),
        ),
    ]
