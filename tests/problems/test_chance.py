"""Shares with their range, and differences that may be chance."""

import pytest

from lianxin.problems.chance import MANY, is_beyond_chance, range_of


def test_a_share_of_few_has_a_wide_range_and_one_of_many_a_narrow_one():
    few, many = range_of(2, 2), range_of(200, 200)
    assert few.low == pytest.approx(0.342, abs=0.001)
    assert few.high == many.high == 1.0
    assert many.low == pytest.approx(0.981, abs=0.001)


def test_the_published_example_of_wilsons_interval_is_met():
    # 81 of 263: Newcombe (1998), table I, method 3: 0.2553 to 0.3662.
    found = range_of(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_nothing_judged_has_no_range_and_a_part_is_never_more_than_its_whole():
    assert range_of(0, 0) is None
    assert range_of(0, 20).low == 0.0
    with pytest.raises(ValueError, match="no part"):
        range_of(3, 2)


@pytest.mark.parametrize(
    ("before", "after", "is_beyond"),
    [
        (0, 0, False),
        (5, 0, False),
        (6, 0, True),
        (10, 3, False),
        (12, 2, True),
        (2, 12, True),
        (30, 30, False),
    ],
)
def test_small_differences_may_be_chance(before, after, is_beyond):
    # Two-sided, a fair coin: 5 of 5 has a probability of 0.0625, 6 of 6 of 0.031, 2 of 14 of 0.013.
    assert is_beyond_chance(before, after) is is_beyond


def test_the_bell_curve_takes_over_where_it_agrees_with_the_coin():
    half = MANY // 2
    edge = next(more for more in range(half) if is_beyond_chance(half + more, half - more))
    beyond = next(more for more in range(half) if is_beyond_chance(half + more + 1, half - more))
    assert abs(edge - beyond) <= 2
