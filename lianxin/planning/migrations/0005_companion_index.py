from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of companions was never used by SQLite: its condition has to read IS NOT NULL."""

    dependencies = [("planning", "0004_layings")]

    operations = [
        migrations.RemoveIndex(model_name="duty", name="duty_companion"),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                fields=["companion"], condition=models.Q(companion__isnull=False), name="duty_companion"
            ),
        ),
    ]
