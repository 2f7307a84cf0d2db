"""Conditions as JSON, and the file of answers that the phone's evaluator is held to."""

import json

from lianxin.criteria import parse
from lianxin.criteria.as_json import as_json
from tests.criteria.vectors import FILE, vectors, written


def test_a_condition_is_nested_lists():
    tree = parse('income < 7800 and not (safe or health in ("serious", "disabled"))').tree
    health = ["in", ["name", "health"], ["serious", "disabled"]]
    assert as_json(tree) == [
        "and",
        ["<", ["name", "income"], 7800],
        ["not", ["or", ["name", "safe"], health]],
    ]


def test_sums_keep_their_order():
    assert as_json(parse("a - b / 2 > 1").tree) == [">", ["-", ["name", "a"], ["/", ["name", "b"], 2]], 1]


def test_the_file_that_both_evaluators_read_says_what_this_one_answers():
    assert FILE.read_text(encoding="utf-8") == written(vectors()), "python -m tests.criteria.vectors"


def test_the_file_holds_every_answer_and_every_operator():
    found = json.loads(FILE.read_text(encoding="utf-8"))
    assert {answer for one in found for _, answer in one["rows"]} == {True, False, None}
    text = json.dumps([one["tree"] for one in found])
    for operator in ("<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "in", "+", "-", "*", "/"):
        assert f'"{operator}"' in text
