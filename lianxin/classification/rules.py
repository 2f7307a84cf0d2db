"""From facts to tiers: `classify` for a register in columns, `verdict` for one household with reasons. Pure.

The tier is priority if any priority rule is true; else watch if any watch rule is true; else unassessed if
any rule is unknown; else fine. Facts past their date keep supporting the tier, but count as unknown for
`could_be` and `ask`: nobody loses help because a check is old, and everybody is asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from lianxin.classification.asking import Asker
from lianxin.classification.reasons import verdict
from lianxin.classification.traits import Flags, known_of
from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import BY_CODE, SERIOUS, Tier
from lianxin.criteria import Column, Outcome, Ruleset, row_masks
from lianxin.criteria.columns import Bits
from lianxin.policies.vocabulary import PolicyDocument

__all__ = ["Compiled", "classify", "compiled", "verdict"]


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
    now, certain = _levels(outcome, policy), _levels(fresh, policy)
    open_lines = _open_lines(fresh, policy, certain)
    tiers = row_masks(np.stack([now.priority | now.fine, now.priority | now.watch]), outcome.length)
    return Verdicts(
        policy=policy,
        facts=ready.facts,
        tiers=tiers,
        could_be=_possible(certain, outcome.length) & ~np.left_shift(1, tiers, dtype=np.uint8),
        true_lines=outcome.true,
        open_lines=open_lines,
        ask_lines=ready.asker.ask(fresh_columns, open_lines) if ask else None,
    )


def _without(columns: Mapping[str, Column], stale: Mapping[str, Flags]) -> dict[str, Column]:
    return {
        fact: Column(column.values, known_of(column) & ~stale[fact], column.choices, column.rows)
        if fact in stale
        else column
        for fact, column in columns.items()
    }


@dataclass(frozen=True, slots=True)
class Levels:
    """Packed bits: rows that are priority, watch and fine; no row is two of them, the rest are unassessed.

    `maybe_priority`, `maybe_watch`: rows in which a rule of the tier is unknown and none is true.
    """

    priority: Bits
    watch: Bits
    fine: Bits
    maybe_priority: Bits
    maybe_watch: Bits


def _levels(outcome: Outcome, policy: PolicyDocument) -> Levels:
    (priority, priority_known), (watch, watch_known) = (_group(outcome, tier, policy) for tier in SERIOUS)
    return Levels(
        priority=priority,
        watch=watch & ~priority,
        fine=priority_known & watch_known & ~priority & ~watch,
        maybe_priority=~priority_known,
        maybe_watch=~watch_known,
    )


def _group(outcome: Outcome, tier: Tier, policy: PolicyDocument) -> tuple[Bits, Bits]:
    """Where any rule of a tier is true, and where that is known; always known when it has no rules."""
    if any(rule.gives == tier for rule in policy.rules):
        truths = outcome.group(tier)
        return truths.true, truths.known
    nowhere = np.zeros((outcome.length + 7) // 8, np.uint8)
    return nowhere, ~nowhere


def _possible(certain: Levels, length: int) -> npt.NDArray[np.uint8]:
    """Masks of the tiers that some value of the unknown facts might bring about, shape (length,)."""
    lines = {
        Tier.UNASSESSED: np.zeros_like(certain.fine),
        Tier.FINE: ~certain.priority & ~certain.watch,
        Tier.WATCH: ~certain.priority & (certain.watch | certain.maybe_watch),
        Tier.PRIORITY: certain.priority | certain.maybe_priority,
    }
    return row_masks(np.stack([lines[tier] for tier in BY_CODE]), length)


def _open_lines(outcome: Outcome, policy: PolicyDocument, certain: Levels) -> Bits:
    """Packed bits, shape (rules, bytes): unknown rules of a tier above what is certain."""
    below = {Tier.PRIORITY: ~certain.priority, Tier.WATCH: ~certain.priority & ~certain.watch}
    return ~outcome.known & np.stack([below[Tier(rule.gives)] for rule in policy.rules])
