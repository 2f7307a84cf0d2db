"""Wilson's interval against figures worked out by hand from the paper's formula."""

import pytest

from lianxin.chance import wilson


@pytest.mark.parametrize(
    ("good", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_known_intervals(good, n, low, high):
    # 81 of 263 stands in Newcombe (1998), table I; the others follow from the closed form at 0, 1/2 and 1
    found = wilson(good, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("good", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(good, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(good, n)


def test_a_share_of_few_has_a_wide_range_and_one_of_many_a_narrow_one():
    few, many = wilson(2, 2), wilson(200, 200)
    assert few.low == pytest.approx(0.342, abs=0.001)
    assert few.high == many.high == 1.0
    assert many.low == pytest.approx(0.981, abs=0.001)
