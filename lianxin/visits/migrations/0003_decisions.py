import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    replaces = [("visits", "0003_told_as_one")]

    dependencies = [
        ("visits", "0002_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clash",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("indicator", models.CharField(max_length=40)),
                (
                    "stands",
                    models.CharField(choices=[("told", "走访时说的"), ("held", "原来登记的")], max_length=8),
                ),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, default="", max_length=8)),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.fact",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clashes",
                        to="registry.household",
                    ),
                ),
                (
                    "told",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clash", to="registry.fact"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clashes",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["-found_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "fact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to="registry.fact",
                    ),
                ),
                ("known", models.CharField(max_length=64, null=True)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="visits.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyProposal",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("born", "添了孩子"),
                            ("died", "有人去世"),
                            ("moved_out", "有人迁出"),
                            ("moved_in", "有人迁入"),
                            ("married_in", "有人嫁入或入赘"),
                            ("corrected", "登记有误，要更正"),
                        ],
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=40)),
                ("sex", models.CharField(default="u", max_length=40)),
                ("birth_on", models.DateField(null=True)),
                ("relation", models.CharField(default="other", max_length=40)),
                ("happened_on", models.DateField()),
                ("words", lianxin.people.vault.EncryptedTextField(default="")),
                ("proposed_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_accepted", models.BooleanField(null=True)),
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
                    "decided_by",
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
                        related_name="family_proposals",
                        to="registry.household",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "indexes": [
                    models.Index(fields=["household", "received_at"], name="proposal_household"),
                    models.Index(
                        condition=models.Q(("decided_at", None)), fields=["area"], name="proposal_undecided"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="clash",
            index=models.Index(fields=["household", "found_at"], name="clash_household"),
        ),
        migrations.AddIndex(
            model_name="clash",
            index=models.Index(
                condition=models.Q(("decided_at", None)), fields=["household"], name="clash_undecided"
            ),
        ),
    ]
