from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pairing", "0004_pair_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="pairing",
            index=models.Index(fields=["cause"], condition=models.Q(to_on=None), name="pairing_cause"),
        ),
    ]
