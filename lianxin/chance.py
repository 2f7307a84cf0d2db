"""What small numbers can say: how far a share may be from the truth, and whether a difference may be chance.
Pure.

A town that kept two promises of two is not better than one that kept ninety of a hundred: shares are shown
with their range, and counts before and after with whether chance alone may make such a difference. The range
is Wilson's score interval (E. B. Wilson, 1927): honest for small numbers and for shares near 0 and 1.
"""

from dataclasses import dataclass
from math import comb, sqrt

Z_95 = 1.959963984540054
"""Nineteen of twenty such ranges hold the truth."""
RARE = 0.05
MANY = 400
"""From so many on the bell curve is as good as the coin itself, and quicker."""


@dataclass(frozen=True, slots=True)
class Range:
    """From–to, as shares of 1."""

    low: float
    high: float


def wilson(good: int, n: int, z: float = Z_95) -> Range:
    """Return the interval that holds the rate behind `good` of `n` answers.

    Raises ValueError when these are no share.
    """
    if not 0 <= good <= n or n == 0:
        raise ValueError(f"{good} of {n} is no share")
    return around(good / n, n, z)


def around(share: float, n: float, z: float) -> Range:
    """The same around a share of `n` answers, which need not be whole (Korn and Graubard 1998)."""
    square = z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Range(max(0.0, middle - half), min(1.0, middle + half))


def is_beyond_chance(before: int, after: int) -> bool:
    """Whether two counts of equally long times differ by more than chance makes in nineteen of twenty cases:
    the exact two-sided test of a fair coin."""
    thrown = before + after
    if thrown > MANY:
        return abs(before - after) > Z_95 * sqrt(thrown)
    least = min(before, after)
    tail = sum(comb(thrown, one) for one in range(least + 1)) / 2**thrown
    return bool(2 * tail < RARE)
