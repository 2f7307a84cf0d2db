"""The schematic map (示意图): equal cells in a honeycomb, and the steps of its colours. Pure.

There is no free outline of towns, so a cell says which town it is and not where its border runs. Cells stand
in the order they come in (by code), row by row: the same district always looks the same, and people find
their town again. Lengths are in the units of the drawing: a cell is 100 wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

WIDE, NARROW = 10, 4
"""Cells in a row at most: on a screen of an office, and on one held in a hand."""

RADIUS = 57.735
"""From the middle of a cell to its corners, so that it is 100 wide."""

PITCH = 1.5 * RADIUS
CORNERS = ((0, -1), (0.866, -0.5), (0.866, 0.5), (0, 1), (-0.866, 0.5), (-0.866, -0.5))
OUTLINE = " ".join(f"{RADIUS * 0.97 * x:.1f},{RADIUS * 0.97 * y:.1f}" for x, y in CORNERS)
"""The corners of a cell around its middle, as an SVG polygon takes them; a little smaller, for a seam."""

STEPS = 5
STEP_WIDTHS = (5, 10, 20, 30, 40, 50, 100, 200)
"""How wide one step of colour may be, in per mille: the narrowest with which five steps hold every share."""

LINE = 5
OFFICES = (
    ("街道办事处", "街道"),
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("村民委员会", "村"),
    ("居民委员会", ""),
    ("村委会", "村"),
    ("居委会", ""),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing `width` by `height`, and the middle of each cell in the order of what is drawn."""

    width: float
    height: float
    middles: tuple[tuple[float, float], ...]


def lay_out(count: int, widest: int = WIDE) -> Sheet:
    """Place so many cells in rows of n, n − 1, n … as compact as `widest` allows; ValueError below 1."""
    if count < 1 or widest < 1:
        raise ValueError("a map has at least one cell, and one in a row")
    across = min(widest, ceil(sqrt(count * 1.15)))
    middles: list[tuple[float, float]] = []
    row = 0
    while len(middles) < count:
        room = max(across - row % 2, 1)
        number = min(room, count - len(middles))
        first = (room - number) // 2 + (row % 2 if across > 1 else 0) / 2
        y = round(RADIUS + row * PITCH, 1)
        middles += [(round(50 + 100 * (first + place), 1), y) for place in range(number)]
        row += 1
    return Sheet(100.0 * across, round(2 * RADIUS + (row - 1) * PITCH, 1), tuple(middles))


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps of colour, each `width` per mille wide; the last one has no upper end."""

    width: int

    def step(self, part: int, whole: int) -> int | None:
        """0 to 4, or None where there is nothing to have a share of. Exact: whole numbers only."""
        return min(part * 1000 // (whole * self.width), STEPS - 1) if whole else None

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """(from, to) of each step in per mille; `to` is where the next begins."""
        return tuple((step * self.width, (step + 1) * self.width) for step in range(STEPS))


def scale_for(shares: Iterable[tuple[int, int]]) -> Scale:
    """The scale that tells these shares (part, whole) apart best; wider ones for greater shares."""
    known = [(part, whole) for part, whole in shares if whole]
    for width in STEP_WIDTHS:
        if all(part * 1000 < whole * width * STEPS for part, whole in known):
            return Scale(width)
    return Scale(STEP_WIDTHS[-1])


def short_name(name: str) -> str:
    """The name without its office: 老城街道办事处 → 老城街道, 东关社区居委会 → 东关社区."""
    for ending, short in OFFICES:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            rest = name.removesuffix(ending)
            return rest if rest.endswith(short) else rest + short
    return name


def lines(name: str) -> Sequence[str]:
    """A name in one or two lines that fit into a cell; what is longer ends in an ellipsis."""
    short = short_name(name)
    if len(short) <= LINE:
        return (short,)
    half = min(LINE, ceil(len(short) / 2))
    rest = short[half:]
    return (short[:half], rest if len(rest) <= LINE else rest[: LINE - 1] + "…")
