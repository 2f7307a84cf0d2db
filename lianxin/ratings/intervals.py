"""What a few answers allow one to say of a rate. Pure.

Wilson's score interval (E. B. Wilson, 1927): honest for small numbers and for shares near 0 and 1.
"""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054


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
