"""What small numbers can say: how far a share may be from the truth, and whether a difference may be chance.
Pure.

A town that kept two promises of two is not better than one that kept ninety of a hundred: shares are shown
with their range, and counts before and after with whether chance alone may make such a difference.
"""

from math import comb, sqrt
from typing import NamedTuple

Z = 1.96
"""Nineteen of twenty such ranges hold the truth."""
RARE = 0.05
MANY = 400
"""From so many on the bell curve is as good as the coin itself, and quicker."""


class Range(NamedTuple):
    """From one share to another, 0 to 1."""

    low: float
    high: float


def range_of(part: int, whole: int) -> Range | None:
    """Wilson's interval of a share (Wilson 1927); None where there is no whole. Raises ValueError for a part
    that is no part of it."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if not whole:
        return None
    share, spread = part / whole, Z * Z / whole
    middle = share + spread / 2
    half = Z * sqrt(share * (1 - share) / whole + spread / whole / 4)
    return Range(max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread)))


def is_beyond_chance(before: int, after: int) -> bool:
    """Whether two counts of equally long times differ by more than chance makes in nineteen of twenty cases:
    the exact two-sided test of a fair coin."""
    thrown = before + after
    if thrown > MANY:
        return abs(before - after) > Z * sqrt(thrown)
    least = min(before, after)
    tail = sum(comb(thrown, one) for one in range(least + 1)) / 2**thrown
    return bool(2 * tail < RARE)
