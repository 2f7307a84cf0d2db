"""Find problems of one phase at once: those to ask a household about are few among all that ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0007_months")]

    operations = [
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["phase", "ended_at"], name="problem_phase"),
        ),
    ]
