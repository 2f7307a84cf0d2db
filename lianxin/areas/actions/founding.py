"""How areas come to be: a whole district from its list, or one more area."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lianxin.areas.actions.checks import ensure_may_hang, ensure_name_free, ensure_open, lock_tree, tidy_name
from lianxin.areas.divisions import is_code
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import Division
from lianxin.ledger.actions import Note, record, record_many


@transaction.atomic
def open_district(*, divisions: Sequence[Division], actor: Model | None, now: datetime) -> Area:
    """Write a district and everything in it, and return the district.

    `divisions` come from `read_divisions`: parents before children, one district. Raises AreaRefusal
    `has_district` when there is one already.
    """
    if there := Area.objects.filter(parent=None).first():
        raise AreaRefusal("has_district", name=there.name)
    made: dict[str, Area] = {}
    for division in divisions:
        parent = made.get(division.parent_code)
        made[division.code] = Area(
            code=division.code,
            name=division.name,
            level=division.level,
            parent=parent,
            path=f"{parent.path if parent else ''}{division.code}/",
            opened_on=timezone.localdate(now),
        )
    Area.objects.bulk_create(made.values(), batch_size=500)
    notes = [Note("area.opened", "area", area.pk, area.pk, after=_facts(area)) for area in made.values()]
    record_many(notes, actor=actor, now=now)
    return next(iter(made.values()))


@transaction.atomic
def add_area(
    *,
    code: str,
    name: str,
    level: str,
    parent: Area,
    on: date | None = None,
    reason: str = "",
    actor: Model | None,
    now: datetime,
) -> Area:
    """Add one area below another.

    Raises AreaRefusal `bad_code`, `code_taken`, `bad_name`, `name_taken`, `wrong_level`, `is_closed`,
    `in_the_future`.
    """
    (parent,) = lock_tree(parent)
    name, today = tidy_name(name), timezone.localdate(now)
    if not is_code(code):
        raise AreaRefusal("bad_code", code=code)
    if taken := Area.objects.filter(code=code).first():
        raise AreaRefusal("code_taken", code=code, name=taken.name)
    ensure_open(parent)
    ensure_may_hang(name, level, parent)
    ensure_name_free(name, parent)
    if on and on > today:
        raise AreaRefusal("in_the_future", on=on.isoformat())
    area = Area.objects.create(
        code=code, name=name, level=level, parent=parent, path=f"{parent.path}{code}/", opened_on=on or today
    )
    after = _facts(area)
    record(kind="area.opened", actor=actor, now=now, subject=area, area=area, after=after, reason=reason)
    return area


def _facts(area: Area) -> dict[str, str]:
    return {
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "path": area.path,
        "opened_on": area.opened_on.isoformat(),
    }
