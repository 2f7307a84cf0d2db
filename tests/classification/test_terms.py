"""What a class entails: visits, an end, and who moves when the rules change."""

from datetime import date

import numpy as np
import pytest

from lianxin.classification.terms import add_months, expires_on, moves, visits, visits_per_year
from lianxin.classification.vocabulary import Tier
from tests.classification.policies import shipped


def codes(*tiers):
    return np.array([tier.code for tier in tiers], np.int8)


def test_visits_follow_the_policy():
    assert visits(Tier.PRIORITY, shipped()) == 12
    tiers = codes(Tier.PRIORITY, Tier.WATCH, Tier.WATCH, Tier.FINE, Tier.UNASSESSED)
    assert visits_per_year(tiers, shipped()) == 12 + 4 + 4 + 3 + 4


def test_a_class_must_be_looked_at_again():
    assert expires_on(Tier.PRIORITY, date(2026, 3, 2), shipped()) == date(2027, 3, 2)
    assert expires_on(Tier.FINE, date(2026, 3, 2), shipped()) == date(2028, 3, 2)
    assert expires_on(Tier.UNASSESSED, date(2026, 11, 30), shipped()) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_moves_are_counted_and_the_many_come_first():
    before = codes(Tier.FINE, Tier.FINE, Tier.FINE, Tier.PRIORITY, Tier.WATCH)
    after = codes(Tier.WATCH, Tier.WATCH, Tier.FINE, Tier.WATCH, Tier.WATCH)
    assert list(moves(before, after).items()) == [
        ((Tier.FINE, Tier.WATCH), 2),
        ((Tier.PRIORITY, Tier.WATCH), 1),
    ]
    assert moves(before, before) == {}
