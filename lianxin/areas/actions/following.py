"""Bringing the tree in line with a new edition of the division list, as far as the list alone decides."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from lianxin.areas.actions.checks import lock_tree
from lianxin.areas.actions.founding import add_area
from lianxin.areas.actions.moving import move_area
from lianxin.areas.actions.naming import rename_area
from lianxin.areas.comparing import Comparison, compare
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import DISTRICT, Division


def compare_with_tree(divisions: Sequence[Division]) -> Comparison:
    """What a list (from `read_divisions`) says that the tree does not, and the other way round.

    Raises AreaRefusal `other_district`.
    """
    areas = list(Area.objects.select_related("parent"))
    root = next(area for area in areas if area.level == DISTRICT)
    listed = next(one for one in divisions if one.level == DISTRICT)
    if listed.code != root.code:
        raise AreaRefusal("other_district", name=listed.name, own=root.name)
    present = {area.code: as_division(area) for area in areas if area.is_open}
    return compare(divisions, present, frozenset(area.code for area in areas if not area.is_open))


@transaction.atomic
def follow_list(
    *, divisions: Sequence[Division], reason: str, actor: Model | None, now: datetime
) -> Comparison:
    """Open what is new in a list, rename and move what it says otherwise; all of it or nothing.

    Areas that are missing in the list stay as they are. Raises AreaRefusal of `add_area`, `rename_area`,
    `move_area`, and `other_district`.
    """
    lock_tree()
    found = compare_with_tree(divisions)
    for division in found.new:
        parent = Area.objects.get(code=division.parent_code)
        add_area(
            code=division.code,
            name=division.name,
            level=division.level,
            parent=parent,
            reason=reason,
            actor=actor,
            now=now,
        )
    for moved in found.moved:
        area, parent = _areas(moved.listed.code, moved.listed.parent_code)
        move_area(area=area, parent=parent, reason=reason, actor=actor, now=now)
    for renamed in found.renamed:
        (area,) = _areas(renamed.listed.code)
        listed = renamed.listed
        rename_area(area=area, name=listed.name, level=listed.level, reason=reason, actor=actor, now=now)
    return found


def as_division(area: Area) -> Division:
    """An area as a line of a division list."""
    return Division(area.code, area.name, area.level, area.parent.code if area.parent else "")


def _areas(*codes: str) -> list[Area]:
    return [Area.objects.get(code=code) for code in codes]
