"""One household: its tier, why, and what to ask. Pure.

Written apart from the columns of `rules.classify`, value by value in plain Python; property tests hold the
two equal, so "why this household" and "all 60,000" cannot disagree.
"""

from collections.abc import Collection, Mapping
from datetime import date

from lianxin.classification.asking import in_order
from lianxin.classification.inputs import MONTHS, NEVER
from lianxin.classification.verdicts import most_serious_first
from lianxin.classification.vocabulary import SERIOUS, Plain, Reason, Tier, Verdict, tiers_in
from lianxin.criteria import evaluate, explain
from lianxin.policies.vocabulary import PolicyDocument, Rule


def verdict(
    values: Mapping[str, Plain | None],
    policy: PolicyDocument,
    stale: Collection[str] = frozenset(),
    observed_on: Mapping[str, date] | None = None,
    *,
    still_priority: bool = False,
) -> Verdict:
    """Judge one household and say why. `values` by indicator code; None or left out is unknown.

    `observed_on` says when the facts were seen; it passes through to the reasons. A household that is
    `still_priority` has not left 连心户, so rules about the time since then are no reasons (`judging.judge`).
    """
    fresh = {fact: value for fact, value in values.items() if fact not in stale}
    now = _truths(values, policy)
    certain = _truths(fresh, policy) if stale else now
    tier = _tier(now)
    at_least = _tier(certain)
    still_open = tuple(
        rule
        for rule, truth in certain.items()
        if truth is None and Tier(rule.gives).code > (at_least.code if at_least in SERIOUS else 0)
    )
    missing = {fact for rule in still_open for fact in explain(rule.when, fresh, policy.values).missing}
    held = _truths({**values, MONTHS: NEVER}, policy) if still_priority else now
    true_rules = most_serious_first(tuple(rule for rule, truth in now.items() if truth and held[rule]))
    return Verdict(
        tier=tier,
        rules=tuple(rule.id for rule in true_rules),
        reasons=tuple(
            reason for rule in true_rules for reason in _reasons(rule, values, policy, observed_on or {})
        ),
        could_be=tiers_in(_possible(certain) & ~tier.bit),
        ask=in_order(missing, still_open, [indicator.code for indicator in policy.catalogue]),
        policy=policy.id,
    )


def _truths(values: Mapping[str, Plain | None], policy: PolicyDocument) -> dict[Rule, bool | None]:
    return {rule: evaluate(rule.when, values, policy.values) for rule in policy.rules}


def _tier(truths: Mapping[Rule, bool | None]) -> Tier:
    for tier in SERIOUS:
        if any(truth for rule, truth in truths.items() if rule.gives == tier):
            return tier
    return Tier.UNASSESSED if None in truths.values() else Tier.FINE


def _possible(truths: Mapping[Rule, bool | None]) -> int:
    """The mask of the tiers that some value of the unknown facts might bring about."""
    mask = 0
    for tier in SERIOUS:
        given = [truth for rule, truth in truths.items() if rule.gives == tier]
        if True in given or None in given:
            mask |= tier.bit
        if True in given:
            return mask
    return mask | Tier.FINE.bit


def _reasons(
    rule: Rule,
    values: Mapping[str, Plain | None],
    policy: PolicyDocument,
    days: Mapping[str, date],
) -> list[Reason]:
    """One reason for every comparison that made the rule true."""
    return [
        Reason(
            rule=rule.id,
            title_zh=rule.title_zh,
            title_en=rule.title_en,
            gives=Tier(rule.gives),
            fact=because.name,
            facts=because.facts,
            value=because.value,
            operator=because.operator,
            threshold=because.threshold,
            threshold_name=because.threshold_name,
            source=rule.source,
            observed_on=min((days[fact] for fact in because.facts if fact in days), default=None),
        )
        for because in explain(rule.when, values, policy.values).because
    ]
