"""What a deed would do, before it is done: household by household, and why some are left out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.classification.models import Review, Standing
from lianxin.desk.deeds.actions import GONE, NOT_ALLOWED, VERBS
from lianxin.desk.models import Deed
from lianxin.people.access import may
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import HouseholdState

SHOWN = 50

WHY_NOT: dict[str, str | Promise] = {
    GONE: _("已不在您的辖区里"),
    NOT_ALLOWED: _("您没有这项权限"),
    "not-present": _("已不在册"),
    "no-class": _("还没有分类"),
    "already-open": _("已经有一条正在办的异议"),
    "same-place": _("本来就登记在那里"),
    "closed-area": _("那个村、社区已经撤销"),
    "not-a-village": _("那里不是村也不是社区"),
    "changed-since": _("后来又改过"),
    "decided": _("已经有人办结"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One household: from where it would go where, or why not."""

    household: Household
    before: str
    after: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """`lines` are the first of those it would be done to; `refused` counts the others by reason."""

    number: int
    lines: list[Line]
    refused: list[tuple[str, int]]


def foresee(deed: Deed, person: Any) -> Foresight:
    """Say what carrying the deed out would do now: a few queries, however many households."""
    seen = Household.objects.seen_by(person).select_related("area").with_head().in_bulk(deed.things)
    area = Area.objects.filter(pk=deed.values.get("area")).first() if deed.kind == Deed.PLACE else None
    contested = Review.objects.open().filter(kind=Review.OBJECTION, household__in=list(seen))
    busy = set(contested.values_list("household", flat=True))
    classed = set(Standing.objects.filter(household__in=list(seen)).values_list("household", flat=True))
    refused: Counter[str] = Counter()
    lines: list[Line] = []
    for key in deed.things:
        household = seen.get(key)
        if household is None:
            refused[GONE] += 1
            continue
        why_not = _why_not(deed, household, area, person, busy, classed)
        if why_not:
            refused[why_not] += 1
        else:
            lines.append(_line(deed, household, area))
    told = [(str(WHY_NOT.get(code, code)), number) for code, number in refused.items()]
    return Foresight(len(lines), lines[:SHOWN], told)


def _why_not(
    deed: Deed, household: Household, area: Area | None, person: Any, busy: set[Any], classed: set[Any]
) -> str:
    if not may(person, VERBS[deed.kind], household):
        return NOT_ALLOWED
    if deed.kind == Deed.REVIEW:
        if household.pk not in classed:
            return "no-class"
        return "already-open" if household.pk in busy else ""
    if household.state != HouseholdState.PRESENT.value:
        return "not-present"
    is_same = area is not None and (household.area_id, household.group_name) == (
        area.pk,
        deed.values.get("group_name", ""),
    )
    return "same-place" if is_same else ""


def _line(deed: Deed, household: Household, area: Area | None) -> Line:
    before = f"{household.area.name} {household.group_name}".strip()
    after = f"{area.name} {deed.values.get('group_name', '')}".strip() if area else ""
    return Line(household, before, after, "")
