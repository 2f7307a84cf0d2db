"""Differences that may be chance."""

import pytest

from lianxin.chance import MANY, is_beyond_chance


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
