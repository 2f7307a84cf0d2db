"""What a policy would change: who would move where, and how many visits a year that costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count

from lianxin.classification.judging import judge, read_inputs
from lianxin.classification.models import Standing
from lianxin.classification.vocabulary import BY_CODE, Tier
from lianxin.databases.haste import collecting_seldom
from lianxin.policies.vocabulary import PolicyDocument


@dataclass(frozen=True, slots=True)
class Compared:
    """Tiers before and after, and the moves between them. Visits are those owed in a year."""

    households: int
    before: dict[Tier, int]
    after: dict[Tier, int]
    moves: dict[tuple[str, str], int]
    visits_before: int
    visits_after: int

    @property
    def changed(self) -> int:
        return sum(self.moves.values())


@collecting_seldom()
def compare_policies(now: PolicyDocument, tried: PolicyDocument, *, as_of: date, today: date) -> Compared:
    """Judge the whole register by both policies as of one day. Nothing is written.

    Both sides are the rules' own verdicts: exits from 连心户 that people have yet to decide count as moves.
    """
    inputs = read_inputs(tried.catalogue, as_of=as_of, looking_back=as_of < today)
    first, second = (judge(policy, inputs, ask=False) for policy in (now, tried))
    pairs, counts = np.unique(first.tiers.astype(np.int16) * 8 + second.tiers, return_counts=True)
    moves = {
        (BY_CODE[pair // 8].value, BY_CODE[pair % 8].value): int(count)
        for pair, count in zip(pairs.tolist(), counts, strict=True)
        if pair // 8 != pair % 8
    }
    before, after = first.counts(), second.counts()
    return Compared(
        len(first), before, after, moves, visits_per_year(before, now), visits_per_year(after, tried)
    )


def visits_per_year(tiers: Mapping[str, int], policy: PolicyDocument) -> int:
    """The visits that so many households of each tier are owed in a year."""
    return sum(int(policy.values[f"visits_{tier}"]) * count for tier, count in tiers.items())


def standing_tiers() -> dict[str, int]:
    """How many households stand in each tier now."""
    counts = dict.fromkeys((tier.value for tier in reversed(BY_CODE)), 0)
    return counts | dict(Standing.objects.values_list("tier").annotate(Count("pk")))
