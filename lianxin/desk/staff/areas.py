"""Choosing an area in a form: typed with suggestions, by its name, its town and name, or its code."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.areas.names import NameIndex

BETWEEN = " · "


def area_titles(areas: Iterable[Area]) -> dict[str, Area]:
    """`甲镇 · 东社区 · 东一村` → the area, for every open one; the district by its own name."""
    by_path = {area.path: area for area in areas}
    return {area_title(area, by_path): area for area in by_path.values() if area.is_open}


def area_title(area: Area, by_path: dict[str, Area]) -> str:
    """The names from the town down; of the district its own."""
    codes = area.codes
    paths = ["/".join(codes[: end + 1]) + "/" for end in range(1, len(codes))]
    return BETWEEN.join(by_path[path].name for path in paths if path in by_path) or area.name


def heir(area: Area | None) -> Area | None:
    """The area itself while it is open, else the open one it was merged into, else None."""
    while area and area.merged_into:
        area = area.merged_into
    return area if area and area.is_open else None


class AreaInput(forms.TextInput):
    """A text field with the titles of all areas to choose from as one types."""

    template_name = "desk/staff/area_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_titles"
        context["widget"]["titles"] = list(area_titles(Area.objects.order_by("path")))
        return context


class AreaField(forms.CharField):
    """One open area. What fits none, or several, is refused with the nearest names."""

    widget = AreaInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Area):
            return area_title(value, {area.path: area for area in value.lineage()})
        return value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        titles = area_titles(Area.objects.order_by("path"))
        if typed in titles:
            return titles[typed]
        return find_area(typed)


def find_area(typed: str) -> Area:
    """The area that a typed text means. Raises ValidationError, naming the nearest."""
    parts = [part.strip() for part in typed.split(BETWEEN.strip())]
    town, name = (parts[0], parts[-1]) if len(parts) > 1 else ("", parts[0])
    index = NameIndex(Area.objects.candidates())
    district = Area.objects.open().filter(parent=None).first()
    if district and name in (district.name, district.code):
        return district
    found = index.match(town, name)
    if found.code is None and not town:
        as_town = index.match_town(name)
        found = as_town if as_town.code else found
    if found.code is None:
        near = _("、").join(one.title for one in found.near)
        hint = _("是不是：%(near)s？") % {"near": near} if near else _("请从列表里选一个。")
        raise ValidationError(_("没有找到这个区划，或者不止一个。") + hint, code="area-unknown")
    return Area.objects.get(code=found.code)
