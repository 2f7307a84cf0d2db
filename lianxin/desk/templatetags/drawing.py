"""What pictures and the tables behind them say: signed changes, and days as short as an axis wants."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from lianxin.desk.overview.course import polyline
from lianxin.desk.overview.movements import course_in
from lianxin.desk.overview.words import course_title
from lianxin.desk.places import Place

register = template.Library()


@register.filter
def size(change: int) -> int:
    """How great a change is, whichever way it goes."""
    return abs(change)


@register.filter
def signed(change: int) -> str:
    """`+9`, `−36` (with a true minus) or `0`."""
    return f"{'+' if change > 0 else '−'}{abs(change):,}" if change else "0"


@register.filter
def minus(number: int, other: int) -> int:
    return number - other


@register.filter
def month(day: date) -> str:
    """`11月`, and in English `Nov`."""
    return formatted(day, _("n月"))


@register.inclusion_tag("desk/parts/trend.html")
def trend(place: Place, person: Any, counts: Mapping[str, int]) -> dict[str, Any]:
    """A sentence and a small line: how 连心户 came to their number. Nothing where there is no past yet."""
    course = course_in(place, person, counts, timezone.localdate())
    if course.compared is None:
        return {}
    return {"title": course_title(course), "points": polyline(course.counts["priority"], 112, 22)}
