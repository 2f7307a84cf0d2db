"""The schematic map: cells touch, never overlap, keep their order; colours go by exact shares."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.desk.overview.cells import NARROW, WIDE, Scale, lay_out, lines, scale_for, short_name

COUNTS = st.integers(1, 60)
WIDTHS = st.sampled_from([NARROW, WIDE])


def overlapping(middles):
    """Pairs of cells nearer to each other than two cells can be."""
    return [(a, b) for a, b in combinations(middles, 2) if hypot(a[0] - b[0], a[1] - b[1]) < 99.5]


@given(COUNTS, WIDTHS)
def test_cells_lie_within_the_sheet_and_never_overlap(count, widest):
    sheet = lay_out(count, widest)
    assert len(sheet.middles) == count
    assert overlapping(sheet.middles) == []
    assert all(50 <= x <= sheet.width - 50 and 57 < y < sheet.height - 57 for x, y in sheet.middles)


def test_cells_on_top_of_each_other_are_found():
    assert overlapping([(50, 58), (100, 58), (250, 58)]) == [((50, 58), (100, 58))]


@given(st.integers(2, 60), WIDTHS)
def test_every_cell_touches_another(count, widest):
    middles = lay_out(count, widest).middles
    for x, y in middles:
        assert min(hypot(x - a, y - b) for a, b in middles if (a, b) != (x, y)) < 101


@given(COUNTS, WIDTHS)
def test_cells_are_read_like_lines_of_text(count, widest):
    middles = lay_out(count, widest).middles
    assert list(middles) == sorted(middles, key=lambda middle: (middle[1], middle[0]))


def test_a_district_of_thirty_towns_is_compact():
    sheet = lay_out(30)
    assert (sheet.width, sheet.height) == (600, 548.5)
    assert lay_out(30, NARROW).width == 400


@pytest.mark.parametrize("count", [0, -1])
def test_a_map_of_nothing_is_refused(count):
    with pytest.raises(ValueError, match="at least one"):
        lay_out(count)


def test_shares_fall_into_the_step_they_reach():
    scale = Scale(20)
    assert [scale.step(part, 1000) for part in (0, 19, 20, 59, 60, 80, 1000)] == [0, 0, 1, 2, 3, 4, 4]
    assert scale.step(3, 50) == 3  # six per cent exactly, where 0.06 / 0.02 in floats falls short
    assert scale.step(0, 0) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 500)), max_size=40))
def test_a_scale_is_the_narrowest_that_holds_all_shares(pairs):
    pairs = [(min(part, whole), whole) for part, whole in pairs]
    scale = scale_for(pairs)
    holds = all(part * 1000 < whole * scale.width * 5 for part, whole in pairs if whole)
    assert holds or scale.width == 200
    assert [start for start, _ in scale.ranges()] == [scale.width * step for step in range(5)]


@pytest.mark.parametrize(
    ("name", "short", "written"),
    [
        ("老城街道办事处", "老城街道", ("老城街道",)),
        ("东关社区居民委员会", "东关社区", ("东关社区",)),
        ("陈家营村村民委员会", "陈家营村", ("陈家营村",)),
        ("晏坝中心社区居委会", "晏坝中心社区", ("晏坝中", "心社区")),
        ("居委会", "居委会", ("居委会",)),
        ("很长很长很长很长很长很长的村", "很长很长很长很长很长很长的村", ("很长很长很", "长很长很…")),
    ],
)
def test_names_fit_into_their_cells(name, short, written):
    assert short_name(name) == short
    assert tuple(lines(name)) == written
