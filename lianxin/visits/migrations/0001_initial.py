import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("planning", "0003_plans_and_callings"),
        ("policies", "0002_drafts"),
        ("registry", "0003_pair_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("about", models.CharField(max_length=40)),
                ("text", lianxin.people.vault.EncryptedTextField(default="")),
                ("sent_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField()),
                ("visited_on", models.DateField()),
                (
                    "place",
                    models.CharField(
                        choices=[("home", "在家里"), ("elsewhere", "在别处"), ("phone", "打电话")],
                        max_length=40,
                    ),
                ),
                ("met_other", models.CharField(blank=True, default="", max_length=40)),
                ("met", models.JSONField(default=list)),
                ("duties", models.JSONField(default=list)),
                ("answers", lianxin.people.vault.EncryptedJSONField(default=())),
                ("note", lianxin.people.vault.EncryptedTextField(default="")),
                ("nothing_raised", models.BooleanField()),
                ("filling_seconds", models.PositiveIntegerField(default=0)),
                ("fields", models.PositiveIntegerField(default=0)),
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
                    "form",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.policy",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="registry.household",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key()),
                (
                    "kind",
                    models.CharField(
                        choices=[("need", "问需"), ("advice", "问计"), ("effect", "问效")], max_length=40
                    ),
                ),
                ("category", models.CharField(max_length=40)),
                ("text", lianxin.people.vault.EncryptedTextField(default="")),
                ("quantity", models.FloatField(null=True)),
                ("unit", models.CharField(blank=True, default="", max_length=40)),
                ("wanted_on", models.DateField(null=True)),
                ("is_urgent", models.BooleanField(default=False)),
                ("worked", models.CharField(blank=True, default="", max_length=40)),
                ("raised_at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="visits.item",
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
                    "for_resident",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.resident",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="registry.household",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
            },
        ),
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
                ("known", models.CharField(max_length=64, null=True)),
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
            name="VisitNote",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("text", lianxin.people.vault.EncryptedTextField(default="")),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="visits.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["captured_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("left_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="registry.household",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-left_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("household",),
                        name="one_card_of_a_household",
                    )
                ],
            },
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
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="settlement",
                        serialize=False,
                        to="visits.item",
                    ),
                ),
                ("how", lianxin.people.vault.EncryptedTextField(default="")),
                ("settled_at", models.DateTimeField()),
                (
                    "settled_by",
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
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op_id", lianxin.ledger.keys.Key(unique=True)),
                ("code", models.CharField(max_length=40)),
                ("tried_on", models.DateField()),
                ("note", lianxin.people.vault.EncryptedTextField(default="")),
                ("captured_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
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
                    "duty",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.duty",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missed_visits",
                        to="registry.household",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-tried_on", "-id"],
                "indexes": [models.Index(fields=["household", "tried_on"], name="missed_household")],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["household", "begun_at"], name="visit_household"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["area", "visited_on"], name="visit_area"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["staff", "visited_on"], name="visit_staff"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["household", "raised_at"], name="item_household"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["raised_by", "raised_at"], name="item_raised_by"),
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
