"""What a class entails by the policy: visits in a year, and the day it must be looked at again. Pure."""

from calendar import monthrange
from datetime import date

import numpy as np

from lianxin.classification.verdicts import Codes
from lianxin.classification.vocabulary import BY_CODE, Tier
from lianxin.policies.vocabulary import PolicyDocument


def visits(tier: Tier, policy: PolicyDocument) -> int:
    """Visits a household of the tier is owed in a year."""
    return int(policy.numbers[f"visits_{tier}"].value)


def visits_per_year(tiers: Codes, policy: PolicyDocument) -> int:
    """Visits owed in a year to all households. `tiers`: tier codes, shape (households,)."""
    counted = np.bincount(tiers, minlength=len(BY_CODE))
    return sum(int(counted[tier.code]) * visits(tier, policy) for tier in BY_CODE)


def expires_on(tier: Tier, from_on: date, policy: PolicyDocument) -> date:
    """The day on which a class given on `from_on` must be looked at again."""
    return add_months(from_on, int(policy.numbers[f"expires_{tier}"].value))


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def moves(before: Codes, after: Codes) -> dict[tuple[Tier, Tier], int]:
    """How many households go from one tier to another; those that stay are left out.

    `before`, `after`: tier codes, same shape, row by row the same households. Most numerous move first.
    """
    several = len(BY_CODE)
    counted = np.bincount(before.astype(np.intp) * several + after, minlength=several * several)
    found = {
        (BY_CODE[at // several], BY_CODE[at % several]): int(n)
        for at, n in enumerate(counted)
        if n and at // several != at % several
    }
    return dict(sorted(found.items(), key=lambda move: -move[1]))
