"""A new division list beside the tree: what is new, renamed, moved, missing."""

import pytest

from lianxin.areas.actions import close_area, compare_with_tree, follow_list
from lianxin.areas.divisions import read_divisions
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from tests.areas.green_field import LIST, NOW

pytestmark = pytest.mark.usefixtures("no_guards")
NEW = "990101002202,河湾村委会,village,990101002000\n"


def test_the_same_list_differs_in_nothing(district):
    found = compare_with_tree(read_divisions(LIST))
    assert (found.is_settled, found.same, found.missing) == (True, 7, ())


def test_every_kind_of_difference_is_told_apart(district, area):
    close_area(area=area("新安村委会"), actor=None, now=NOW)
    lines = LIST.replace("西岭村委会,village,990101001000", "西山村委会,village,990101001001")
    lines = lines.replace("990101001201,东岭村委会,village,990101001001\n", "") + NEW
    found = compare_with_tree(read_divisions(lines))
    assert [one.name for one in found.new] == ["河湾村委会"]
    assert [one.listed.name for one in found.renamed] == ["西山村委会"]
    assert [one.listed.parent_code for one in found.moved] == ["990101001001"]
    assert [one.name for one in found.closed] == ["新安村委会"]
    assert [one.name for one in found.missing] == ["东岭村委会"]
    assert found.same == 4


def test_following_a_list_leaves_no_difference_but_what_is_missing(district):
    lines = LIST.replace("西岭村委会,village,990101001000", "西山村委会,village,990101001001")
    lines = lines.replace("990101001201,东岭村委会,village,990101001001\n", "") + NEW
    follow_list(divisions=read_divisions(lines), reason="新表", actor=None, now=NOW)
    after = compare_with_tree(read_divisions(lines))
    assert (after.is_settled, [one.name for one in after.missing]) == (True, ["东岭村委会"])


def test_a_list_that_fails_halfway_changes_nothing(district):
    taken = LIST.replace("新安村委会", "河湾村委会") + NEW.replace("河湾", "新安")
    before = list(Area.objects.values_list("code", "name"))
    with pytest.raises(AreaRefusal):
        follow_list(divisions=read_divisions(taken), reason="新表", actor=None, now=NOW)
    assert list(Area.objects.values_list("code", "name")) == before
