"""Many rules over many rows: the same answers as one rule at a time, on any number of threads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.criteria import Column, CriterionError, Ruleset, evaluate, parse, unparse
from lianxin.criteria.program import compile_program
from lianxin.criteria.threads import BLOCK, over_blocks
from tests.criteria.expressions import KINDS, POLICY, conditions, households
from tests.criteria.test_back_ends import as_truths, columns_of


@given(st.lists(conditions, min_size=1, max_size=6), st.lists(households, min_size=1, max_size=9))
@settings(deadline=None)
def test_a_rule_set_agrees_with_each_of_its_rules(trees, rows):
    criteria, columns = [parse(unparse(tree), kinds=KINDS) for tree in trees], columns_of(rows)
    everything = range(len(criteria))
    ruleset = Ruleset(criteria, POLICY, groups={"all": everything, "first": [0]})
    outcome, by_row = ruleset.run(columns), ruleset.by_row(columns, doubts=True)
    alone = [[evaluate(criterion, row, POLICY) for criterion in criteria] for row in rows]
    for at, criterion in enumerate(criteria):
        assert as_truths(outcome.rule(at)) == [truths[at] for truths in alone]
        assert as_truths(evaluate(criterion, columns, POLICY)) == [truths[at] for truths in alone]
    masks = [sum(1 << at for at in everything if truths[at]) for truths in alone]
    doubts = [sum(1 << at for at in everything if truths[at] is None) for truths in alone]
    assert outcome.reasons.tolist() == by_row.reasons.tolist() == masks
    assert outcome.doubts.tolist() == by_row.doubts.tolist() == doubts
    any_holds = [True if True in truths else None if None in truths else False for truths in alone]
    assert as_truths(outcome.group("all")) == as_truths(by_row.group("all")) == any_holds
    assert as_truths(outcome.group("first")) == as_truths(by_row.group("first")) == [t[0] for t in alone]


def large(rows, seed=3):
    rng = np.random.default_rng(seed)
    return {
        "income": Column(rng.integers(0, 9, rows).astype(np.int32), rng.random(rows) < 0.9),
        "debt": Column(rng.random(rows).astype(np.float32), None),
        "safe": Column(rng.random(rows) < 0.5, np.packbits(rng.random(rows) < 0.9, bitorder="little")),
    }


RULES = ["income < 3", "not safe and income < 7", "debt > 0.1 * income", "safe or debt / income > 0.2"]


@pytest.mark.parametrize("rows", [1, 65_535, 65_537, 2 * BLOCK + 1, 2 * BLOCK + 77])
def test_blocks_and_threads_leave_no_trace_in_the_answer(rows):
    columns, ruleset = large(rows), Ruleset([parse(rule) for rule in RULES], groups={"any": range(4)})
    once = ruleset.run(columns, threads=1)
    again = ruleset.run(columns, threads=3)
    assert np.array_equal(once.true, again.true)
    assert np.array_equal(once.known, again.known)
    by_row = ruleset.by_row(columns, doubts=True)
    assert np.array_equal(by_row.reasons, once.reasons)
    assert np.array_equal(by_row.doubts, once.doubts)
    assert np.array_equal(by_row.group("any").true, once.group("any").true)
    for at in {0, rows // 3, rows - 1}:
        household = {
            name: column.values[at] if column.known_flags()[at] else None for name, column in columns.items()
        }
        for position, rule in enumerate(RULES):
            assert as_truths(once.rule(position))[at] is evaluate(parse(rule), household)


def test_many_rules_need_several_chunks():
    columns = {"income": Column(np.arange(70))}
    ruleset = Ruleset([parse(f"income == {i}") for i in range(70)])
    for reasons in (ruleset.run(columns).reasons, ruleset.by_row(columns).reasons):
        assert reasons.shape == (70, 2)
        assert [int(low) | int(high) << 64 for low, high in reasons] == [1 << i for i in range(70)]


def test_what_rules_share_is_compiled_once():
    texts = ["a < 3 and b", "not (a >= 3)", "3 > a or b", "b and 3 > a", "not b", "not b and a < 3"]
    columns = {"a": Column(np.arange(4)), "b": Column(np.ones(4, bool))}
    program = compile_program([parse(text).tree for text in texts], columns)
    assert len(program.leaves) == 3  # a < 3, b, not b
    assert len(program.joins) == 3
    assert program.results[0] == program.results[3]


def test_a_rule_set_without_rows_or_rules_answers_with_nothing():
    assert Ruleset([parse("a < 3")]).run({"a": Column(np.zeros(0))}).reasons.tolist() == []
    assert Ruleset([]).run({"a": Column(np.zeros(3))}).length == 3
    assert Ruleset([]).by_row({"a": Column(np.zeros(3))}).reasons.tolist() == [0, 0, 0]


def test_a_group_without_rules_is_never_true_and_always_known():
    outcome = Ruleset([parse("a < 3")], groups={"none": []}).run({"a": Column.of([1, None])})
    assert as_truths(outcome.group("none")) == [False, False]


def test_an_error_in_a_thread_is_not_swallowed():
    def worker(block):
        def work(start, stop):
            raise CriterionError("empty")

        return work

    with pytest.raises(CriterionError):
        over_blocks(3 * BLOCK, 2, worker)


def seen_blocks(length):
    """(start, stop, size of a block) of all blocks, in the order in which the threads took them."""
    seen = []

    def worker(block):
        def work(start, stop):
            seen.append((start, stop, block))

        return work

    over_blocks(length, 2, worker)
    return seen


def test_every_row_is_visited_once_in_blocks_that_start_on_a_byte():
    for length in (0, 1, 63, 65, 70_000, 131_073, 3 * BLOCK + 5):
        blocks = seen_blocks(length)
        assert all(start % 64 == block % 64 == 0 and stop - start <= block for start, stop, block in blocks)
        edges = [0, *(stop for _, stop, _ in sorted(blocks))]
        assert [start for start, _, _ in sorted(blocks)] == edges[:-1]
        assert edges[-1] == length


def test_a_column_nobody_asks_for_does_no_harm():
    columns = {"income": Column.of([1]), "other": Column.of([1, 2, 3])}
    assert as_truths(Ruleset([parse("income < 3")]).run(columns).rule(0)) == [True]
