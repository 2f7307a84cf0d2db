"""How numbers came to be what they are: counted back from today along what entered and what left. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.classification.placing import months_later

MONTHS = 12
COMPARED = (3, 2, 1)
"""Months back to compare with: the longest ago at which the register was already what it is now."""

SAME = 0.9
"""A register that held less than this part of today's households is another one, and is not compared with."""

Flow = tuple[date, int]
"""A day, and how many more there were at its end than at its beginning (fewer: below zero)."""


def month_days(today: date, months: int = MONTHS) -> list[date]:
    """The same day of the months before, the earliest first; today is the last."""
    return [months_later(today, -back) for back in range(months, -1, -1)]


def counted_back(count: int, flows: Iterable[Flow], days: Sequence[date]) -> list[int]:
    """How many there were at the end of each of these days, if there are `count` at the end of the last."""
    flows = list(flows)
    return [count - sum(net for on, net in flows if on > day) for day in days]


@dataclass(frozen=True, slots=True)
class Course:
    """Households per class at the end of each day in `days`; the last is today.

    The course begins where the register was already much the same: a list that was brought in later would
    otherwise look like so many households in need.
    """

    days: tuple[date, ...]
    counts: Mapping[str, tuple[int, ...]]

    @property
    def compared(self) -> int | None:
        """The months to compare with, or None when the register is too young."""
        return next((months for months in COMPARED if months < len(self.days)), None)

    def change(self, tier: str) -> int | None:
        """How many more households stand in a class than when compared."""
        values = self.counts[tier]
        return None if self.compared is None else values[-1] - values[-1 - self.compared]


def polyline(values: Sequence[int], width: float, height: float) -> str:
    """The points of a small line, as SVG takes them: the least at the bottom, the most at the top.

    A line without ups and downs runs through the middle. Needs two values or more.
    """
    least, range_ = min(values), max(values) - min(values)
    step = width / (len(values) - 1)
    shares = [(value - least) / range_ if range_ else 0.5 for value in values]
    return " ".join(f"{step * at:.1f},{height * (1 - share):.1f}" for at, share in enumerate(shares))


def course_of(counts: Mapping[str, int], flows: Mapping[str, Iterable[Flow]], today: date) -> Course:
    """The course of the last twelve months, from today's counts per class and what flowed in and out."""
    days = month_days(today)
    past = {tier: counted_back(count, flows.get(tier, ()), days) for tier, count in counts.items()}
    registered = [sum(values) for values in zip(*past.values(), strict=True)]
    begin = len(days) - 1
    while begin and registered[begin - 1] >= SAME * registered[-1]:
        begin -= 1
    kept = {tier: tuple(values[begin:]) for tier, values in past.items()}
    return Course(tuple(days[begin:]), kept)
