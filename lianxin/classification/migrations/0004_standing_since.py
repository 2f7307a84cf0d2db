"""An index for lists of households by what changed last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("classification", "0003_policy_trials"),
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["since_on", "household"], name="standing_since"),
        ),
    ]
