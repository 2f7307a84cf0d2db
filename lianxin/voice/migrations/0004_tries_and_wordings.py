"""Wrong codes wait instead of burning a card, counted by address too: a code that was burnt opens again.
Consent keeps the wording that was agreed to, and a household may refuse what nobody asked it on its page."""

from django.db import migrations, models

PURPOSES = [
    ("calls", "打电话问我对办的事满意不满意"),
    ("story", "把我家的办法写成经验（不写名字）给别人看"),
    ("photos", "走访时拍照片留存"),
    ("place", "走访时记下我家大概的位置"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_kept_by_state"),
        ("voice", "0003_asking"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeTries",
            fields=[
                ("digest", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RemoveField(model_name="card", name="burnt_at"),
        migrations.AddField(
            model_name="card",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="consent",
            name="wording",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="consent",
            name="given_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(choices=PURPOSES, max_length=10),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_at__isnull", False), ("withdrawn_at__isnull", False), _connector="OR"
                ),
                name="consent_was_given_or_refused",
            ),
        ),
    ]
