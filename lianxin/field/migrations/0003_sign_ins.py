from django.db import migrations, models
from django.utils import timezone

from lianxin.field.sign_ins import mark_of


def take_as_signed_in_today(apps, schema_editor):
    """Phones in use go on: their sign-in counts as one of today, with today's password and roles."""
    posts = apps.get_model("people", "Post").objects
    today = timezone.localdate()
    held = posts.filter(models.Q(to_on=None) | models.Q(to_on__gt=today), from_on__lte=today)
    roles = {}
    for staff, role in held.order_by().values_list("staff", "role"):
        roles.setdefault(staff, set()).add(role)
    phones = apps.get_model("field", "Device").objects
    for phone in phones.filter(revoked_at=None).select_related("staff"):
        phone.password_mark = mark_of(phone.staff.password)
        phone.roles = ",".join(sorted(roles.get(phone.staff_id, ())))
        phone.save(update_fields=["password_mark", "roles"])


class Migration(migrations.Migration):
    dependencies = [
        ("field", "0002_ops"),
        ("people", "0002_profiles_and_secondments"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="batch", name="batch_unread"),
        migrations.AddField(
            model_name="device",
            name="password_mark",
            field=models.BinaryField(default=bytes, max_length=16),
        ),
        migrations.AddField(
            model_name="device",
            name="roles",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(
                condition=models.Q(("trouble__gt", "")), fields=["device"], name="batch_unread"
            ),
        ),
        migrations.RunPython(take_as_signed_in_today, migrations.RunPython.noop),
    ]
