import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("registry", "0004_keeper_indexes"),
        ("visits", "0002_items"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Night",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("opened", models.PositiveIntegerField()),
                ("faults", models.PositiveIntegerField()),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="YearCount",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("category", models.CharField(max_length=40)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("quantity", models.FloatField(null=True)),
                ("unit", models.CharField(blank=True, default="", max_length=40)),
                ("wished", lianxin.people.vault.EncryptedTextField(default="")),
                ("wanted_on", models.DateField(null=True)),
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
                ("is_longstanding", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("waiting", "等人接"),
                            ("held", "在办"),
                            ("paused", "暂停"),
                            ("asked", "已上报，等答复"),
                            ("sent_back", "退回"),
                            ("deciding", "等群工部裁定"),
                            ("ended", "办结，等群众评判"),
                            ("closed", "已了结"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rung", models.CharField(max_length=40)),
                ("urgency", models.CharField(max_length=40)),
                ("begins_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("is_provisional", models.BooleanField(default=False)),
                ("warn_at", models.DateTimeField(null=True)),
                ("answer_due_at", models.DateTimeField(null=True)),
                ("pause_ends_at", models.DateTimeField(null=True)),
                ("remind_at", models.DateTimeField(null=True)),
                ("promise_due_at", models.DateTimeField(null=True)),
                ("ask_at", models.DateTimeField(null=True)),
                ("was_sent_back", models.BooleanField(default=False)),
                ("is_decided", models.BooleanField(default=False)),
                ("not_done", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "办成了"),
                            ("refused", "依法办不了"),
                            ("handed_over", "转出并有人接收"),
                            ("merged", "并入另一件"),
                            ("withdrawn", "群众撤回"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
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
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="registry.household",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "town",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
            },
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["holder", "due_at"], name="problem_open_at"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["owner", "due_at"], name="problem_open_of"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["area", "due_at"], name="problem_open_in"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["due_at"], name="problem_open_due"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="problem_stirring"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["household", "opened_at"], name="problem_household"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["area", "opened_at"], name="problem_area"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["category", "opened_at"], name="problem_category"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["opened_at", "id"], name="problem_opened"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["ended_at"], name="problem_ended"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("is_provisional", True)), fields=["due_at"], name="problem_provisional"
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end", ""), ("ended_at", None)),
                    models.Q(("ended_at__isnull", False), models.Q(("end", ""), _negated=True)),
                    _connector="OR",
                ),
                name="problem_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("next_at__isnull", False)),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="problem_open_has_a_clock",
            ),
        ),
    ]
