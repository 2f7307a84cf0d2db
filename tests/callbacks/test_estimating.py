"""Sizes, shares and what few answers allow one to say."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.callbacks.estimating import Answers, estimate, rates
from lianxin.callbacks.sizing import Z, allocate, answers_needed, calls_needed
from lianxin.callbacks.vocabulary import Outcome
from lianxin.chance import around
from lianxin.chance import wilson as whole_wilson


def test_the_size_is_cochrans():
    """Cochran's table: 95 %, ± 5 points, a half: 384 and a bit of an endless population; 278 of 1,000."""
    assert answers_needed(10**9, confidence=95, margin=0.05) == 385
    assert answers_needed(1000, confidence=95, margin=0.05) == 278
    assert answers_needed(60, confidence=95, margin=0.01) == 60
    assert answers_needed(0, confidence=95, margin=0.05) == 0
    assert calls_needed(278, 1000, 0.6) == 464
    assert calls_needed(278, 300, 0.6) == 300


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 400), max_size=8),
    st.integers(0, 900),
    st.integers(0, 8),
)
def test_every_stratum_gets_its_least_and_none_more_than_it_has(sizes, total, least):
    given_out = allocate(sizes, total, least)
    here = {code: size for code, size in sizes.items() if size}
    assert given_out.keys() == here.keys()
    for code, size in here.items():
        assert given_out[code] <= size
        assert total == 0 or given_out[code] >= min(least, size)
    wanted = min(total, sum(here.values()))
    floor = sum(min(least, size) for size in here.values()) if total else 0
    assert sum(given_out.values()) == max(wanted, floor)


def test_shares_are_in_proportion():
    assert allocate({"a": 500, "b": 300, "c": 200}, 100) == {"a": 50, "b": 30, "c": 20}
    assert allocate({"a": 990, "b": 10}, 100, 5) == {"a": 95, "b": 5}


def test_of_a_plain_sample_the_interval_is_wilsons():
    found = estimate([Answers(10**7, 80, 60)])
    plain = whole_wilson(60, 80)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=1e-4)
    assert found.share == 0.75


def test_strata_weigh_as_much_as_their_homes():
    found = estimate([Answers(900, 10, 10), Answers(100, 10, 0)])
    assert found.share == pytest.approx(0.9)
    assert found.effective < 20, "answers that are not in proportion are worth less"


def test_whoever_asked_everybody_knows():
    found = estimate([Answers(12, 12, 9)])
    assert (found.low, found.share, found.high) == (0.75, 0.75, 0.75)


def test_few_answers_say_nothing():
    assert estimate([Answers(100, 19, 3)], few=20) is None
    assert estimate([Answers(100, 0, 0)]) is None
    assert estimate([Answers(100, 20, 3)], few=20) is not None


def test_a_stratum_without_answers_is_told():
    found = estimate([Answers(80, 20, 20), Answers(20, 0, 0)])
    assert found.covered == pytest.approx(0.8)


def test_more_said_than_answered_is_refused():
    with pytest.raises(ValueError, match="no answers"):
        estimate([Answers(10, 3, 4)])


@pytest.mark.parametrize("truth", [0.5, 0.8, 0.95])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth):
    """600 rounds of three towns of different size and truth; 95 % is said, 93 % at least are asked for."""
    luck, held = Random(7), 0
    towns = [(900, truth), (400, min(1, truth + 0.04)), (200, truth - 0.1)]
    whole = sum(size * share for size, share in towns) / 1500
    for _ in range(600):
        strata = []
        for size, share in towns:
            n = max(5, size // 15)
            yes = round(size * share)
            said = sum(unit < yes for unit in luck.sample(range(size), n))
            strata.append(Answers(size, n, said))
        found = estimate(strata)
        held += found.low <= whole <= found.high
    assert held / 600 >= 0.93


def test_wilson_needs_no_whole_number():
    held = around(0.5, 40.5, Z[95])
    assert 0.34 < held.low < 0.36
    assert 0.64 < held.high < 0.66


def test_rates_count_everybody_who_was_drawn():
    told = rates({Outcome.ANSWERED: 60, Outcome.REFUSED: 10, Outcome.NO_ANSWER: 20, Outcome.WRONG_NUMBER: 10})
    assert (told.drawn, told.response, told.contact, told.refusal) == (100, 0.6, 0.7, 0.1)
    assert rates({}).response == 0.0
