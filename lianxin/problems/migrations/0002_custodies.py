import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0001_problems"),
    ]

    operations = [
        migrations.CreateModel(
            name="Packet",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_rung", models.CharField(max_length=40)),
                ("to_rung", models.CharField(max_length=40)),
                ("tried", lianxin.people.vault.EncryptedTextField(default="")),
                ("why_not_ours", lianxin.people.vault.EncryptedTextField(default="")),
                ("asked", lianxin.people.vault.EncryptedTextField(default="")),
                ("is_second", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("answer_due_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "接收"),
                            ("sent_back", "退回"),
                            ("decided", "裁定"),
                            ("lapsed", "逾期未答，视为接收"),
                            ("overtaken", "不必再答"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("reason", lianxin.people.vault.EncryptedTextField(default="")),
                ("decided_rung", models.CharField(blank=True, default="", max_length=40)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packets",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["sent_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Joint",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("unit", models.CharField(blank=True, default="", max_length=64)),
                ("is_lead", models.BooleanField(default=False)),
                ("part", lianxin.people.vault.EncryptedTextField(default="")),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", lianxin.people.vault.EncryptedTextField(default="")),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "asked_by",
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
                        related_name="joints",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_lead", "asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Custody",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rung", models.CharField(max_length=40)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("first", "首接"),
                            ("accepted", "接办"),
                            ("dispatched", "交办"),
                            ("taken", "接收上报"),
                            ("rose", "到期上升"),
                            ("decided", "群工部裁定"),
                            ("reopened", "群众说没办好，重新办"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("begins_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("warned_at", models.DateTimeField(null=True)),
                ("to_at", models.DateTimeField(null=True)),
                ("used_workdays", models.PositiveSmallIntegerField(null=True)),
                ("used_hours", models.PositiveIntegerField(null=True)),
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
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custodies",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="packet",
            index=models.Index(fields=["problem", "sent_at"], name="packet_problem"),
        ),
        migrations.AddIndex(
            model_name="packet",
            index=models.Index(
                condition=models.Q(("answered_at", None)),
                fields=["to_area", "answer_due_at"],
                name="packet_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="packet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("problem",),
                name="one_open_packet_of_a_problem",
            ),
        ),
        migrations.AddIndex(
            model_name="joint",
            index=models.Index(fields=["problem"], name="joint_problem"),
        ),
        migrations.AddConstraint(
            model_name="joint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_lead", True)), fields=("problem",), name="one_lead_of_a_problem"
            ),
        ),
        migrations.AddConstraint(
            model_name="joint",
            constraint=models.CheckConstraint(
                condition=models.Q(("area", None), ("unit", ""), _negated=True), name="joint_is_somebody"
            ),
        ),
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(fields=["problem", "from_at"], name="custody_problem"),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_at", None)), fields=("problem",), name="one_open_custody_of_a_problem"
            ),
        ),
    ]
