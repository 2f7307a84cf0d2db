"""Problems that staff are not measured by: proposed, reviewed, appealed against, decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0009_waiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ground", models.CharField(max_length=40)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("proposed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("is_accepted", models.BooleanField(null=True)),
                ("review", lianxin.people.vault.EncryptedTextField(default="")),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("appeal_until_at", models.DateTimeField(null=True)),
                ("appeal", lianxin.people.vault.EncryptedTextField(default="")),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "appeal_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("visit", "走访"),
                            ("resident", "群众自己提"),
                            ("clerk", "来电来人"),
                            ("import", "转办名单"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("is_upheld", models.BooleanField(null=True)),
                ("decision", lianxin.people.vault.EncryptedTextField(default="")),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["proposed_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(
                condition=models.Q(("is_done", False)), fields=["judged_at"], name="judgement_not_done"
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="appeal_recorded_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="decided_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="problem",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exclusions",
                to="problems.problem",
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="proposed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="reviewed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(fields=["problem", "proposed_at"], name="exclusion_problem"),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(
                condition=models.Q(
                    ("is_accepted", True), models.Q(("is_upheld", None), ("is_upheld", True), _connector="OR")
                ),
                fields=["problem"],
                name="exclusion_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(
                condition=models.Q(("is_accepted", None)), fields=["due_at"], name="exclusion_to_review"
            ),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(
                condition=models.Q(("appealed_at__isnull", False), ("is_upheld", None)),
                fields=["due_at"],
                name="exclusion_to_decide",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_accepted", None), ("is_accepted", True), _connector="OR"),
                fields=("problem",),
                name="one_live_exclusion_of_a_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_accepted", None), ("reviewed_at", None)),
                    models.Q(("is_accepted__isnull", False), ("reviewed_at__isnull", False)),
                    _connector="OR",
                ),
                name="exclusion_reviewed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("appealed_at", None),
                    models.Q(("appeal_until_at__isnull", False), ("is_accepted", True)),
                    _connector="OR",
                ),
                name="appeal_against_what_was_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("is_upheld", None)),
                    models.Q(
                        ("appealed_at__isnull", False),
                        ("decided_at__isnull", False),
                        ("is_upheld__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="exclusion_decided_after_an_appeal",
            ),
        ),
    ]
