"""From facts to tiers: `classify` for a register in columns, `verdict` for one household with reasons. Pure.

The tier is priority if any priority rule is true; else watch if any watch rule is true; else unassessed if
any rule is unknown; else fine. Facts past their date keep supporting the tier, but count as unknown for
`could_be` and `ask`: nobody loses help because a check is old, and everybody is asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.classification.asking import Asker
from lianxin.classification.reasons import verdict
from lianxin.classification.traits import Flags, known_of
from lianxin.classification.verdicts import Codes, Verdicts
from lianxin.classification.vocabulary import SERIOUS, Tier
from lianxin.criteria import Column, Outcome, Ruleset, row_masks
from lianxin.criteria.columns import Bits, pack
from lianxin.policies.vocabulary import PolicyDocument

__all__ = ["Compiled", "classify", "compiled", "verdict"]

Truth: TypeAlias = tuple[Flags, Flags]  # true, known


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A policy ready to run. `facts` are the indicators it asks, in the order of the catalogue."""

    ruleset: Ruleset
    asker: Asker
    facts: tuple[str, ...]


@lru_cache(maxsize=16)
def compiled(policy: PolicyDocument) -> Compiled:
    """Prepare a policy once; the answer is kept for as long as the document is in use."""
    groups = {tier: [at for at, rule in enumerate(policy.rules) if rule.gives == tier] for tier in SERIOUS}
    ruleset = Ruleset(
        [rule.when for rule in policy.rules],
        policy.values,
        {tier: rules for tier, rules in groups.items() if rules},
    )
    facts = tuple(indicator.code for indicator in policy.catalogue if indicator.code in ruleset.names)
    return Compiled(ruleset, Asker(ruleset.trees, facts), facts)


def classify(
    columns: Mapping[str, Column],
    policy: PolicyDocument,
    *,
    stale: Mapping[str, Flags] | None = None,
    ask: bool = True,
) -> Verdicts:
    """Judge every row of `columns` (by indicator code; others than the policy asks are ignored).

    `stale`: per indicator, shape (rows,), where the fact is past its date. Without `ask` nobody works out
    what to ask. Raises CriterionError when a column is missing or of the wrong kind.
    """
    ready = compiled(policy)
    columns = {fact: columns[fact] for fact in ready.facts if fact in columns}
    outcome = ready.ruleset.run(columns)
    fresh_columns = _without(columns, stale or {})
    fresh = ready.ruleset.run(fresh_columns) if stale else outcome
    tiers = _tiers(outcome, policy)
    certain = {tier: _group(fresh, tier, policy) for tier in SERIOUS}
    still_open = _open_rules(fresh, policy, certain)
    length = outcome.length
    return Verdicts(
        policy=policy,
        facts=ready.facts,
        tiers=tiers,
        could_be=_could_be(tiers, certain),
        reasons=outcome.reasons,
        open_rules=row_masks(still_open, length),
        ask=row_masks(ready.asker.ask(fresh_columns, still_open), length) if ask else None,
    )


def _without(columns: Mapping[str, Column], stale: Mapping[str, Flags]) -> dict[str, Column]:
    return {
        fact: Column(column.values, known_of(column) & ~stale[fact], column.choices)
        if fact in stale
        else column
        for fact, column in columns.items()
    }


def _group(outcome: Outcome, tier: Tier, policy: PolicyDocument) -> Truth:
    """Whether any rule of a tier is true, and whether that is known, per row."""
    if any(rule.gives == tier for rule in policy.rules):
        return outcome.group(tier).unpack()
    return np.zeros(outcome.length, np.bool_), np.ones(outcome.length, np.bool_)


def _tiers(outcome: Outcome, policy: PolicyDocument) -> Codes:
    (priority, priority_known), (watch, watch_known) = (_group(outcome, tier, policy) for tier in SERIOUS)
    tiers = np.where(priority_known & watch_known, Tier.FINE.code, Tier.UNASSESSED.code).astype(np.int8)
    tiers[watch] = Tier.WATCH.code
    tiers[priority] = Tier.PRIORITY.code
    return tiers


def _could_be(tiers: Codes, certain: Mapping[Tier, Truth]) -> npt.NDArray[np.uint8]:
    (priority, priority_known), (watch, watch_known) = (certain[tier] for tier in SERIOUS)
    possible = np.where(priority | ~priority_known, np.uint8(Tier.PRIORITY.bit), np.uint8(0))
    possible[~priority & (watch | ~watch_known)] |= np.uint8(Tier.WATCH.bit)
    possible[~priority & ~watch] |= np.uint8(Tier.FINE.bit)
    bits = np.array([1 << code for code in range(4)], np.uint8)
    return possible & ~bits[tiers]


def _open_rules(outcome: Outcome, policy: PolicyDocument, certain: Mapping[Tier, Truth]) -> Bits:
    """Packed bits, shape (rules, bytes): unknown rules of a tier above what is certain."""
    priority, watch = (pack(certain[tier][0]) for tier in SERIOUS)
    open_to = {Tier.PRIORITY: ~priority, Tier.WATCH: ~priority & ~watch}
    allowed = np.stack([open_to[Tier(rule.gives)] for rule in policy.rules])
    return ~outcome.known & allowed
