import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("callbacks", "0002_findings"),
        ("problems", "0012_liftings"),
        ("registry", "0007_spots"),
        ("visits", "0009_seen_at_home"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="round",
            name="one_round_of_a_place_and_period",
        ),
        migrations.AddField(
            model_name="call",
            name="ending",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="problems.ending",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="subject",
            field=models.CharField(
                choices=[("visits", "走访"), ("endings", "办成的事")], default="visits", max_length=8
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="visit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="visits.visit",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending__isnull", False), ("visit", None)),
                    models.Q(("ending", None), ("visit__isnull", False)),
                    _connector="OR",
                ),
                name="call_is_about_one_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("discarded_at", None)),
                fields=("subject", "area", "from_on", "to_on"),
                name="one_round_of_a_subject_place_and_period",
            ),
        ),
    ]
