import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lianxin.ledger.keys
import lianxin.people.vault


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=32, unique=True, verbose_name="工号")),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("phone", lianxin.people.vault.EncryptedTextField(default="", verbose_name="电话")),
                ("language", models.CharField(default="zh-hans", max_length=10, verbose_name="界面语言")),
                ("is_active", models.BooleanField(default=True, verbose_name="账号可用")),
                ("must_change_password", models.BooleanField(default=True, verbose_name="下次登录须改密码")),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "name",
                    models.CharField(help_text="The human-readable name of this device.", max_length=64),
                ),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",  # noqa: E501
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("secret", lianxin.people.vault.EncryptedTextField(default="")),
                ("last_step", models.BigIntegerField(default=-1)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SignInTries",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(max_length=16)),
                ("address", models.CharField(max_length=45)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failed_at", models.DateTimeField(db_index=True, null=True)),
                ("signed_in_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("digest", "address"), name="tries_per_number_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("collector", "联系干部"),
                            ("town_head", "镇办一把手"),
                            ("district_desk", "群众工作部"),
                            ("supervisor", "督查"),
                            ("system_admin", "系统管理"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=64, verbose_name="职务")),
                ("from_on", models.DateField(verbose_name="开始日期")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="干部",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="post_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["collector", "town_head", "district_desk", "supervisor", "system_admin"],
                            )
                        ),
                        name="post_has_a_known_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("staff", "role", "area"),
                        name="post_is_held_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    lianxin.ledger.keys.Key(
                        default=lianxin.ledger.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(max_length=16)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "digest"), name="recovery_code_once")
                ],
            },
        ),
    ]
