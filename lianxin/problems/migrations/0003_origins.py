import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0002_custodies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
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
                ("reference", models.CharField(blank=True, default="", max_length=60)),
                ("caller", lianxin.people.vault.EncryptedTextField(default="")),
                ("raised_at", models.DateTimeField()),
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
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="visits.item",
                    ),
                ),
                (
                    "raised_by",
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
                        related_name="origins",
                        to="problems.problem",
                    ),
                ),
                (
                    "via",
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
                "ordering": ["raised_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reply",
                        serialize=False,
                        to="visits.item",
                    ),
                ),
                ("owed_from", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("is_provisional", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(null=True)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
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
                        related_name="+",
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
            ],
            options={
                "ordering": ["due_at", "item"],
            },
        ),
        migrations.AddIndex(
            model_name="origin",
            index=models.Index(fields=["problem"], name="origin_problem"),
        ),
        migrations.AddIndex(
            model_name="origin",
            index=models.Index(
                condition=models.Q(("item__isnull", False)), fields=["item"], name="origin_item"
            ),
        ),
        migrations.AddIndex(
            model_name="origin",
            index=models.Index(
                condition=models.Q(("household__isnull", False)), fields=["household"], name="origin_home"
            ),
        ),
        migrations.AddConstraint(
            model_name="origin",
            constraint=models.UniqueConstraint(fields=("problem", "item"), name="item_once_in_a_problem"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("answered_at", None)), fields=["owner", "due_at"], name="reply_owed_by"
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("answered_at", None)), fields=["area", "due_at"], name="reply_owed_in"
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["household"], name="reply_household"),
        ),
    ]
