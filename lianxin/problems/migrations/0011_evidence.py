"""Files of evidence; ends that nothing shows; topics taken back; problems by their number elsewhere."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


def by_staff():
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0010_exclusions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="problems.problem",
                    ),
                ),
                ("step", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(choices=[("photo", "照片"), ("document", "文件")], max_length=10),
                ),
                ("name", lianxin.people.vault.EncryptedTextField(default="")),
                ("sha256", models.BinaryField(max_length=32)),
                ("kept_sha256", models.BinaryField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("is_for_household", models.BooleanField(default=False)),
                ("attached_at", models.DateTimeField()),
                ("attached_by", by_staff()),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", by_staff()),
            ],
            options={
                "ordering": ["attached_at", "id"],
                "indexes": [models.Index(fields=["problem", "attached_at"], name="evidence_problem")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("problem", "sha256"),
                        name="evidence_once_in_a_problem",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_for_household", False), ("kind", "photo"), _connector="OR"),
                        name="only_photos_for_a_household",
                    ),
                ],
            },
        ),
        migrations.AddField("ending", "is_bare", models.BooleanField(default=False)),
        migrations.AddIndex(
            "ending",
            models.Index(condition=models.Q(("is_bare", True)), fields=["ended_at"], name="ending_bare"),
        ),
        migrations.AddIndex(
            "origin",
            models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference"],
                name="origin_reference",
            ),
        ),
        migrations.RemoveConstraint("topic", "one_topic_of_a_month"),
        migrations.RemoveConstraint("topic", "one_open_topic_of_a_kind"),
        migrations.RemoveIndex("topic", "topic_open_of"),
        migrations.AddField("topic", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "topic",
            models.Index(
                condition=models.Q(("closed_at", None), ("taken_back_at", None)),
                fields=["owner"],
                name="topic_open_of",
            ),
        ),
        migrations.AddConstraint(
            "topic",
            models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("area", "month"),
                name="one_topic_of_a_month",
            ),
        ),
        migrations.AddConstraint(
            "topic",
            models.UniqueConstraint(
                condition=models.Q(("closed_at", None), ("taken_back_at", None)),
                fields=("area", "category"),
                name="one_open_topic_of_a_kind",
            ),
        ),
    ]
