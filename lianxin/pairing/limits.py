"""What the policy of pairing says: how much a post may take on, what a pair costs, what homes need. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lianxin.criteria import Column, evaluate
from lianxin.pairing.vocabulary import Ints, Weights
from lianxin.people.vocabulary import BY_CODE, Rank
from lianxin.policies.vocabulary import PolicyDocument, Rule

NOTHING = "nothing"  # what an example expects of a household that needs no special ability


@dataclass(frozen=True, slots=True)
class Room:
    """How much a cadre may take on: households, and visits a year."""

    homes: int
    visits: int


def room_of(rank: Rank, policy: PolicyDocument) -> Room:
    """What a post of this rank may take on."""
    values = policy.values
    return Room(int(values[f"homes_{rank.value}"]), int(values[f"visits_{rank.value}"]))


def weights_of(policy: PolicyDocument) -> Weights:
    """The points of the policy; a household without a cadre stays dearer than anything."""
    values = policy.values
    return Weights(
        visit_km=round(values["points_km"]),
        other_town=round(values["points_other_town"]),
        change=round(values["points_change"]),
        skill=round(values["points_ability"]),
        leader=round(values["points_leader"]),
    )


def asked_by(policy: PolicyDocument) -> set[str]:
    """The inputs that the policy's rules name."""
    return {name for rule in policy.rules for name in rule.when.names - policy.numbers.keys()}


def needs_of(columns: Mapping[str, Column], policy: PolicyDocument, households: int) -> Ints:
    """What each household needs, as a sum of `Ability` bits; what is unknown is no need.

    columns: the indicators that the policy's rules name, `households` rows each. Returns shape (households,).
    """
    needs = np.zeros(households, np.int64)
    for rule in policy.rules:
        true, _ = evaluate(rule.when, columns, policy.values).unpack()
        needs[true] |= BY_CODE[rule.gives].value
    return needs


def rules_that_hold(values: Mapping[str, object], policy: PolicyDocument) -> list[Rule]:
    """The rules that are true of one household's plain values (None: unknown)."""
    return [rule for rule in policy.rules if evaluate(rule.when, values, policy.values) is True]
