import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.people.vault


class Migration(migrations.Migration):
    dependencies = [
        ("callbacks", "0001_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="finding",
                        serialize=False,
                        to="callbacks.call",
                    ),
                ),
                ("visits", models.JSONField()),
                ("asks_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", lianxin.people.vault.EncryptedTextField(default="")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "属实：没有按登记的走访"),
                            ("explained", "有合理说明"),
                            ("mistake", "登记有误（户或日子记错）"),
                            ("unclear", "查不清"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("reason", lianxin.people.vault.EncryptedTextField(default="")),
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
                "ordering": ["answer_by", "call_id"],
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("decided_at", None)), fields=["staff", "asks_on"], name="finding_open_of"
            ),
        ),
    ]
