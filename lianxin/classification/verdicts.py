"""Verdicts of a whole register, as arrays; and one row of them in words. Pure."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.classification.asking import in_order
from lianxin.classification.vocabulary import BY_CODE, Tier, tiers_in
from lianxin.policies.vocabulary import PolicyDocument, Rule

Codes: TypeAlias = npt.NDArray[np.int8]
Masks: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]


def most_serious_first(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Priority rules before watch rules, otherwise in the order of the policy."""
    return tuple(sorted(rules, key=lambda rule: rule.gives != Tier.PRIORITY))


@dataclass(frozen=True, eq=False)
class Verdicts:
    """One row per household; row i of everything is row i of the columns that were judged.

    `tiers`: tier codes (`Tier.code`), int8. `could_be`: other tiers still possible, uint8, bits `Tier.bit`.
    `reasons`: rules that are true, `open_rules`: rules that unknown facts leave open and that could still
    change the tier; bit i is rule i of the policy. `ask`: facts worth asking, bit i is `facts[i]`; None when
    it was not wanted. The three masks have the smallest unsigned type that fits; beyond 64 bits they are
    uint64 of shape (rows, chunks).
    """

    policy: PolicyDocument
    facts: tuple[str, ...]
    tiers: Codes
    could_be: npt.NDArray[np.uint8]
    reasons: Masks
    open_rules: Masks
    ask: Masks | None
    _asked: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.tiers)

    def counts(self) -> dict[Tier, int]:
        """How many households stand in each tier."""
        counted = np.bincount(self.tiers, minlength=len(BY_CODE))
        return {tier: int(counted[tier.code]) for tier in reversed(BY_CODE)}

    def tier(self, row: int) -> Tier:
        return Tier.of(int(self.tiers[row]))

    def rules(self, row: int) -> tuple[str, ...]:
        """The ids of the rules that are true, the most serious first."""
        return tuple(rule.id for rule in most_serious_first(self._chosen(_mask(self.reasons, row))))

    def others(self, row: int) -> tuple[Tier, ...]:
        """The other tiers that are still possible, the most serious first."""
        return tiers_in(int(self.could_be[row]))

    def asked(self, row: int) -> tuple[str, ...]:
        """The facts worth asking, the most telling first. Rows that look alike are worked out once."""
        if self.ask is None:
            raise ValueError("classify was told not to look for what to ask")
        key = (_mask(self.open_rules, row), _mask(self.ask, row))
        if key not in self._asked:
            facts = [fact for at, fact in enumerate(self.facts) if key[1] >> at & 1]
            self._asked[key] = in_order(facts, self._chosen(key[0]), self.facts)
        return self._asked[key]

    def _chosen(self, mask: int) -> tuple[Rule, ...]:
        return tuple(rule for at, rule in enumerate(self.policy.rules) if mask >> at & 1)


def _mask(masks: Masks, row: int) -> int:
    mask = masks[row]
    if mask.ndim == 0:
        return int(mask)
    return sum(int(chunk) << 64 * at for at, chunk in enumerate(mask))
