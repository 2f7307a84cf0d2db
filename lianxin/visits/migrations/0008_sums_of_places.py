from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0007_taking_back")]

    operations = [
        migrations.RemoveIndex(model_name="visit", name="visit_area"),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["area", "visited_on", "id", "nothing_raised", "filling_seconds", "fields"],
                name="visit_area",
            ),
        ),
    ]
