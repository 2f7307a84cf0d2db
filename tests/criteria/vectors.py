"""Conditions, values and answers for every evaluator; `python -m tests.criteria.vectors` writes them.

The phone's evaluator reads the same file in its own tests, so that the two cannot disagree.
"""

import json
from itertools import product
from pathlib import Path

from lianxin.criteria import evaluate, parse
from lianxin.criteria.as_json import as_json

FILE = Path(__file__).with_name("vectors.json")
NUMBERS = (None, 0, 1, 2.5, -3, 9_007_199_254_740_991)
TRUTHS = (None, True, False)
TEXTS = (None, "none", "serious", "大病")
CASES = (
    ("x < 1", {"x": NUMBERS}),
    ("x <= y", {"x": NUMBERS, "y": NUMBERS}),
    ("x > y or x == 0", {"x": NUMBERS, "y": NUMBERS}),
    ("x >= 2.5 and not y < 0", {"x": NUMBERS, "y": NUMBERS}),
    ("x != y", {"x": NUMBERS, "y": NUMBERS}),
    ("a", {"a": TRUTHS}),
    ("not a", {"a": TRUTHS}),
    ("a and b", {"a": TRUTHS, "b": TRUTHS}),
    ("a or b", {"a": TRUTHS, "b": TRUTHS}),
    ("a and b or not c", {"a": TRUTHS, "b": TRUTHS, "c": TRUTHS}),
    ("not (a or b) and (b or c)", {"a": TRUTHS, "b": TRUTHS, "c": TRUTHS}),
    ("a == True", {"a": TRUTHS}),
    ("a != b", {"a": TRUTHS, "b": TRUTHS}),
    ('t == "serious"', {"t": TEXTS}),
    ('t != "大病"', {"t": TEXTS}),
    ('t in ("none", "serious")', {"t": TEXTS}),
    ('not t in ("大病",) and a', {"t": TEXTS, "a": TRUTHS}),
    ("x in (0, 1, 2.5)", {"x": NUMBERS}),
    ("x + y < 3", {"x": NUMBERS, "y": NUMBERS}),
    ("x - y * 2 >= 1", {"x": NUMBERS, "y": NUMBERS}),
    ("x / y > 1", {"x": NUMBERS, "y": NUMBERS}),
    ("x / (y - y) > 1 or x < 1", {"x": NUMBERS, "y": NUMBERS}),
    ("0 < x < 3", {"x": NUMBERS}),
)


def vectors():
    """Each condition as text and tree with its rows of [values, answer]; null in either is unknown."""
    return [one_of(text, names) for text, names in CASES]


def one_of(text, names):
    criterion = parse(text)
    rows = []
    for values in product(*names.values()):
        row = dict(zip(names, values, strict=True))
        rows.append([row, evaluate(criterion, row)])
    return {"text": text, "tree": as_json(criterion.tree), "rows": rows}


def written(found):
    """One condition a block, one row a line."""
    blocks = []
    for one in found:
        head = json.dumps({"text": one["text"], "tree": one["tree"]}, ensure_ascii=False)[:-1]
        rows = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in one["rows"])
        blocks.append(f'{head}, "rows": [\n    {rows}\n  ]}}')
    return "[\n  " + ",\n  ".join(blocks) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(written(vectors()), encoding="utf-8")
