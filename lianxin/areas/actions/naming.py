"""A new name, and with it a new level when a village becomes a community (村改居) or the other way."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from lianxin.areas.actions.checks import (
    day_of_change,
    ensure_below_district,
    ensure_may_hang,
    ensure_name_free,
    ensure_open,
    lock_tree,
    tidy_name,
)
from lianxin.areas.models import Area, PastName
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import PARENT_LEVELS
from lianxin.ledger.actions import record


@transaction.atomic
def rename_area(
    *,
    area: Area,
    name: str,
    level: str | None = None,
    on: date | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Give an area a new name; the old one stays known with its dates, and is still understood on import.

    `level` changes with it when given. Raises AreaRefusal `is_closed`, `bad_name`, `same_name`, `name_taken`,
    `wrong_level`, `level_holds`, `too_early`, `in_the_future`.
    """
    (area,) = lock_tree(area)
    ensure_open(area)
    name, day = tidy_name(name), day_of_change(area, on, now)
    before = {"name": area.name, "level": area.level}
    after = {"name": name, "level": level or area.level}
    if after == before:
        raise AreaRefusal("same_name")
    if after["level"] != area.level:
        _ensure_level_fits(area, after["level"])
    if name != area.name:
        if area.parent:
            ensure_name_free(name, area.parent, besides=area)
        last_name = area.past_names.last()
        since = last_name.to_on if last_name else area.opened_on
        PastName.objects.create(area=area, name=area.name, from_on=since, to_on=day)
    area.name, area.level = name, after["level"]
    area.save(update_fields=["name", "level"])
    after["on"] = day.isoformat()
    record(
        kind="area.renamed",
        actor=actor,
        now=now,
        subject=area,
        area=area,
        before=before,
        after=after,
        reason=reason,
    )
    return area


def _ensure_level_fits(area: Area, level: str) -> None:
    ensure_below_district(area)
    ensure_may_hang(area.name, level, area.parent)
    misfits = [child for child in area.children.open() if level not in PARENT_LEVELS[child.level]]
    if misfits:
        title = Area(level=level).get_level_display()
        raise AreaRefusal("level_holds", name=area.name, count=len(misfits), level=title)
