"""Find open ones in the order of their age, and the parts of problems that an office still has to do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0008_phases")]

    operations = [
        migrations.RemoveIndex(model_name="problem", name="problem_open_since"),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["opened_at", "id"], name="problem_open_long"
            ),
        ),
        migrations.AddIndex(
            model_name="joint",
            index=models.Index(
                condition=models.Q(("answered_at", None)), fields=["area"], name="joint_waiting"
            ),
        ),
    ]
