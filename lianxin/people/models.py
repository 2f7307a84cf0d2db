"""Staff, the posts they hold, and what guards their sign-in."""

from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from lianxin.areas.models import Area
from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import areas_seen
from lianxin.people.rules import plain_number
from lianxin.people.vault import EncryptedTextField
from lianxin.people.vocabulary import Role

ROLE_CHOICES = [
    (Role.COLLECTOR.value, _("联系干部")),
    (Role.TOWN_HEAD.value, _("镇办一把手")),
    (Role.DISTRICT_DESK.value, _("群众工作部")),
    (Role.SUPERVISOR.value, _("督查")),
    (Role.SYSTEM_ADMIN.value, _("系统管理")),
]


class StaffQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, role: Role, *, on: date) -> Self:
        """Staff who hold a post of this role on the day."""
        return self.filter(pk__in=Post.objects.on(on).filter(role=role.value).values("staff"))

    def seen_by(self, person: Any) -> Self:
        """Staff with a post in the person's areas; those without any post are seen from the very top."""
        areas = areas_seen(person, "staff.see")
        near = Q(pk__in=Post.objects.filter(area__in=areas.values("pk")).values("staff"))
        if areas.filter(parent=None).exists():
            near |= Q(posts=None)
        return self.filter(near)


class StaffManager(BaseUserManager.from_queryset(StaffQuerySet)):
    def get_by_natural_key(self, typed: str) -> "Staff":
        """Find someone by the number as he typed it. Raises Staff.DoesNotExist."""
        return self.get(number=plain_number(typed))


class Staff(AbstractBaseUser):
    """Someone who works with the system. What he may do follows from his posts and from nothing else."""

    id = Key(primary_key=True, default=new_key, editable=False)
    number = models.CharField(_("工号"), max_length=32, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    phone = EncryptedTextField(_("电话"))
    language = models.CharField(_("界面语言"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("账号可用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=True)

    objects = StaffManager()

    USERNAME_FIELD = "number"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return plain_number(username)

    def posts_on(self, day: date) -> "PostQuerySet":
        return self.posts.on(day).select_related("area")

    def access_areas(self) -> list[Area]:
        """Where this person lies, for `access`: the areas of all posts ever held, or else the very top."""
        return list(Area.objects.filter(posts__staff=self)) or list(Area.objects.filter(parent=None))


class PostQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Posts held on the day. `to_on` is the first day on which a post is no longer held."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)

    def lasting(self) -> Self:
        """Posts without an end."""
        return self.filter(to_on=None)


class Post(models.Model):
    """A role on an area, from a day until (not including) another: `from_on <= day < to_on`."""

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="posts", verbose_name=_("干部"))
    role = models.CharField(_("角色"), max_length=20, choices=ROLE_CHOICES)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="posts", verbose_name=_("区划"))
    title = models.CharField(_("职务"), max_length=64, default="", blank=True)
    from_on = models.DateField(_("开始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="post_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="post_has_a_known_role"
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "area"], condition=Q(to_on=None), name="post_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.get_role_display()} · {self.area}"


class SecondFactor(ThrottlingMixin, Device):
    """The app that shows one-time codes (TOTP, RFC 6238). Its secret is encrypted at rest.

    django-otp's own table keeps the secret in clear; this one does not, and is a django-otp device in every
    other way. `last_step` bars a code from being used twice; wrong codes earn waits of 1, 2, 4 … seconds.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    user = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    last_step = models.BigIntegerField(default=-1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"

    @property
    def persistent_id(self) -> str:
        """How a session names this device; django-otp insists on a whole number behind the slash."""
        return f"{self.model_label()}/{self.pk.int}"

    @property
    def waits_until(self) -> datetime | None:
        """When a code may be tried again after wrong ones, or None for now."""
        allowed, why = self.verify_is_allowed()
        return None if allowed else why["locked_until"]

    def get_throttle_factor(self) -> int:
        return 1

    def verify_token(self, token: Any) -> bool:
        """Whether the six digits are right now (one step of 30 s early or late). Counts wrong ones."""
        if self.waits_until:
            return False
        totp = TOTP(bytes.fromhex(self.secret))
        if str(token).isascii() and str(token).isdigit() and totp.verify(int(token), 1, self.last_step + 1):
            self.last_step = totp.t()
            self.throttle_reset()
            return True
        self.throttle_increment()
        return False


class RecoveryCode(models.Model):
    """A code for the day the phone is lost. Only a keyed digest is kept; it works once."""

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=16)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.staff_id}"


class SignInTries(models.Model):
    """What sign-in remembers of one number at one address. The number is kept as a keyed digest only:
    people type passwords and phone numbers into the wrong field."""

    id = Key(primary_key=True, default=new_key, editable=False)
    digest = models.BinaryField(max_length=16)
    address = models.CharField(max_length=45)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, db_index=True)
    signed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "address"], name="tries_per_number_address")]

    def __str__(self) -> str:
        return f"{self.failures} wrong tries from {self.address}"
