"""What a change to the tree will do, in sentences with counts, before it is done. No household is named."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.people.models import Post
from lianxin.registry.models import Household


def counts(area: Area) -> dict[str, str]:
    """How many open areas lie below, and how many households and posts the area has with them."""
    inside = Area.objects.within(area)
    return {
        "name": area.name,
        "areas": f"{inside.open().exclude(pk=area.pk).count():,}",
        "households": f"{Household.objects.present().filter(area__in=inside.values('pk')).count():,}",
        "posts": f"{Post.objects.on(timezone.localdate()).filter(area__in=inside.values('pk')).count():,}",
    }


def of_name(area: Area, given: Mapping[str, Any]) -> list[str]:
    values = counts(area) | {"new": given["name"]}
    told = [
        _("“%(name)s”改叫“%(new)s”。") % values,
        _("%(households)s 户、%(posts)s 个职务都留在原处，户编号不变。") % values,
        _("旧名称和起止日期留着；花名册里写旧名称，照样认得。") % values,
    ]
    level = given.get("level", area.level)
    if level != area.level:
        values["level"] = Area(level=level).get_level_display()
        told.insert(1, _("级别改为%(level)s。") % values)
    return told


def of_parent(area: Area, given: Mapping[str, Any]) -> list[str]:
    values = counts(area) | {"new": given["other"].name, "old": area.parent.name if area.parent else ""}
    return [
        _("“%(name)s”从“%(old)s”转到“%(new)s”下面，连同下面 %(areas)s 个区划。") % values,
        _("%(households)s 户跟着过去：“%(new)s”的干部从下一次点开起看得到，“%(old)s”的看不到了。") % values,
        _("%(posts)s 个职务不变。") % values,
    ]


def of_merger(area: Area, given: Mapping[str, Any]) -> list[str]:
    values = counts(area) | {"new": given["other"].name}
    return [
        _("“%(name)s”撤销，并入“%(new)s”。") % values,
        _("%(households)s 户、%(posts)s 个职务和下面 %(areas)s 个区划转到“%(new)s”。") % values,
        _("“%(name)s”的名称和代码从此当作“%(new)s”；花名册里写旧的，照样认得。") % values,
    ]


def of_closing(area: Area, given: Mapping[str, Any]) -> list[str]:
    values = counts(area)
    return [
        _("“%(name)s”撤销，不再出现在选单里；树上还在原处，标明已撤销。") % values,
        _("它的代码不再给别处。过去的记录都留着。") % values,
    ]


def of_reopening(area: Area, given: Mapping[str, Any]) -> list[str]:
    parent = given.get("other") or area.parent
    values = {"name": area.name, "parent": parent.name if parent else ""}
    told = [_("“%(name)s”恢复，在“%(parent)s”下面。") % values]
    if area.merged_into:
        told.append(_("合并时转走的户、职务和下级区划留在现在的地方；要转回来的，逐项移回。"))
    return told


def of_below(area: Area, given: Mapping[str, Any]) -> list[str]:
    values = {"name": given["name"], "parent": area.name, "code": given["code"]}
    values["level"] = Area(level=given["level"]).get_level_display()
    return [
        _("“%(parent)s”下面设立“%(name)s”（%(level)s，代码 %(code)s）。") % values,
        _("里面还没有户，也没有职务。") % values,
    ]
