"""Columns, packed bits and masks."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lianxin.criteria import Column, Truths, evaluate, parse, row_masks
from lianxin.criteria.columns import pack, unpack


def test_a_column_from_plain_values_knows_what_is_known():
    column = Column.of([3, None, 2.5])
    assert (column.kind, len(column)) == ("number", 3)
    assert column.known.tolist() == [True, False, True]
    assert Column.of([None, True]).kind == "bool"
    assert Column.of(["lost", None, "full", "lost"]).values.tolist() == [0, 0, 1, 0]
    assert Column.of([None], kind="text").kind == "text"


@pytest.mark.parametrize("kind", ["number", "bool", "text"])
def test_a_column_of_which_nothing_is_known_leaves_everything_open(kind):
    test = {"number": "x > 1", "bool": "x", "text": "x == 'lost'"}[kind]
    assert evaluate(parse(test), {"x": Column.unknown(70, kind)}).counts() == (0, 0, 70)


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 64, 1000])
def test_known_may_be_given_as_arrow_packs_it(rows):
    values, known = np.arange(rows), np.arange(rows) % 3 > 0
    plain = evaluate(parse("x > 5"), {"x": Column(values, known)})
    packed = evaluate(parse("x > 5"), {"x": Column(values, pack(known))})
    assert np.array_equal(plain.true, packed.true)
    assert np.array_equal(plain.known, packed.known)
    assert Column(values, pack(known)).known_flags().tolist() == known.tolist()
    assert Column(values).known_flags().all()


@pytest.mark.parametrize("rows", [1, 8, 77, 1000])
def test_a_packed_column_gives_the_same_answers(rows):
    rng = np.random.default_rng(rows)
    columns = {
        "a": Column(rng.random(rows) < 0.5, rng.random(rows) < 0.7),
        "b": Column(rng.random(rows) < 0.5),
        "x": Column(rng.integers(0, 5, rows), rng.random(rows) < 0.7),
        "t": Column(rng.integers(0, 2, rows), None, ("full", "lost")),
    }
    packed = {name: column.packed().packed() for name, column in columns.items()}
    assert [column.kind for column in packed.values()] == ["bool", "bool", "number", "text"]
    assert [len(column) for column in packed.values()] == [rows] * 4
    for rule in ("a and not b", "a == b or x > 3", "a != True or t == 'lost'"):
        plain, small = evaluate(parse(rule), columns), evaluate(parse(rule), packed)
        assert np.array_equal(plain.true, small.true)
        assert np.array_equal(plain.known, small.known)


@pytest.mark.parametrize(
    ("values", "known", "choices"),
    [
        (np.zeros((2, 2)), None, None),
        (np.array([None]), None, None),
        (np.array(["2026-01-01"], "datetime64[D]"), None, None),
        (np.zeros(2, np.float16), None, None),
        (np.zeros(2), np.zeros(3, bool), None),
        (np.zeros(2), np.zeros(2, np.uint8), None),
        (np.zeros(2), np.zeros(2), None),
        (np.zeros(2), None, ("lost",)),
    ],
)
def test_what_is_no_column_is_refused(values, known, choices):
    with pytest.raises(TypeError):
        Column(values, known, choices)


def test_packed_values_must_fit_their_rows():
    for values in (np.zeros(2, np.uint8), np.zeros(1, np.int8)):
        with pytest.raises(TypeError):
            Column(values, rows=8)


def test_truths_count_and_unpack_without_the_padding_behind_the_last_row():
    truths = evaluate(parse("not x or x"), {"x": Column(np.ones(13, bool), np.arange(13) > 2)})
    true, known = truths.unpack()
    assert (len(true), len(known)) == (13, 13)
    assert truths.counts() == (10, 0, 3)
    assert truths.true[-1] >> 5 == truths.known[-1] >> 5 == 0
    assert Truths(pack(np.zeros(0, bool)), pack(np.zeros(0, bool)), 0).counts() == (0, 0, 0)


@given(st.integers(0, 130), st.integers(0, 300), st.integers(0, 2**32))
@example(64, 64, 1)
@example(65, 257, 1)
def test_masks_are_the_bits_turned_on_their_side(lines, rows, seed):
    flags = np.random.default_rng(seed).random((lines, rows)) < 0.4
    packed = np.packbits(flags, axis=1, bitorder="little")
    masks = row_masks(packed, rows)
    chunked = masks if masks.ndim == 2 else masks[:, None]
    for line in range(lines):
        mask = chunked[:, line // 64] >> masks.dtype.type(line % 64)
        assert np.array_equal((mask & masks.dtype.type(1)).astype(bool), flags[line])
    assert masks.dtype.itemsize * 8 >= min(lines, 64)


@pytest.mark.parametrize(("lines", "bits"), [(1, 8), (8, 8), (9, 16), (17, 32), (30, 32), (33, 64), (64, 64)])
def test_masks_are_no_wider_than_needed(lines, bits):
    assert row_masks(np.full((lines, 1), 255, np.uint8), 8).dtype == np.dtype(f"u{bits // 8}")
    assert row_masks(np.full((65, 1), 255, np.uint8), 8).shape == (8, 2)


def test_masks_are_the_same_on_one_thread_and_on_three():
    packed = np.random.default_rng(1).integers(0, 256, (30, 40_000)).astype(np.uint8)
    assert np.array_equal(row_masks(packed, 319_999, threads=1), row_masks(packed, 319_999, threads=3))


@given(st.lists(st.booleans(), max_size=70))
def test_packing_and_unpacking_are_each_others_undoing(flags):
    assert unpack(pack(np.array(flags, bool)), len(flags)).tolist() == flags
