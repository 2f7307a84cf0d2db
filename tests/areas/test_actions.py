"""How a district changes its areas, and what stays known afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lianxin.areas import guards
from lianxin.areas.actions import (
    add_area,
    close_area,
    merge_area,
    move_area,
    open_district,
    rename_area,
    reopen_area,
)
from lianxin.areas.divisions import read_divisions
from lianxin.areas.models import Area, PastName
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.rules import match
from lianxin.ledger.models import Event
from tests.areas.green_field import LIST, NOW

LATER = NOW + timedelta(days=30)
MUCH_LATER = NOW + timedelta(days=60)
pytestmark = pytest.mark.usefixtures("no_guards")


def refused(action, **arguments):
    with pytest.raises(AreaRefusal) as refusal:
        action(actor=None, now=arguments.pop("now", LATER), **arguments)
    return refusal.value.code


def events_of(area):
    return [event.kind for event in Event.objects.about("area", area.pk)]


def test_a_district_opens_with_everything_in_it(district, area):
    assert (district.code, district.parent, district.opened_on) == ("990101000000", None, date(2026, 11, 20))
    assert area("东岭村委会").path == "990101000000/990101001000/990101001001/990101001201/"
    assert Event.objects.filter(kind="area.opened").count() == Area.objects.count() == 7


def test_a_second_district_is_refused(district):
    assert refused(open_district, divisions=read_divisions(LIST)) == "has_district"


def test_the_tree_answers_questions(district, area):
    town, community = area("石桥镇"), area("石桥社区居委会")
    assert {a.name for a in Area.objects.within(town)} == {
        "石桥镇",
        "石桥社区居委会",
        "东岭村委会",
        "西岭村委会",
    }
    assert Area.objects.within().count() == 0
    assert Area.objects.within(community, area("柳溪街道")).at("village").count() == 2
    assert Area.objects.filter(pk__in=Area.objects.within_ids(community)).count() == 2
    assert [a.name for a in area("东岭村委会").lineage()] == [
        "青禾区",
        "石桥镇",
        "石桥社区居委会",
        "东岭村委会",
    ]
    assert [a.name for a in Area.objects.ancestors(community)] == ["青禾区", "石桥镇"]


def test_an_area_is_added_below_a_fitting_parent(district, area):
    new = add_area(
        code="990101002202",
        name=" 河 湾村委会 ",
        level="village",
        parent=area("柳溪街道"),
        actor=None,
        now=LATER,
    )
    assert (new.name, new.path) == ("河湾村委会", "990101000000/990101002000/990101002202/")
    assert (new.opened_on, events_of(new)) == (date(2026, 12, 20), ["area.opened"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "99010100220"}, "bad_code"),
        ({"code": "990101001201"}, "code_taken"),
        ({"name": " "}, "bad_name"),
        ({"name": "名" * 61}, "bad_name"),
        ({"name": "新安村委会"}, "name_taken"),
        ({"level": "town"}, "wrong_level"),
        ({"on": date(2027, 1, 1)}, "in_the_future"),
    ],
)
def test_an_area_that_does_not_fit_is_refused(district, area, change, code):
    new = {"code": "990101002202", "name": "河湾村委会", "level": "village", "parent": area("柳溪街道")}
    assert refused(add_area, **(new | change)) == code


def test_a_renamed_area_keeps_its_old_name_with_dates(district, area):
    village = rename_area(
        area=area("西岭村委会"), name="西山村委会", actor=None, now=LATER, reason="区政府文件"
    )
    again = rename_area(area=village, name="西峰村委会", actor=None, now=MUCH_LATER)
    assert [(n.name, n.from_on, n.to_on) for n in again.past_names.all()] == [
        ("西岭村委会", date(2026, 11, 20), date(2026, 12, 20)),
        ("西山村委会", date(2026, 12, 20), date(2027, 1, 19)),
    ]
    assert events_of(village) == ["area.opened", "area.renamed", "area.renamed"]
    assert match("石桥镇", "西岭村", Area.objects.candidates()).code == village.code


def test_a_village_may_become_a_community_with_its_name(district, area):
    village = rename_area(
        area=area("新安村委会"), name="新安社区居委会", level="community", actor=None, now=LATER
    )
    event = Event.objects.about("area", village.pk).last()
    assert (event.before["level"], event.after["level"]) == ("village", "community")
    assert refused(rename_area, area=area("石桥社区居委会"), name="石桥村", level="village") == "level_holds"
    assert refused(rename_area, area=area("西岭村委会"), name="西岭", level="town") == "wrong_level"


def test_a_rename_that_changes_nothing_or_bends_time_is_refused(district, area):
    village = rename_area(area=area("西岭村委会"), name="西山村委会", actor=None, now=LATER)
    assert refused(rename_area, area=village, name="西山村委会") == "same_name"
    assert refused(rename_area, area=village, name="东岭", on=date(2026, 12, 19)) == "too_early"
    assert refused(rename_area, area=village, name="东岭", on=date(2026, 12, 21)) == "in_the_future"
    assert refused(rename_area, area=village, name="石桥社区居委会") == "name_taken"
    assert PastName.objects.count() == 1


def test_a_moved_area_takes_everything_below_along(district, area):
    moved = move_area(area=area("石桥社区居委会"), parent=area("柳溪街道"), actor=None, now=LATER)
    assert area("东岭村委会").path == f"{moved.path}990101001201/"
    assert area("东岭村委会").is_within(area("柳溪街道"))
    assert not Area.objects.within(area("石桥镇")).filter(name="东岭村委会").exists()
    event = Event.objects.about("area", moved.pk).last()
    assert event.before == {"path": "990101000000/990101001000/990101001001/"}


def test_a_subtree_moves_in_two_statements_however_large_it_is(
    district, area, django_assert_max_num_queries, monkeypatch
):
    from lianxin.areas.actions.moving import hang

    community, street = area("石桥社区居委会"), area("柳溪街道")
    with django_assert_max_num_queries(2):
        hang(community, street)


def test_a_move_that_does_not_fit_is_refused(district, area):
    town, village = area("石桥镇"), area("西岭村委会")
    assert refused(move_area, area=district, parent=town) == "is_district"
    assert refused(move_area, area=village, parent=town) == "same_parent"
    assert refused(move_area, area=village, parent=area("东岭村委会")) == "wrong_level"
    assert refused(move_area, area=town, parent=area("石桥社区居委会")) == "into_itself"
    rename_area(area=village, name="新安村委会", actor=None, now=LATER)
    assert refused(move_area, area=village, parent=area("柳溪街道")) == "name_taken"


def test_a_stale_copy_of_an_area_does_not_undo_what_happened_since(district, area):
    stale = area("东岭村委会")
    move_area(area=area("石桥社区居委会"), parent=area("柳溪街道"), actor=None, now=LATER)
    rename_area(area=stale, name="东山村委会", actor=None, now=LATER)
    assert area("东山村委会").is_within(area("柳溪街道"))


def test_a_merged_area_leaves_all_it_had_to_the_other(district, area):
    town = merge_area(area=area("柳溪街道"), into=area("石桥镇"), actor=None, now=LATER)
    assert (town.closed_on, town.merged_into) == (date(2026, 12, 20), area("石桥镇"))
    assert area("新安村委会").path == "990101000000/990101001000/990101002201/"
    assert events_of(area("新安村委会")) == ["area.opened", "area.moved"]
    assert events_of(town) == ["area.opened", "area.merged"]
    candidates = Area.objects.candidates()
    assert match("柳溪街道", "新安村", candidates).code == "990101002201"
    assert match("990101002000", "西岭", candidates).code == "990101001202"


def test_an_heir_of_an_heir_is_still_found_by_the_first_name(district, area):
    merge_area(area=area("西岭村委会"), into=area("东岭村委会"), actor=None, now=LATER)
    merge_area(area=area("东岭村委会"), into=area("石桥社区居委会"), actor=None, now=LATER)
    assert match("石桥镇", "西岭村", Area.objects.candidates()).code == "990101001001"


def test_a_merger_that_does_not_fit_is_refused(district, area):
    town, street, village = area("石桥镇"), area("柳溪街道"), area("西岭村委会")
    assert refused(merge_area, area=district, into=town) == "is_district"
    assert refused(merge_area, area=village, into=village) == "into_itself"
    assert refused(merge_area, area=area("石桥社区居委会"), into=area("东岭村委会")) == "into_itself"
    assert refused(merge_area, area=village, into=street) == "unlike"
    assert refused(merge_area, area=area("石桥社区居委会"), into=village) == "wrong_level"
    rename_area(area=village, name="新安村委会", actor=None, now=LATER)
    assert refused(merge_area, area=street, into=town) == "name_taken"
    assert area("柳溪街道").is_open


def test_a_merger_carries_over_what_other_rooms_hang_on_it(district, area):
    homes = {area("西岭村委会").pk: 3, area("东岭村委会").pk: 1}

    def carry(source, into, *, actor, now):
        moved = homes.pop(source.pk)
        homes[into.pk] += moved
        return moved

    guards.set_guard("household", title="户", count=lambda a: homes.get(a.pk, 0), carry=carry)
    merged = merge_area(area=area("西岭村委会"), into=area("东岭村委会"), actor=None, now=LATER)
    assert homes == {area("东岭村委会").pk: 4}
    assert Event.objects.about("area", merged.pk).last().after["carried"] == {"household": 3}


def test_what_cannot_be_carried_over_stops_the_merger(district, area):
    guards.set_guard("well", title="井", count=lambda a: 2 if a.name == "西岭村委会" else 0)
    with pytest.raises(AreaRefusal, match="井 2") as refusal:
        merge_area(area=area("西岭村委会"), into=area("东岭村委会"), actor=None, now=LATER)
    assert refusal.value.code == "cannot_carry"


def test_an_area_closes_only_when_nothing_hangs_on_it(district, area):
    village = area("西岭村委会")
    with pytest.raises(AreaRefusal, match="新安村委会"):
        close_area(area=area("柳溪街道"), actor=None, now=LATER)
    guards.set_guard("household", title="户", count=lambda a: 5 if a == village else 0)
    assert refused(close_area, area=village) == "has_holdings"
    guards.GUARDS.clear()
    closed = close_area(area=village, actor=None, now=LATER)
    assert closed.closed_on == date(2026, 12, 20)
    assert village not in Area.objects.open()
    assert events_of(village) == ["area.opened", "area.closed"]
    assert refused(close_area, area=village) == "is_closed"
    assert refused(close_area, area=district) == "is_district"
    assert match("石桥镇", "西岭村", Area.objects.candidates()).kind == "unknown"


def test_a_closed_area_may_be_opened_again(district, area):
    closed = close_area(area=area("西岭村委会"), actor=None, now=LATER)
    opened = reopen_area(area=closed, actor=None, now=MUCH_LATER, reason="撤并撤回")
    assert opened.is_open
    assert Event.objects.about("area", opened.pk).last().before["closed_on"] == "2026-12-20"
    assert refused(reopen_area, area=opened) == "is_open"


def test_an_area_opens_again_under_another_parent_when_its_own_is_gone(district, area):
    close_area(area=area("新安村委会"), actor=None, now=LATER)
    street = close_area(area=area("柳溪街道"), actor=None, now=LATER)
    assert refused(reopen_area, area=area("新安村委会")) == "parent_closed"
    opened = reopen_area(area=area("新安村委会"), parent=area("石桥镇"), actor=None, now=LATER)
    assert opened.path == "990101000000/990101001000/990101002201/"
    assert refused(move_area, area=opened, parent=street) == "is_closed"


def test_the_code_of_a_closed_area_is_never_given_to_another(district, area):
    close_area(area=area("西岭村委会"), actor=None, now=LATER)
    again = {"code": "990101001202", "name": "北岭村委会", "level": "village", "parent": area("石桥镇")}
    assert refused(add_area, **again) == "code_taken"


@pytest.mark.parametrize(
    "broken",
    [
        {"code": "123"},
        {"name": ""},
        {"level": "city"},
        {"parent": None},
        {"closed_on": date(2026, 1, 1)},
        {"name": "西岭村委会"},
    ],
)
def test_the_database_itself_refuses_a_broken_area(district, area, broken):
    whole = {
        "code": "990101001209",
        "name": "北岭村委会",
        "level": "village",
        "parent": area("石桥镇"),
        "path": "990101000000/990101001000/990101001209/",
        "opened_on": date(2026, 11, 20),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(**(whole | broken))
    Area.objects.create(**whole)
