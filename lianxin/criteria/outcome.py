"""What a rule set found, rule by rule or row by row."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lianxin.criteria.columns import Bits, Truths
from lianxin.criteria.rows import Masks, row_masks


@dataclass(frozen=True, eq=False)
class Outcome:
    """Packed bits, shape (lines, bytes): a line for each criterion in order, then one for each group."""

    true_lines: Bits
    known_lines: Bits
    length: int
    groups: tuple[str, ...] = ()

    @property
    def rules(self) -> int:
        return len(self.true_lines) - len(self.groups)

    @property
    def true(self) -> Bits:
        """Shape (rules, bytes): where each criterion is true."""
        return self.true_lines[: self.rules]

    @property
    def known(self) -> Bits:
        """Shape (rules, bytes): where each criterion is settled, true or false."""
        return self.known_lines[: self.rules]

    def rule(self, position: int) -> Truths:
        return Truths(self.true[position], self.known[position], self.length)

    def group(self, name: str) -> Truths:
        """Whether any criterion of the group holds; unknown where none does but one might."""
        line = self.rules + self.groups.index(name)
        return Truths(self.true_lines[line], self.known_lines[line], self.length)

    @cached_property
    def reasons(self) -> Masks:
        """One mask per row, bit i set where criterion i is true; see `row_masks` for its shape."""
        return row_masks(self.true, self.length)

    @cached_property
    def doubts(self) -> Masks:
        """One mask per row, bit i set where criterion i is unknown."""
        return row_masks(np.invert(self.known), self.length)


@dataclass(frozen=True, eq=False)
class ByRow:
    """Masks with bit i for criterion i, one per row (see `row_masks` for their shape), and the groups."""

    reasons: Masks  # true
    doubts: Masks | None  # unknown; None unless asked for
    length: int
    group_true: Bits
    group_known: Bits
    groups: tuple[str, ...] = ()

    def group(self, name: str) -> Truths:
        """Whether any criterion of the group holds; unknown where none does but one might."""
        line = self.groups.index(name)
        return Truths(self.group_true[line], self.group_known[line], self.length)
