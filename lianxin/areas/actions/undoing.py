"""Taking back the last change of an area. Only the last one: what was built on a change stands on it.

Nothing vanishes: the ledger keeps the change and tells that it was undone.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.areas import guards
from lianxin.areas.actions.checks import ensure_empty, ensure_may_hang, ensure_name_free, lock_tree
from lianxin.areas.actions.moving import hang
from lianxin.areas.models import Area, PastName
from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.actions import Note, record, record_many
from lianxin.ledger.models import Event

WHY = "area.change_undone"


def last_change(area: Area) -> Event | None:
    """The last thing that happened to the area itself."""
    return Event.objects.about("area", area.pk).order_by("-id").first()


@transaction.atomic
def undo_change(*, event: Event, reason: str = "", actor: Model | None, now: datetime) -> Area:
    """Take back the change that an event of the ledger tells of; returns the area as it is now.

    A rename, a move, a closing, a reopening and a merger go back to what was before; an area that was opened
    is closed, for its code stays its own. Raises AreaRefusal `no_undo`, `changed_since`, `cannot_return`
    (a merger carried something that has no way back), `parent_closed`, `name_taken`, `wrong_level`,
    `has_areas`, `has_holdings`.
    """
    step = STEPS.get(event.kind)
    if step is None or event.subject_kind != "area":
        raise AreaRefusal("no_undo")
    (area,) = lock_tree(Area(pk=event.subject_id))
    last = last_change(area)
    if last is None or last.pk != event.pk:
        raise AreaRefusal("changed_since", name=area.name)
    step(area, event, actor, now)
    after = {"event": event.pk, "kind": event.kind, "path": area.path}
    record(
        kind="area.change_undone", actor=actor, now=now, subject=area, area=area, after=after, reason=reason
    )
    return area


def _close(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    """An area opened by mistake closes on the day it opened."""
    ensure_empty(area)
    area.closed_on = area.opened_on
    area.save(update_fields=["closed_on"])


def _name_back(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    old = event.before["name"]
    _ensure_level_fits(area, event.before["level"])
    if area.parent and old != area.name:
        ensure_name_free(old, area.parent, besides=area)
    if old != area.name:
        PastName.objects.filter(area=area, name=old, to_on=event.after["on"]).delete()
    area.name, area.level = old, event.before["level"]
    area.save(update_fields=["name", "level"])


def _ensure_level_fits(area: Area, level: str) -> None:
    """Raise AreaRefusal when the area's place or what lies below it forbids a level."""
    if area.parent and level != area.level:
        ensure_may_hang(area.name, level, area.parent)
        for child in area.children.open():
            ensure_may_hang(child.name, child.level, Area(level=level, name=area.name))


def _hang_back(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    parent = Area.objects.get(code=event.before["path"].rstrip("/").split("/")[-2])
    _ensure_fits(area, parent)
    hang(area, parent)


def _open_again(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    assert area.parent
    _ensure_fits(area, area.parent)
    area.closed_on = None
    area.save(update_fields=["closed_on"])


def _close_again(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    ensure_empty(area)
    if area.path != event.before["path"]:
        _hang_back(area, event, actor, now)
    heir = event.before.get("merged_into")
    area.closed_on = date.fromisoformat(event.before["closed_on"])
    area.merged_into = Area.objects.get(code=heir) if heir else None
    area.save(update_fields=["closed_on", "merged_into"])


def _part_again(area: Area, event: Event, actor: Model | None, now: datetime) -> None:
    """Undo a merger: the area opens, and what it handed over comes back, all of it or nothing."""
    assert area.parent
    into, carried = Area.objects.get(code=event.after["into"]), event.after.get("carried", {})
    children = list(Area.objects.filter(code__in=event.after.get("children", ())))
    if stuck := guards.irreversible(carried):
        raise AreaRefusal("cannot_return", name=area.name, what=guards.in_words(stuck))
    if len(children) != event.after["areas"]:
        raise AreaRefusal("cannot_return", name=area.name, what=_("区划"))
    for child in children:
        last = last_change(child)
        if child.parent_id != into.pk or last is None or last.pk > event.pk:
            raise AreaRefusal("changed_since", name=child.name)
    _ensure_fits(area, area.parent)
    area.closed_on = area.merged_into = None
    area.save(update_fields=["closed_on", "merged_into"])
    record_many([_returned(child, area) for child in children], actor=actor, now=now)
    guards.bring_back(carried, area, into, merged_at=event.at, actor=actor, now=now)


def _returned(child: Area, area: Area) -> Note:
    before = {"path": child.path}
    hang(child, area)
    return Note("area.moved", "area", child.pk, child.pk, before, {"path": child.path}, WHY)


def _ensure_fits(area: Area, parent: Area) -> None:
    if not parent.is_open:
        raise AreaRefusal("parent_closed", parent=parent.name)
    ensure_may_hang(area.name, area.level, parent)
    ensure_name_free(area.name, parent, besides=area)


STEPS: dict[str, Any] = {
    "area.opened": _close,
    "area.renamed": _name_back,
    "area.moved": _hang_back,
    "area.closed": _open_again,
    "area.reopened": _close_again,
    "area.merged": _part_again,
}
"""How each kind of change is taken back: (area, event, actor, now)."""
