"""The cases, written as a lawyer would: a household in words, and what it must be."""

from pathlib import Path

import pytest

from lianxin.classification.inputs import derive
from lianxin.classification.proofs import people_of, prove, values_of
from lianxin.classification.rules import classify, verdict
from lianxin.criteria import Column
from tests.classification.policies import TEXT, shipped, with_examples

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
POLICIES = {path.stem: path.read_text("utf-8") for path in CASES}


@pytest.mark.parametrize("name", POLICIES)
def test_the_cases_come_true(name):
    assert [fault.message for fault in prove(with_examples(POLICIES[name]))] == []


def all_examples():
    return shipped().examples + tuple(
        example for text in POLICIES.values() for example in with_examples(text).examples
    )


def test_every_rule_is_shown_by_an_example():
    shown = set().union(*(example.expect.rules or () for example in all_examples()))
    assert {rule.id for rule in shipped().rules} - shown == set()


def test_every_example_comes_out_the_same_in_columns():
    policy = shipped()
    kinds = {"bool": "bool", "money": "number", "number": "number"}
    for example in all_examples():
        values = values_of(example, policy.catalogue)
        columns = {
            code: Column.of([value], kinds[policy.catalogue[code].type]) for code, value in values.items()
        }
        if example.residents:
            derived = derive(people_of(example.residents, policy.catalogue), 1)
            columns |= {code: derived[code] for code in derived if code != "months_since_priority"}
        stale = {code: Column.of([True]).values for code in example.stale}
        found = classify(columns, policy, stale=stale)
        one = verdict(values, policy, example.stale)
        assert (found.tier(0), found.rules(0)) == (one.tier, one.rules), example.id
        assert (found.others(0), found.asked(0)) == (one.could_be, one.ask), example.id


def test_a_case_that_does_not_come_true_is_caught():
    wrong = POLICIES["income"].replace("expect: {gives: watch, rules: [income-near-line], could_be: []}",
                                       "expect: {gives: fine, rules: [], could_be: []}")  # fmt: skip
    assert wrong != POLICIES["income"]
    assert {fault.code for fault in prove(with_examples(wrong))} == {"example_fails"}


def test_the_shipped_examples_are_part_of_the_file():
    assert len(shipped().examples) >= 15
    assert "想养羊" in TEXT
