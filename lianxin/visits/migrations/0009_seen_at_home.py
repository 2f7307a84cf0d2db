from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0008_sums_of_places")]

    operations = [
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["area", "visited_on", "place", "household"], name="visit_to_home"),
        ),
    ]
