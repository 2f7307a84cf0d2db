"""The end of an area, and its return."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from lianxin.areas.actions.checks import (
    day_of_change,
    ensure_below_district,
    ensure_empty,
    ensure_may_hang,
    ensure_name_free,
    ensure_open,
    lock_tree,
)
from lianxin.areas.actions.moving import hang
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.actions import record


@transaction.atomic
def close_area(
    *,
    area: Area,
    on: date | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Close an area on which nothing hangs any more.

    Raises AreaRefusal `is_district`, `is_closed`, `has_areas` (something open lies below), `has_holdings` (a
    guard still counts households, posts …), `too_early`, `in_the_future`.
    """
    (area,) = lock_tree(area)
    ensure_below_district(area)
    ensure_open(area)
    ensure_empty(area)
    area.closed_on = day_of_change(area, on, now)
    area.save(update_fields=["closed_on"])
    after = {"closed_on": area.closed_on.isoformat()}
    record(kind="area.closed", actor=actor, now=now, subject=area, area=area, after=after, reason=reason)
    return area


@transaction.atomic
def reopen_area(
    *,
    area: Area,
    parent: Area | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Open a closed area again, under its old parent or under another one.

    What a merger carried away does not come back by itself: move it. Raises AreaRefusal `is_open`,
    `parent_closed`, `wrong_level`, `name_taken`.
    """
    (area,) = lock_tree(area)
    if area.is_open:
        raise AreaRefusal("is_open", name=area.name)
    before = {
        "path": area.path,
        "closed_on": area.closed_on.isoformat(),
        "merged_into": area.merged_into.code if area.merged_into else None,
    }
    (parent,) = lock_tree(parent or area.parent)
    if not parent.is_open:
        raise AreaRefusal("parent_closed", parent=parent.name)
    ensure_may_hang(area.name, area.level, parent)
    ensure_name_free(area.name, parent)
    if parent.pk != area.parent_id:
        hang(area, parent)
    area.closed_on = area.merged_into = None
    area.save(update_fields=["closed_on", "merged_into"])
    record(
        kind="area.reopened",
        actor=actor,
        now=now,
        subject=area,
        area=area,
        before=before,
        after={"path": area.path},
        reason=reason,
    )
    return area
