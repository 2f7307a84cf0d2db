from django.db import migrations, models

INDEXES = {"keeper": "household_keeper", "handing_over": "household_handing_over"}


def made(field: str, name: str) -> migrations.AddIndex:
    index = models.Index(fields=[field], condition=models.Q(**{f"{field}__isnull": False}), name=name)
    return migrations.AddIndex(model_name="household", index=index)


class Migration(migrations.Migration):
    """SQLite never used these: their condition has to read IS NOT NULL."""

    dependencies = [("registry", "0003_pair_indexes")]

    operations = [
        operation
        for field, name in INDEXES.items()
        for operation in (migrations.RemoveIndex(model_name="household", name=name), made(field, name))
    ]
