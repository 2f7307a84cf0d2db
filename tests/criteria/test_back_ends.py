"""One household, columns and a warehouse give the same answer, whatever the rule and whatever is unknown."""

import duckdb
import ibis
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lianxin.criteria import Column, CriterionError, evaluate, parse, unparse
from tests.criteria.expressions import FACTS, KINDS, NUMBERS, POLICY, TEXTS, conditions, households

SCHEMA = {
    **dict.fromkeys(NUMBERS, "float64"),
    **dict.fromkeys(FACTS, "boolean"),
    **dict.fromkeys(TEXTS, "string"),
}
SQL_TYPES = {"float64": "DOUBLE", "float32": "FLOAT", "boolean": "BOOLEAN", "string": "VARCHAR"}
TABLE = ibis.table(SCHEMA, name="households")


def criterion_of(tree):
    return parse(unparse(tree), kinds=KINDS)


def columns_of(rows):
    return {name: Column.of([row[name] for row in rows], KINDS[name]) for name in (*NUMBERS, *FACTS, *TEXTS)}


def as_truths(truths):
    """Truths as a list of True, False, None."""
    true, known = truths.unpack()
    return [bool(t) if k else None for t, k in zip(true, known, strict=True)]


@pytest.fixture(scope="module")
def warehouse():
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} {SQL_TYPES[kind]}" for name, kind in SCHEMA.items())
        connection.execute(f"CREATE TABLE households ({columns})")
        yield connection


def asked_of(warehouse, criterion, rows):
    warehouse.execute("DELETE FROM households")
    places = ", ".join("?" * len(SCHEMA))
    warehouse.executemany(
        f"INSERT INTO households VALUES ({places})",
        [[row[name] for name in SCHEMA] for row in rows],
    )
    truth = ibis.to_sql(TABLE.select(truth=evaluate(criterion, TABLE, POLICY)), dialect="duckdb")
    return [truth for (truth,) in warehouse.execute(truth).fetchall()]


@given(conditions, st.lists(households, min_size=1, max_size=9))
@settings(deadline=None)
def test_columns_agree_with_one_household(tree, rows):
    criterion = criterion_of(tree)
    one_by_one = [evaluate(criterion, row, POLICY) for row in rows]
    assert as_truths(evaluate(criterion, columns_of(rows), POLICY)) == one_by_one


@given(tree=conditions, rows=st.lists(households, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_a_warehouse_agrees_with_one_household(warehouse, tree, rows):
    criterion = criterion_of(tree)
    one_by_one = [evaluate(criterion, row, POLICY) for row in rows]
    assert asked_of(warehouse, criterion, rows) == one_by_one


DTYPES = [np.int8, np.uint8, np.int16, np.int32, np.uint32, np.int64, np.float32, np.float64]
special = st.sampled_from([0.1, 0.5, 2.5, 127, 128, 255, 256, -128, -129, 2**31, 1e9, float("inf")])
plain_numbers = special | st.integers(-300, 300) | st.floats(-300, 300)


@given(
    st.sampled_from(DTYPES),
    st.lists(plain_numbers, min_size=1, max_size=20),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    plain_numbers,
)
@example(np.float32, [0.1], "==", 0.1)
@example(np.float32, [0.1], "<=", 0.1)
@example(np.uint8, [255], "<=", 255)
@example(np.int8, [-128], "<", -128)
def test_every_number_type_compares_as_plain_numbers_do(dtype, values, operator, threshold):
    fits = np.dtype(dtype).kind == "f"
    low, high = (-np.inf, np.inf) if fits else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    stored = np.array([value for value in values if low <= value <= high], np.float64).astype(dtype)
    criterion = parse(f"x {operator} limit")
    expected = [evaluate(criterion, {"x": value}, {"limit": threshold}) for value in stored.tolist()]
    assert as_truths(evaluate(criterion, {"x": Column(stored)}, {"limit": threshold})) == expected
    swapped = parse(f"limit {operator} x")
    expected = [evaluate(swapped, {"x": value}, {"limit": threshold}) for value in stored.tolist()]
    assert as_truths(evaluate(swapped, {"x": Column(stored)}, {"limit": threshold})) == expected


@pytest.mark.parametrize("text", ["x > 1", "not x > 1", "x + 1 > 2", "x == y", "x - y < 1", "x / y > 0"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_not_a_number_is_unknown_everywhere(text, dtype, warehouse):
    pairs = [(float("nan"), 1.0), (float("inf"), float("inf")), (2.0, float("nan")), (0.0, 0.0), (3.0, 2.0)]
    criterion = parse(text)
    expected = [evaluate(criterion, {"x": x, "y": y}) for x, y in pairs]
    x, y = np.array(pairs, dtype).T.copy()
    columns = {"x": Column(x), "y": Column(y)}
    assert as_truths(evaluate(criterion, columns)) == expected
    kind = np.dtype(dtype).name
    truth = evaluate(criterion, ibis.table({"x": kind, "y": kind}, name="pairs"))
    sql = ibis.to_sql(truth.name("truth"), dialect="duckdb")
    warehouse.execute(f"CREATE OR REPLACE TABLE pairs (x {SQL_TYPES[kind]}, y {SQL_TYPES[kind]})")
    warehouse.executemany("INSERT INTO pairs VALUES (?, ?)", pairs)
    assert [found for (found,) in warehouse.execute(sql).fetchall()] == expected
    assert None in expected


def test_single_precision_in_a_warehouse_is_not_mistaken_for_the_rounded_threshold(warehouse):
    warehouse.execute("CREATE OR REPLACE TABLE single AS SELECT 0.1::FLOAT AS x")
    truth = evaluate(parse("x == 0.1"), ibis.table({"x": "float32"}, name="single"))
    found = warehouse.execute(ibis.to_sql(truth.name("truth"), dialect="duckdb")).fetchone()
    assert found == (evaluate(parse("x == 0.1"), {"x": np.float32(0.1)}),) == (False,)


def test_a_text_column_may_hold_texts_or_positions_among_choices():
    criterion = parse('labour in ("lost", "none") or labour != health')
    texts = ["lost", "none", "full", "full"], ["full", "none", "full", "weak"]
    plain = {name: Column(np.array(values)) for name, values in zip(("labour", "health"), texts, strict=True)}
    coded = {name: Column.of(values) for name, values in zip(("labour", "health"), texts, strict=True)}
    mixed = {"labour": plain["labour"], "health": coded["health"]}
    for columns in (plain, coded, mixed):
        assert as_truths(evaluate(criterion, columns)) == [True, True, False, True]


@pytest.mark.parametrize(
    "values",
    [
        {"income": Column.of([1]), "other": Column.of([2, 3])},
        ibis.table({"other": "int64"}, name="t"),
        {"other": Column.of([2])},
    ],
)
def test_columns_that_are_missing_or_uneven_are_an_error_not_unknown(values):
    with pytest.raises(CriterionError) as caught:
        evaluate(parse("income + other > 1"), values)
    assert caught.value.code in ("no_column", "unequal_lengths")


@pytest.mark.parametrize(
    "values",
    [
        {"x": "many"},
        {"x": Column.of(["many"])},
        {"x": True},
        {"x": Column.of([True])},
        {"x": b"1"},
        {"x": [1]},
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name_and_never_quoted(values):
    with pytest.raises(CriterionError) as caught:
        evaluate(parse("x + 1 > 2"), values)
    assert "x" in caught.value.message
    assert "many" not in str(caught.value)


def test_a_warehouse_column_of_the_wrong_kind_is_refused():
    table = ibis.table({"x": "date", "y": "string"}, name="t")
    for text in ("x > 1", "y > 1", "y"):
        with pytest.raises(CriterionError):
            evaluate(parse(text), table)


def test_a_condition_of_constants_alone_is_judged_for_every_row():
    columns = {"income": Column.of([1, 2, 3])}
    assert as_truths(evaluate(parse("line < 4"), columns, POLICY)) == [True] * 3
    assert as_truths(evaluate(parse("line / 0 < 4"), columns, POLICY)) == [None] * 3
    assert evaluate(parse("line < 4"), {}, POLICY) is True
