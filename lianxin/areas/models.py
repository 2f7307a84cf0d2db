"""The tree of areas: one district, its towns, communities and villages, and the names they used to have."""

from collections import defaultdict
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from lianxin.areas.vocabulary import (
    CODE_DIGITS,
    COMMUNITY,
    DISTRICT,
    LEVELS,
    LONGEST_NAME,
    TOWN,
    VILLAGE,
    AreaName,
)
from lianxin.ledger.keys import Key, new_key

LEVEL_CHOICES = [(DISTRICT, _("区县")), (TOWN, _("镇街")), (COMMUNITY, _("社区")), (VILLAGE, _("村"))]
LONGEST_PATH = len(LEVELS) * (CODE_DIGITS + 1)


class AreaQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def at(self, level: str) -> Self:
        return self.filter(level=level)

    def within(self, *areas: "Area") -> Self:
        """The given areas and everything below them; nothing when none is given."""
        inside = Q(pk__in=[])
        for area in areas:
            inside |= Q(path__startswith=area.path)
        return self.filter(inside)

    def within_ids(self, *areas: "Area") -> models.QuerySet:
        """The same as keys, to filter other tables: `filter(area__in=Area.objects.within_ids(town))`."""
        return self.within(*areas).values("pk")

    def ancestors(self, area: "Area") -> Self:
        """The areas above, the district first; the area itself is not among them."""
        return self.filter(code__in=area.codes[:-1]).order_by("path")

    def candidates(self) -> list[AreaName]:
        """Every open area as `areas.rules.match` wants it: with former names, and those merged into it."""
        areas = {area.pk: area for area in Area.objects.all()}
        names: dict[object, list[str]] = defaultdict(list)
        codes: dict[object, list[str]] = defaultdict(list)
        for past in PastName.objects.order_by("from_on"):
            names[_heir(areas, past.area_id)].append(past.name)
        for area in areas.values():
            if area.merged_into_id:
                names[_heir(areas, area.pk)].append(area.name)
                codes[_heir(areas, area.pk)].append(area.code)
        return [
            AreaName(area.code, area.name, area.level, area.path, tuple(names[key]), tuple(codes[key]))
            for key, area in areas.items()
            if area.is_open
        ]


def _heir(areas: dict, key: object) -> object:
    """The area that took over from this one, through however many mergers."""
    while areas[key].merged_into_id:
        key = areas[key].merged_into_id
    return key


class Area(models.Model):
    """One district, town, community or village. `path` is the codes from the district down to itself.

    A code names one area for good, closed or not, so that an old paper can still be read.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    code = models.CharField(_("代码"), max_length=CODE_DIGITS, unique=True)
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    level = models.CharField(_("级别"), max_length=10, choices=LEVEL_CHOICES)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(max_length=LONGEST_PATH, unique=True, editable=False)
    opened_on = models.DateField(_("设立日期"))
    closed_on = models.DateField(_("撤销日期"), null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="absorbed", verbose_name=_("并入")
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Exact(Length("code"), CODE_DIGITS), name="area_code_is_whole"),
            models.CheckConstraint(condition=~Q(name=""), name="area_has_a_name"),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="area_level_is_known"),
            models.CheckConstraint(
                condition=Q(level=DISTRICT, parent=None) | ~Q(level=DISTRICT) & ~Q(parent=None),
                name="area_only_a_district_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, merged_into=None) | Q(closed_on__gte=F("opened_on")),
                name="area_closed_after_it_opened",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="area_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=["level"], condition=Q(level=DISTRICT, closed_on=None), name="area_one_district"
            ),
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(closed_on=None), name="area_name_among_siblings"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def codes(self) -> list[str]:
        """The codes from the district down to this area."""
        return self.path.rstrip("/").split("/")

    def is_within(self, other: "Area") -> bool:
        """Whether this area is the other one or lies below it."""
        return self.path.startswith(other.path)

    def lineage(self) -> "list[Area]":
        """From the district down to this area itself: a breadcrumb."""
        return [*Area.objects.ancestors(self), self]


class PastName(models.Model):
    """A name an area used to have: from a day until, not including, the day it was renamed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="past_names")
    name = models.CharField(max_length=LONGEST_NAME)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="past_name_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return self.name
