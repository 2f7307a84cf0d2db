"""The work: the shipped tiers policy, and made-up households with some facts unknown."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria.binding import bind
from lianxin.criteria.tree import Condition
from lianxin.policies.document import read
from lianxin.policies.vocabulary import PolicyDocument

POLICY = Path(__file__).parent.parent.parent / "policy" / "tiers" / "2026-01-01.yaml"
FINE, WATCH, PRIORITY, UNASSESSED = 1, 2, 3, 0
NEVER = np.inf  # months since a household was priority, if it never was
UNKNOWN_SHARE = 0.03
VARIETY = 1_000_000  # distinct households; more rows repeat them

Values = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Task:
    """Rule i has bit i in the mask of reasons; `priority` is the mask of all priority rules."""

    policy: PolicyDocument
    trees: tuple[Condition, ...]
    names: tuple[str, ...]
    priority: int

    @property
    def mask(self) -> type[np.uint32] | type[np.uint64]:
        """The type of a mask of reasons."""
        return np.uint32 if len(self.trees) <= 32 else np.uint64


def task() -> Task:
    policy = read(POLICY.read_text(encoding="utf-8"), filename=POLICY.name)
    names = sorted({name for rule in policy.rules for name in rule.when.names} - set(policy.numbers))
    priority = sum(1 << at for at, rule in enumerate(policy.rules) if rule.gives == "priority")
    trees = tuple(bind(rule.when.tree, policy.values) for rule in policy.rules)
    return Task(policy, trees, tuple(names), priority)


# 元: median, spread, share of zero
MONEY = {
    "income_per_head": (17_000, 0.6, 0.01),
    "income_total": (62_000, 0.7, 0.01),
    "debt_balance": (30_000, 1.0, 0.6),
    "medical_out_of_pocket": (4_000, 1.1, 0.2),
    "disaster_loss": (6_000, 1.0, 0.95),
}
COUNTS = {
    "adults_16_59": (0.1, 0.25, 0.45, 0.2),
    "elders_60": (0.5, 0.25, 0.25),
    "children_under_16": (0.5, 0.3, 0.2),
}
LIKELY = {
    "housing_is_safe": 0.98, "water_is_safe": 0.985, "food_is_enough": 0.995, "clothing_is_enough": 0.995,
    "education_is_assured": 0.99, "medical_is_insured": 0.97, "has_able_worker": 0.88,
    "gets_low_income_allowance": 0.05, "gets_extreme_poverty_support": 0.01, "main_earner_lost_job": 0.03,
    "has_severe_disability": 0.03, "has_disability": 0.08, "has_serious_illness": 0.04,
    "has_chronic_illness": 0.2, "all_adults_disabled": 0.01, "has_child_out_of_school": 0.005,
    "elders_live_alone": 0.12, "has_left_behind_child": 0.06,
}  # fmt: skip


def households(names: tuple[str, ...], rows: int, seed: int) -> tuple[Values, Values]:
    """(values, known) by name, arrays of shape (rows,). Money in whole 元 as int32, counts as uint8.

    What is unknown still has a value, the true one, so that engines without unknowns have the same rows.
    """
    rng = np.random.default_rng(seed)
    distinct = min(rows, VARIETY)
    values: Values = {}
    for name in names:
        if name in MONEY:
            typical, spread, zero = MONEY[name]
            made = rng.lognormal(np.log(typical), spread, distinct).astype(np.int32)
            made[rng.random(distinct) < zero] = 0
        elif name in COUNTS:
            made = rng.choice(len(COUNTS[name]), distinct, p=COUNTS[name]).astype(np.uint8)
        elif name == "months_since_priority":
            made = np.where(rng.random(distinct) < 0.95, NEVER, rng.integers(0, 60, distinct)).astype(
                np.float32
            )
        else:
            made = rng.random(distinct) < LIKELY[name]
        values[name] = np.resize(made, rows)
    known = {name: np.resize(rng.random(distinct) >= UNKNOWN_SHARE, rows) for name in names}
    return values, known


def shown(tiers: npt.NDArray[Any], reasons: npt.NDArray[Any], sample: list[int]) -> dict[str, Any]:
    """An answer for checking: the sampled rows, how many rows each tier has, how many reasons there are."""
    return {
        "tiers": tiers[sample].tolist(),
        "reasons": reasons[sample].tolist(),
        "counts": np.bincount(tiers, minlength=4).tolist(),
        "total": int(np.bitwise_count(reasons).sum()),
    }
