import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("registry", "0006_kept_by_state"),
        ("visits", "0009_seen_at_home"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "part",
                    models.CharField(choices=[("random", "随机抽中"), ("risk", "按风险抽中")], max_length=8),
                ),
                ("stratum", models.CharField(max_length=12)),
                ("reasons", models.JSONField(default=list)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "问完了"),
                            ("stopped", "问到一半停了"),
                            ("refused", "不愿意说"),
                            ("again", "没人接，换个时间再打"),
                            ("no_answer", "多次没人接"),
                            ("wrong_number", "号码不对或停用"),
                            ("moved", "搬走了"),
                            ("language", "听不见或语言不通"),
                            ("not_called", "到期没打通"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("answers", lianxin.people.vault.EncryptedJSONField(default=None)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("worry", lianxin.people.vault.EncryptedTextField(default="")),
                ("forgotten_at", models.DateTimeField(null=True)),
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
                    "caller",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "问完了"),
                            ("stopped", "问到一半停了"),
                            ("refused", "不愿意说"),
                            ("again", "没人接，换个时间再打"),
                            ("no_answer", "多次没人接"),
                            ("wrong_number", "号码不对或停用"),
                            ("moved", "搬走了"),
                            ("language", "听不见或语言不通"),
                            ("not_called", "到期没打通"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="callbacks.call",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("confidence", models.PositiveSmallIntegerField()),
                ("margin", models.FloatField()),
                ("calls", models.PositiveIntegerField(null=True)),
                ("commitment", models.CharField(max_length=64)),
                ("secret", lianxin.people.vault.EncryptedBytesField(default=b"")),
                ("shown", models.CharField(blank=True, default="", max_length=64)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("frame", models.BinaryField(default=bytes)),
                ("frame_digest", models.CharField(blank=True, default="", max_length=64)),
                ("strata", models.JSONField(default=list)),
                ("covered", models.JSONField(default=dict)),
                ("due_on", models.DateField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("tallies", lianxin.people.vault.EncryptedJSONField(default=None)),
                ("discarded_at", models.DateTimeField(null=True)),
                ("reason", lianxin.people.vault.EncryptedTextField(default="")),
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
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "discarded_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "-opened_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="made",
                to="callbacks.round",
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["area", "from_on"], name="round_area"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))), name="round_has_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("discarded_at", None), ("drawn_at", None), _connector="OR"),
                name="round_drawn_is_never_discarded",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("discarded_at", None)),
                fields=("area", "from_on", "to_on"),
                name="one_round_of_a_place_and_period",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["caller", "next_at"], name="call_open_of"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["household"], name="call_household"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                fields=("round", "household"), name="a_home_is_called_once_in_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="call_ends_somehow",
            ),
        ),
    ]
