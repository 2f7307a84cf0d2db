"""Areas that change their place: moved under another parent, or merged into another area."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, Value
from django.db.models.functions import Concat, Substr

from lianxin.areas import guards
from lianxin.areas.actions.checks import (
    day_of_change,
    ensure_below_district,
    ensure_may_hang,
    ensure_name_free,
    ensure_open,
    lock_tree,
)
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import COMMUNITY, VILLAGE
from lianxin.ledger.actions import Note, record, record_many

LEAVES = {COMMUNITY, VILLAGE}


@transaction.atomic
def move_area(
    *,
    area: Area,
    parent: Area,
    on: date | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Hang an area, with everything below it, under another parent.

    Raises AreaRefusal `is_district`, `is_closed`, `same_parent`, `into_itself`, `wrong_level`, `name_taken`,
    `too_early`, `in_the_future`.
    """
    area, parent = lock_tree(area, parent)
    ensure_below_district(area)
    ensure_open(area, parent)
    if area.parent_id == parent.pk:
        raise AreaRefusal("same_parent", name=area.name, parent=parent.name)
    if parent.is_within(area):
        raise AreaRefusal("into_itself", name=area.name)
    ensure_may_hang(area.name, area.level, parent)
    ensure_name_free(area.name, parent)
    day = day_of_change(area, on, now)
    before = {"path": area.path}
    hang(area, parent)
    after = {"path": area.path, "on": day.isoformat()}
    record(
        kind="area.moved",
        actor=actor,
        now=now,
        subject=area,
        area=area,
        before=before,
        after=after,
        reason=reason,
    )
    return area


@transaction.atomic
def merge_area(
    *,
    area: Area,
    into: Area,
    on: date | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Close one area and let another take over all that hangs on it: areas below, households, posts.

    The closed area keeps its place, its code and its name; both are from now on understood as the other one.
    Raises AreaRefusal `is_district`, `is_closed`, `into_itself`, `unlike`, `wrong_level`, `name_taken`,
    `cannot_carry` (a guard counts something and cannot carry it), `too_early`, `in_the_future`.
    """
    area, into = lock_tree(area, into)
    ensure_below_district(area)
    ensure_open(area, into)
    if into.is_within(area):
        raise AreaRefusal("into_itself", name=area.name)
    if area.level != into.level and not {area.level, into.level} <= LEAVES:
        levels = {"level": area.get_level_display(), "into_level": into.get_level_display()}
        raise AreaRefusal("unlike", name=area.name, into=into.name, **levels)
    day = day_of_change(area, on, now)
    children = list(area.children.all())
    for child in children:
        if child.is_open:
            ensure_may_hang(child.name, child.level, into)
            ensure_name_free(child.name, into, besides=child)
    if stuck := guards.immovable(area):
        raise AreaRefusal("cannot_carry", name=area.name, what=guards.in_words(stuck))
    area.closed_on, area.merged_into = day, into
    area.save(update_fields=["closed_on", "merged_into"])
    record_many([_hand_over(child, into, day, reason) for child in children], actor=actor, now=now)
    carried = guards.carry_over(area, into, actor=actor, now=now)
    after = {"into": into.code, "on": day.isoformat(), "carried": carried}
    after |= {"areas": len(children), "children": [child.code for child in children]}
    record(kind="area.merged", actor=actor, now=now, subject=area, area=into, after=after, reason=reason)
    return area


def hang(area: Area, parent: Area) -> None:
    """Give an area another parent; the paths of all that lies below it change in one statement."""
    old, new = area.path, f"{parent.path}{area.code}/"
    below = Area.objects.within(area)
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Area.objects.filter(pk=area.pk).update(parent=parent)
    area.parent, area.path = parent, new


def _hand_over(child: Area, into: Area, day: date, reason: str) -> Note:
    before = {"path": child.path}
    hang(child, into)
    after = {"path": child.path, "on": day.isoformat()}
    return Note("area.moved", "area", child.pk, child.pk, before, after, reason)
