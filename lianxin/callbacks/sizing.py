"""How many homes are called, and how many of them in each stratum. Pure."""

from collections.abc import Mapping
from math import ceil

Z = {90: 1.6448536269514722, 95: 1.959963984540054, 99: 2.5758293035489004}
"""By confidence in percent: the quantile of the normal distribution."""


def answers_needed(population: int, *, confidence: int, margin: float, share: float = 0.5) -> int:
    """Answers for which an interval reaches `margin` (a share of 1) to each side, at most the population.

    Cochran 1977, 4.4 and 4.2: n0 = z² p (1 − p) / e², then n0 / (1 + (n0 − 1) / N). `share`: what one
    expects; a half asks for the most. Raises ValueError for a margin or a share out of bounds, KeyError for
    an unknown confidence.
    """
    if not 0 < margin < 1 or not 0 < share < 1:
        raise ValueError("margin and share lie between 0 and 1")
    if population <= 0:
        return 0
    endless = Z[confidence] ** 2 * share * (1 - share) / margin**2
    return min(population, ceil(endless / (1 + (endless - 1) / population)))


def calls_needed(answers: int, population: int, response: float) -> int:
    """Homes to draw so that so many answer, where a share `response` of those called does."""
    if not 0 < response <= 1:
        raise ValueError("a share of answers lies between 0 and 1")
    return min(population, ceil(answers / response))


def allocate(sizes: Mapping[str, int], total: int, least: int = 0) -> dict[str, int]:
    """Share `total` out in proportion to the strata, where most is lacking; each gets `least`, or all it has.

    The sum is `total`, more only where the least of all strata together is more, and never above the sum.
    """
    sizes = {code: size for code, size in sizes.items() if size > 0}
    whole = sum(sizes.values())
    total = min(max(total, 0), whole)
    given = {code: min(least, size) if total else 0 for code, size in sizes.items()}
    for _ in range(total - sum(given.values())):
        open_ones = [code for code in sizes if given[code] < sizes[code]]
        given[max(open_ones, key=lambda code: (total * sizes[code] / whole - given[code], code))] += 1
    return given
