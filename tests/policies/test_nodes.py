"""YAML is read as plain data, with places, and nothing clever gets through."""

import time

import pytest

from lianxin.policies.faults import PolicyError
from lianxin.policies.nodes import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, Mapping, compose

BOMB = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(9))


def refusal(text):
    with pytest.raises(PolicyError) as caught:
        compose(text)
    return [(fault.code, fault.line, fault.column) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\nb: [1, 2", "yaml"),
        ("a: 1\n\tb: 2", "yaml"),
        ("a: 1\na: 2", "duplicate_name"),
        ("a: !!python/object:os.system x", "tag"),
        ("a: !!binary aGk=", "tag"),
        ("a: &x 1", "alias"),
        ("a: 1\n---\nb: 2", "several_documents"),
        ("? [a, b]\n: 1", "not_a_value"),
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("a: \x00", "not_text"),
        ("a: \ud800", "not_text"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too_deep"),
        ("[" * 100_000, "too_deep"),
        ("a: [" + "1," * MAX_NODES + "1]", "too_many"),
        ("a" * (MAX_CHARACTERS + 1), "too_large"),
        (BOMB, "alias"),
    ],
)
def test_what_is_not_plain_data_is_refused_at_once(text, code):
    began = time.process_time()
    assert refusal(text)[0][0] == code
    assert time.process_time() - began < 1


def test_a_refusal_says_where():
    assert refusal("a: 1\nb: &x 2") == [("alias", 2, 4)]
    assert refusal("a: 1\nb: 2\na: 3") == [("duplicate_name", 3, 1)]
    assert refusal("人: 1\n人人: \ud800") == [("not_text", 2, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "when: abc < DEF",
        "when: 'abc < DEF'",
        'when: "abc < DEF"',
        "when: >\n  abc\n  < DEF",
        "when: >-\n\n    abc <\n    DEF\n",
        "when: |\n  abc\n  <\n  DEF",
        "when: abc\n   < DEF",
        "{说明: 人民, when: abc < DEF}",
    ],
)
def test_a_place_inside_a_text_is_a_place_in_the_file(text):
    root = compose(text)
    assert isinstance(root, Mapping)
    scalar = root.entries[-1][1]
    line, column = scalar.place(scalar.value.index("DEF"))
    assert text.split("\n")[line - 1][column - 1 :].startswith("DEF")
