"""Both sides of a comparison speak of the same thing."""

import pytest

from lianxin.criteria import parse
from lianxin.policies.units import mismatches

UNITS = {
    "debt": "元",
    "income": "元/年",
    "years": "年",
    "share": "比例",
    "people": "人",
    "wage": "万元/年",
    "safe": None,
}


def found(condition):
    return [(left, right) for _, left, right in mismatches(parse(condition).tree, UNITS.get)]


@pytest.mark.parametrize(
    "condition",
    [
        "debt > years * income",
        "debt / income > years",
        "debt > share * debt",
        "income < 7800",
        "debt > 2 * income",  # what a bare number stands for nobody can tell
        "safe and debt > 0",
        "income + income > income",
    ],
)
def test_units_that_agree_pass(condition):
    assert found(condition) == []


@pytest.mark.parametrize(
    ("condition", "units"),
    [
        ("debt > income", ("元", "元/年")),
        ("income < wage", ("元/年", "万元/年")),
        ("debt > share * income", ("元", "元/年")),
        ("debt + income > 0", ("元", "元/年")),
        ("debt / people > debt", ("元/人", "元")),
        ("share > years", ("1", "年")),
        ("not (safe and debt == people)", ("元", "人")),
    ],
)
def test_units_that_differ_are_found(condition, units):
    assert found(condition) == [units]
