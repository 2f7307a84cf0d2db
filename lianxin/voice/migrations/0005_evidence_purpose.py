"""A home is asked whether photos of what was done for it may stand on its page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voice", "0004_tries_and_wordings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("calls", "打电话问我对办的事满意不满意"),
                    ("story", "把我家的办法写成经验（不写名字）给别人看"),
                    ("photos", "走访时拍照片留存"),
                    ("place", "走访时记下我家大概的位置"),
                    ("evidence", "办我家的事拍的照片，在我家的页面上看"),
                ],
                max_length=10,
            ),
        ),
    ]
