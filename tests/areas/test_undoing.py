"""A change to the tree can be taken back as long as nothing was built on it."""

from datetime import timedelta

import pytest

from lianxin.areas import guards
from lianxin.areas.actions import (
    add_area,
    close_area,
    last_change,
    merge_area,
    move_area,
    rename_area,
    reopen_area,
    undo_change,
)
from lianxin.areas.models import Area, PastName
from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.models import Event
from tests.areas.green_field import NOW

LATER, MUCH_LATER = NOW + timedelta(days=30), NOW + timedelta(days=60)
COLUMNS = ("code", "name", "level", "path", "parent", "opened_on", "closed_on", "merged_into")
pytestmark = pytest.mark.usefixtures("no_guards")


def tree():
    """Everything that is known of the areas now."""
    return list(Area.objects.values_list(*COLUMNS)), list(PastName.objects.values_list("area", "name"))


def undo(area):
    return undo_change(event=last_change(area), actor=None, now=MUCH_LATER)


def refused(area):
    with pytest.raises(AreaRefusal) as refusal:
        undo(area)
    return refusal.value.code


CHANGES = {
    "rename": lambda area: rename_area(
        area=area("新安村委会"), name="新安社区居委会", level="community", actor=None, now=LATER
    ),
    "move": lambda area: move_area(
        area=area("石桥社区居委会"), parent=area("柳溪街道"), actor=None, now=LATER
    ),
    "close": lambda area: close_area(area=area("西岭村委会"), actor=None, now=LATER),
    "merge": lambda area: merge_area(area=area("柳溪街道"), into=area("石桥镇"), actor=None, now=LATER),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_undone_change_leaves_the_tree_as_it_was(district, area, change):
    before = tree()
    changed = CHANGES[change](area)
    assert tree() != before
    undo(changed)
    assert tree() == before
    told = Event.objects.about("area", changed.pk).last()
    assert (told.kind, told.after["kind"].split(".")[0]) == ("area.change_undone", "area")


def test_a_reopening_undone_closes_again_as_it_was(district, area):
    merge_area(area=area("西岭村委会"), into=area("东岭村委会"), actor=None, now=LATER)
    before = tree()
    reopen_area(area=area("西岭村委会"), parent=area("柳溪街道"), actor=None, now=LATER)
    undo(area("西岭村委会"))
    assert tree() == before


def test_an_area_opened_by_mistake_closes_and_keeps_its_code(district, area):
    made = add_area(
        code="990101002202",
        name="河湾村委会",
        level="village",
        parent=area("柳溪街道"),
        actor=None,
        now=LATER,
    )
    undo(made)
    assert area("河湾村委会").closed_on == made.opened_on


def test_what_was_built_upon_cannot_be_undone(district, area):
    first = rename_area(area=area("西岭村委会"), name="西山村委会", actor=None, now=LATER)
    event = last_change(first)
    rename_area(area=first, name="西峰村委会", actor=None, now=LATER)
    with pytest.raises(AreaRefusal) as refusal:
        undo_change(event=event, actor=None, now=LATER)
    assert refusal.value.code == "changed_since"
    town = merge_area(area=area("柳溪街道"), into=area("石桥镇"), actor=None, now=LATER)
    rename_area(area=area("新安村委会"), name="平安村委会", actor=None, now=LATER)
    assert refused(town) == "changed_since"


def test_an_undo_cannot_be_undone_and_a_full_area_is_not_closed_by_one(district, area):
    village = CHANGES["rename"](area)
    undo(village)
    assert refused(village) == "no_undo"
    guards.set_guard("household", title="户", count=lambda a: 3)
    made = add_area(
        code="990101002202",
        name="河湾村委会",
        level="village",
        parent=area("柳溪街道"),
        actor=None,
        now=LATER,
    )
    assert refused(made) == "has_holdings"


def test_a_name_taken_meanwhile_bars_the_way_back(district, area):
    changed = rename_area(area=area("西岭村委会"), name="西山村委会", actor=None, now=LATER)
    add_area(
        code="990101001203",
        name="西岭村委会",
        level="village",
        parent=area("石桥镇"),
        actor=None,
        now=LATER,
    )
    assert refused(changed) == "name_taken"


def test_what_has_no_way_back_keeps_a_merger(district, area):
    guards.set_guard("well", title="井", count=lambda a: 2, carry=lambda a, into, *, actor, now: 2)
    merged = merge_area(area=area("西岭村委会"), into=area("东岭村委会"), actor=None, now=LATER)
    assert refused(merged) == "cannot_return"
    assert not area("西岭村委会").is_open
