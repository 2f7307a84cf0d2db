"""Staff, the posts they hold, and where they have been posted down to."""

from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import areas_seen
from lianxin.people.rules import plain_number, plain_text
from lianxin.people.slips import is_slip
from lianxin.people.vault import EncryptedTextField
from lianxin.people.vocabulary import Ability, Rank, Role, abilities_in

ROLE_CHOICES = [
    (Role.COLLECTOR.value, _("联系干部")),
    (Role.TOWN_HEAD.value, _("镇办一把手")),
    (Role.DISTRICT_DESK.value, _("群众工作部")),
    (Role.SUPERVISOR.value, _("督查")),
    (Role.SYSTEM_ADMIN.value, _("系统管理")),
]
RANK_CHOICES = [
    (Rank.LEADER.value, _("领导")),
    (Rank.MIDDLE.value, _("中层")),
    (Rank.ORDINARY.value, _("一般干部")),
]


class StaffQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def left(self) -> Self:
        return self.filter(is_active=False)

    def uninvited(self) -> Self:
        """Accounts that work and into which nobody could ever sign in: they wait for their first slip."""
        return self.filter(Staff.UNINVITED)

    def called(self, typed: str) -> Self:
        """Staff whom a typed text can mean: part of a name, pinyin or its initials, part of a number."""
        text = plain_text(typed)
        if not text:
            return self.all()
        spelled = Q(pinyin__contains=text.lower()) | Q(initials__startswith=text.lower())
        return self.filter(Q(name__contains=text) | Q(number__contains=text.upper()) | spelled)

    def holding(self, role: Role, *, on: date) -> Self:
        """Staff who hold a post of this role on the day."""
        return self.filter(pk__in=Post.objects.on(on).filter(role=role.value).values("staff"))

    def seen_by(self, person: Any) -> Self:
        """Staff with a post, now or once, in the person's areas; from the very top all are seen."""
        areas = areas_seen(person, "staff.see")
        if areas.filter(parent=None).exists():
            return self.all()
        return self.filter(pk__in=Post.objects.filter(area__in=areas.values("pk")).values("staff"))


class StaffManager(BaseUserManager.from_queryset(StaffQuerySet)):
    def get_by_natural_key(self, typed: str) -> "Staff":
        """Find someone by the number as he typed it. Raises Staff.DoesNotExist."""
        return self.get(number=plain_number(typed))


class Staff(AbstractBaseUser):
    """Someone who works with the system. What he may do follows from his posts and from nothing else.

    `unit` is where he is employed, `home_area` the village he lives in or comes from, `office_area` the
    place of his desk if that is not the area of his post; `abilities` a sum of `Ability` bits. Pairing uses
    them.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    number = models.CharField(_("工号"), max_length=32, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    pinyin = models.CharField(max_length=255, default="", editable=False)
    initials = models.CharField(max_length=64, default="", editable=False)
    phone = EncryptedTextField(_("电话"))
    unit = models.CharField(_("单位"), max_length=64, default="", blank=True)
    home_area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("住地")
    )
    office_area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("办公地点")
    )
    abilities = models.PositiveBigIntegerField(_("特长与语言"), default=0)
    language = models.CharField(_("界面语言"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("账号可用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=True)

    objects = StaffManager()

    UNINVITED = Q(is_active=True, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    USERNAME_FIELD = "number"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return plain_number(username)

    @property
    def able_to(self) -> list[Ability]:
        return abilities_in(self.abilities)

    @property
    def has_slip(self) -> bool:
        """Whether the password is a one-time one from a slip that nobody has used yet."""
        return is_slip(self.password)

    def check_password(self, raw_password: str) -> bool:
        """As Django does; but a password from a slip is not hashed anew, so that it still runs out."""
        if self.has_slip:
            return check_password(raw_password, self.password)
        return super().check_password(raw_password)

    def posts_on(self, day: date) -> "PostQuerySet":
        return self.posts.on(day).select_related("area")

    def access_areas(self) -> list[Area]:
        """Where this person lies, for `access`: the areas of all posts ever held, or else the very top."""
        return list(Area.objects.filter(posts__staff=self)) or list(Area.objects.filter(parent=None))


class Lasting(models.QuerySet):
    """Rows that hold from a day until (not including) another."""

    def on(self, day: date) -> Self:
        """Those of the day. `to_on` is the first day on which one no longer holds."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)

    def unfinished(self, day: date) -> Self:
        """Those of the day and of any later one."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day))

    def lasting(self) -> Self:
        """Those without an end."""
        return self.filter(to_on=None)


class PostQuerySet(Lasting):
    """Posts; see `Lasting`."""


class Post(models.Model):
    """A role on an area, from a day until (not including) another: `from_on <= day < to_on`."""

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="posts", verbose_name=_("干部"))
    role = models.CharField(_("角色"), max_length=20, choices=ROLE_CHOICES)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="posts", verbose_name=_("区划"))
    title = models.CharField(_("职务"), max_length=64, default="", blank=True)
    rank = models.CharField(_("职级"), max_length=10, choices=RANK_CHOICES, default=Rank.ORDINARY.value)
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
            models.CheckConstraint(
                condition=Q(rank__in=[rank.value for rank in Rank]), name="post_has_a_known_rank"
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "area"], condition=Q(to_on=None), name="post_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.get_role_display()} · {self.area}"


class SecondmentQuerySet(Lasting):
    def seen_by(self, person: Any) -> Self:
        """Those into the person's areas, and those of staff whom he sees anyway."""
        areas = areas_seen(person, "staff.see")
        near = Q(area__in=areas.values("pk")) | Q(staff__in=Staff.objects.seen_by(person).values("pk"))
        return self.filter(near)


class Secondment(models.Model):
    """干部下沉: someone from a unit works in an area for a time. It says where he is; rights come from posts.

    `unit` is the one he came from, as it was called then.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="secondments")
    unit = models.CharField(_("派出单位"), max_length=64)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="secondments")
    from_on = models.DateField(_("开始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = SecondmentQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="secondment_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(to_on=None), name="secondment_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.area}"
