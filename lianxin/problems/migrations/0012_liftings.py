"""An exclusion that is no longer right is lifted, by two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0011_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lifting",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("is_agreed", models.BooleanField(null=True)),
                ("answer", lianxin.people.vault.EncryptedTextField(default="")),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="exclusion",
            name="one_live_exclusion_of_a_problem",
        ),
        migrations.RemoveIndex(
            model_name="exclusion",
            name="exclusion_standing",
        ),
        migrations.AddField(
            model_name="exclusion",
            name="lifted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(
                condition=models.Q(
                    ("is_accepted", True),
                    ("lifted_at", None),
                    models.Q(("is_upheld", None), ("is_upheld", True), _connector="OR"),
                ),
                fields=["problem"],
                name="exclusion_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_accepted", None),
                    models.Q(("is_accepted", True), ("lifted_at", None)),
                    _connector="OR",
                ),
                fields=("problem",),
                name="one_live_exclusion_of_a_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_at", None),
                    models.Q(
                        ("is_accepted", True),
                        models.Q(("is_upheld", None), ("is_upheld", True), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="exclusion_lifted_that_stood",
            ),
        ),
        migrations.AddField(
            model_name="lifting",
            name="answered_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lifting",
            name="asked_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lifting",
            name="exclusion",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="liftings",
                to="problems.exclusion",
            ),
        ),
        migrations.AddIndex(
            model_name="lifting",
            index=models.Index(fields=["exclusion", "asked_at"], name="lifting_exclusion"),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_agreed", None), ("is_agreed", True), _connector="OR"),
                fields=("exclusion",),
                name="one_live_lifting_of_an_exclusion",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("is_agreed", None)),
                    models.Q(("answered_at__isnull", False), ("is_agreed__isnull", False)),
                    _connector="OR",
                ),
                name="lifting_answered_on_a_day",
            ),
        ),
    ]
