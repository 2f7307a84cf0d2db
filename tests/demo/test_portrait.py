"""What goes with being poor: hardship comes in company, and not by chance."""

import numpy as np
import pytest

from lianxin.demo.portrait import FIFTHS, by_fifth


@pytest.fixture(scope="module")
def portrait(district):
    return by_fifth(district)


@pytest.mark.parametrize(
    "hardship",
    [
        "someone chronically ill",
        "someone seriously ill",
        "someone disabled",
        "an unsafe home",
        "an allowance",
    ],
)
def test_the_poorest_fifth_bears_more_of_each_hardship_than_the_richest(portrait, hardship):
    poorest, richest = portrait[hardship][0], portrait[hardship][-1]
    assert poorest > 1.5 * richest


def test_work_far_away_is_what_lifts_incomes(portrait):
    away = portrait["someone earns outside the county"]
    assert (np.diff(away) > 0).all()


def test_the_poor_live_farther_from_the_street(portrait):
    assert portrait["remoteness"][0] > portrait["remoteness"][-1]


def test_every_row_has_a_number_for_each_fifth(portrait):
    assert {len(numbers) for numbers in portrait.values()} == {FIFTHS}
    assert (np.diff(portrait["income a head"]) > 0).all()
