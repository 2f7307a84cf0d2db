import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("problems", "0008_phases"),
        ("registry", "0006_kept_by_state"),
        ("voice", "0002_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AskCount",
            fields=[
                ("digest", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_index", models.BinaryField(max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("need", "需要帮忙"), ("advice", "有个建议")], max_length=8),
                ),
                ("category", models.CharField(blank=True, default="", max_length=40)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("wished", lianxin.people.vault.EncryptedTextField(default="")),
                ("caller", lianxin.people.vault.EncryptedTextField(default="")),
                ("asked_at", models.DateTimeField()),
                (
                    "waits",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("advice", "建议，等答复"),
                            ("address", "同一个地方短时间提了很多"),
                            ("place", "这个地方短时间提了很多"),
                            ("card", "同一张卡短时间提了很多"),
                            ("trap", "像是机器填的"),
                            ("policy", "还没有办理时限"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opened", "已经立案去办"),
                            ("answered", "已经答复"),
                            ("aside", "没有往下办"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("answer", lianxin.people.vault.EncryptedTextField(default="")),
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
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["due_at"], name="asking_waiting"
                    ),
                    models.Index(fields=["ended_at"], name="asking_ended"),
                    models.Index(
                        condition=models.Q(("household__isnull", False)),
                        fields=["household"],
                        name="asking_household",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at", None)),
                            models.Q(("ended_at__isnull", False), models.Q(("end", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="asking_ends_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", "opened"), ("problem__isnull", False)),
                            models.Q(models.Q(("end", "opened"), _negated=True), ("problem", None)),
                            _connector="OR",
                        ),
                        name="asking_opened_has_a_problem",
                    ),
                ],
            },
        ),
    ]
