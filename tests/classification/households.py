"""Random households, near the places where rules change their mind, with holes and old facts in them."""

import numpy as np

from lianxin.classification.inputs import NEVER, plain_row
from lianxin.classification.rules import compiled
from lianxin.criteria import Column

AMOUNTS = (0, 100, 3001, 7799, 7800, 11699, 11700, 23999, 24000, 50000, 1_000_000)
COUNTS = (0, 1, 2, 3, 5)
MONTHS = (0, 11.9, 12, 60, NEVER)


def random_column(indicator, rows, rng, holes):
    known = rng.random(rows) >= holes
    if indicator.type == "bool":
        # Mostly as in a family that is well: else every household would be 连心户.
        well = indicator.code.endswith(("safe", "enough", "assured", "insured", "worker"))
        return Column(rng.random(rows) < (0.97 if well else 0.03), known)
    if indicator.code == "months_since_priority":
        return Column(rng.choice(MONTHS, rows))
    weights = None if indicator.type == "number" else np.arange(1, len(AMOUNTS) + 1) / 66
    return Column(rng.choice(COUNTS if weights is None else AMOUNTS, rows, p=weights).astype(float), known)


def random_register(policy, rows, seed, *, holes=0.1):
    """Columns of `rows` households for everything the policy asks."""
    rng = np.random.default_rng(seed)
    facts = compiled(policy).facts
    return {fact: random_column(policy.catalogue[fact], rows, rng, holes) for fact in facts}


def random_stale(columns, seed, share=0.1):
    """For some facts, rows in which a known value is past its date."""
    rng = np.random.default_rng(seed)
    length = len(next(iter(columns.values())))
    chosen = sorted(columns)[::2]
    return {fact: rng.random(length) < share for fact in chosen}


def plain_household(columns, row):
    return plain_row(columns, row)


def filled(values, policy, rng, *, share=1.0, renew=()):
    """The household after some (or all) unknown facts became known, and those in `renew` were asked again."""
    answers = dict(values)
    for fact, value in values.items():
        if fact in renew or (value is None and rng.random() < share):
            answers[fact] = plain_row({fact: random_column(policy.catalogue[fact], 1, rng, 0)}, 0)[fact]
    return answers
