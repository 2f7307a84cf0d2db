"""Verdicts of a whole register, as arrays; and one row of them in words. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.classification.asking import in_order
from lianxin.classification.vocabulary import BY_CODE, Tier, tiers_in
from lianxin.criteria import row_masks
from lianxin.criteria.columns import Bits
from lianxin.policies.vocabulary import PolicyDocument, Rule

Codes: TypeAlias = npt.NDArray[np.uint8]
Masks: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]


def most_serious_first(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Priority rules before watch rules, otherwise in the order of the policy."""
    return tuple(sorted(rules, key=lambda rule: rule.gives != Tier.PRIORITY))


@dataclass(frozen=True, eq=False)
class Verdicts:
    """One row per household; row i of everything is row i of the columns that were judged.

    `tiers`: tier codes (`Tier.code`), shape (rows,). `could_be`: other tiers still possible, bits `Tier.bit`.
    `true_lines`, `open_lines`, `ask_lines`: packed bits, a line per rule or fact; their masks per row are
    `reasons`, `open_rules` and `ask`. `facts`: what the policy asks. `ask_lines` is None when not wanted.
    """

    policy: PolicyDocument
    facts: tuple[str, ...]
    tiers: Codes
    could_be: npt.NDArray[np.uint8]
    true_lines: Bits
    open_lines: Bits
    ask_lines: Bits | None
    _rules: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.tiers)

    @cached_property
    def reasons(self) -> Masks:
        """Per row, bit i set where rule i of the policy is true (shape and type: `criteria.row_masks`)."""
        return row_masks(self.true_lines, len(self))

    @cached_property
    def open_rules(self) -> Masks:
        """Per row, bit i set where rule i is unknown and could still make the tier more serious."""
        return row_masks(self.open_lines, len(self))

    @cached_property
    def ask(self) -> Masks:
        """Per row, bit i set where `facts[i]` is unknown and could still change the tier."""
        if self.ask_lines is None:
            raise ValueError("classify was told not to look for what to ask")
        return row_masks(self.ask_lines, len(self))

    def counts(self) -> dict[Tier, int]:
        """How many households stand in each tier."""
        counted = np.bincount(self.tiers, minlength=len(BY_CODE))
        return {tier: int(counted[tier.code]) for tier in reversed(BY_CODE)}

    def tier(self, row: int) -> Tier:
        return Tier.of(int(self.tiers[row]))

    def rules(self, row: int) -> tuple[str, ...]:
        """The ids of the rules that are true, the most serious first."""
        key = _mask(self.reasons, row)
        if key not in self._rules:
            self._rules[key] = tuple(rule.id for rule in most_serious_first(self._chosen(key)))
        return self._rules[key]

    def others(self, row: int) -> tuple[Tier, ...]:
        """The other tiers that are still possible, the most serious first."""
        return tiers_in(int(self.could_be[row]))

    def asked(self, row: int) -> tuple[str, ...]:
        """The facts worth asking, the most telling first. Rows that look alike are worked out once."""
        key = (_mask(self.open_rules, row), _mask(self.ask, row))
        if key not in self._asked:
            facts = [fact for at, fact in enumerate(self.facts) if key[1] >> at & 1]
            self._asked[key] = in_order(facts, self._chosen(key[0]), self.facts)
        return self._asked[key]

    def _chosen(self, mask: int) -> tuple[Rule, ...]:
        return tuple(rule for at, rule in enumerate(self.policy.rules) if mask >> at & 1)


def _mask(masks: Masks, row: int) -> int:
    if masks.ndim == 1:
        return int(masks[row])
    return sum(int(chunk) << 64 * at for at, chunk in enumerate(masks[row]))
