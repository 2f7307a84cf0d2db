"""Sums in columns, whatever the types: the answer of one household in double precision."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lianxin.criteria import Column, evaluate, parse
from tests.criteria.test_back_ends import as_truths

INTEGERS = [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64]
ALL = [*INTEGERS, np.float32, np.float64]
RULES = [
    "3 * x > y",
    "x + y <= 100",
    "x - y < 0",
    "x + 1000000 > y",
    "x * y == 6",
    "x * x - y * y > 0",
    "0.5 * x >= y",
    "x > 1.5 + y",
    "x / y <= 0.4",
    "x / 2 == y",
    "x - 32768 < 0 - y",
    "x * 1 == y / 1",
    "2 * x > 100000",
    "-x < y",
]
EXACT = 2**53 // 1000


def extremes(dtype):
    if np.dtype(dtype).kind == "f":
        return [-2.5, 0, 0.1, 1e9, float("inf"), float("nan")]
    limits = np.iinfo(dtype)
    return sorted({max(limits.min, -EXACT), max(limits.min, -1), 0, 1, 2, 3, min(limits.max, EXACT)})


def numbers(dtype):
    return st.lists(st.sampled_from(extremes(dtype)) | st.integers(0, 100), min_size=12, max_size=12)


@given(st.sampled_from(ALL), st.sampled_from(ALL), st.data())
@settings(deadline=None)
def test_sums_of_every_number_type_are_those_of_one_household(first, second, data):
    x = np.array(data.draw(numbers(first)), first)
    y = np.array(data.draw(numbers(second)), second)
    for rule in RULES:
        criterion = parse(rule)
        expected = [evaluate(criterion, {"x": a, "y": b}) for a, b in zip(x, y, strict=True)]
        assert as_truths(evaluate(criterion, {"x": Column(x), "y": Column(y)})) == expected, rule


@given(st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=8))
@example([2**31 - 1])
@example([-(2**31)])
def test_a_sum_too_large_for_small_integers_does_not_wrap_around(values):
    column = Column(np.array(values, np.int32))
    for rule in ("2 * x > x", "x * x >= x", "x - 1 < x", "x + x == 2 * x"):
        expected = [evaluate(parse(rule), {"x": value}) for value in values]
        assert as_truths(evaluate(parse(rule), {"x": column})) == expected


@pytest.mark.parametrize("dtype", ALL)
def test_what_stands_in_an_unknown_row_does_not_matter(dtype):
    wild = np.array([5, *extremes(dtype)], dtype)
    known = np.arange(len(wild)) == 0
    truths = as_truths(evaluate(parse("2 * x + 1 > 3 and x / 2 < 9"), {"x": Column(wild, known)}))
    assert truths == [True, *[None] * (len(wild) - 1)]


def test_unknown_and_division_by_zero_pass_through_sums():
    columns = {"x": Column.of([None, 6, 6, 0]), "y": Column.of([2, 0, 3, 0])}
    assert as_truths(evaluate(parse("x / y + 1 > 2"), columns)) == [None, None, True, None]
    assert as_truths(evaluate(parse("x + 1 / 0 > 2"), columns)) == [None] * 4
    assert as_truths(evaluate(parse("1 / (x - y) > 0"), columns)) == [None, True, True, None]
