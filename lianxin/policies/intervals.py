"""What room some bounds leave for a number, remembering which comparison set each bound. Pure."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import TypeAlias

End: TypeAlias = Fraction | float  # a float only for -inf and inf


@dataclass(slots=True)
class Interval:
    """Numbers from `low` to `high`; an open end is left out, and so are the `excluded` numbers."""

    low: End = -inf
    high: End = inf
    low_open: bool = False
    high_open: bool = False
    low_by: str = ""
    high_by: str = ""
    excluded: dict[Fraction, str] = field(default_factory=dict)

    def narrow(self, operator: str, limit: End, by: str) -> None:
        """Keep only the numbers x with `x operator limit`; `by` says which comparison demands it."""
        is_open = operator in ("<", ">")
        if operator in (">", ">=", "==") and (limit, is_open) > (self.low, self.low_open):
            self.low, self.low_open, self.low_by = limit, is_open, by
        if operator in ("<", "<=", "==") and (limit, not is_open) < (self.high, not self.high_open):
            self.high, self.high_open, self.high_by = limit, is_open, by
        if operator == "!=" and isinstance(limit, Fraction):
            self.excluded[limit] = by

    def emptied_by(self) -> tuple[str, ...]:
        """The comparisons that together leave no number; none when there is room."""
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            return _distinct(self.low_by, self.high_by)
        if self.low == self.high and self.low in self.excluded:
            return _distinct(self.low_by, self.high_by, self.excluded[Fraction(self.low)])
        return ()


def _distinct(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
