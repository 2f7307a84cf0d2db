import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0004_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "end",
                    models.CharField(
                        choices=[
                            ("solved", "办成了"),
                            ("refused", "依法办不了"),
                            ("handed_over", "转出并有人接收"),
                            ("merged", "并入另一件"),
                            ("withdrawn", "群众撤回"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("evidence", lianxin.people.vault.EncryptedTextField(default="")),
                ("refusal", models.CharField(blank=True, default="", max_length=40)),
                ("handed_to", models.CharField(blank=True, default="", max_length=64)),
                ("taken_by", lianxin.people.vault.EncryptedTextField(default="")),
                ("ended_at", models.DateTimeField()),
                ("reopened_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="problems.problem",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["ended_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "ending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="judgement",
                        serialize=False,
                        to="problems.ending",
                    ),
                ),
                ("is_done", models.BooleanField()),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "走访"),
                            ("resident", "群众自己提"),
                            ("clerk", "来电来人"),
                            ("import", "转办名单"),
                        ],
                        max_length=12,
                    ),
                ),
                ("judged_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ending",
            index=models.Index(fields=["problem", "ended_at"], name="ending_problem"),
        ),
        migrations.AddIndex(
            model_name="ending",
            index=models.Index(
                condition=models.Q(("into__isnull", False)), fields=["into"], name="ending_into"
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_at", None)),
                fields=("problem",),
                name="one_standing_ending_of_a_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end", "merged"), ("into__isnull", False)),
                    models.Q(models.Q(("end", "merged"), _negated=True), ("into", None)),
                    _connector="OR",
                ),
                name="merged_into_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(("end", "refused"), ("refusal", ""), _negated=True),
                name="refused_for_a_reason",
            ),
        ),
    ]
