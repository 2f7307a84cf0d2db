"""A rule that can never be true is found; a rule that can be true is never refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.criteria import evaluate, parse
from lianxin.policies.catalogue import default
from lianxin.policies.possible import why_never

IMPOSSIBLE = [
    "income_total < 0",
    "0 > income_total",
    "not (income_total >= 0)",
    "debt_balance > 5 and debt_balance < 4",
    "debt_balance > 5 and debt_balance <= 5",
    "debt_balance == 5 and debt_balance != 5",
    "5 < income_total < 4",
    "income_total == 1 and income_total == 2",
    "2 * debt_balance + 1 < 0",
    "-debt_balance > 0",
    "debt_balance - debt_balance > 0",
    "debt_balance + income_total < 0",
    "debt_balance - income_total > 100 and debt_balance < 50",
    "debt_balance > 2 * income_total and income_total > 10 and debt_balance < 20",
    "housing_is_safe and not housing_is_safe",
    "housing_is_safe == True and not housing_is_safe",
    "(housing_is_safe or water_is_safe) and not housing_is_safe and not water_is_safe",
    "not (housing_is_safe or not housing_is_safe)",
    "labour == 'full' and labour == 'lost'",
    "labour in ('full', 'lost') and labour not in ('full', 'lost')",
    "labour != 'full' and labour != 'skilled' and labour not in ('weak', 'lost', 'none')",
    "1 > 2",
    "False",
    "income_total > 5 and False",
]
POSSIBLE = [
    "income_total <= 0",
    "debt_balance >= 5 and debt_balance <= 5",
    "months_since_priority < 6 or income_total < 0",
    "debt_balance / income_total > 3",
    "debt_balance * income_total < 0 or housing_is_safe",
    "labour == 'full' and labour != 'lost'",
    "debt_balance > 2 * income_total and income_total > 10",
    "2 > 1",
    "not (housing_is_safe and not housing_is_safe)",
]


@pytest.mark.parametrize("condition", IMPOSSIBLE)
def test_what_can_never_be_true_is_found_and_explained(condition):
    zh, en = why_never(parse(condition).tree, default())
    assert "不" in zh
    assert "impossible" in en or "cannot" in en


@pytest.mark.parametrize("condition", POSSIBLE)
def test_what_can_be_true_passes(condition):
    assert why_never(parse(condition).tree, default()) is None


def test_too_many_ways_are_taken_to_be_possible():
    many = " and ".join(f"(members == {i} or members == {i + 1})" for i in range(0, 40, 2))
    assert why_never(parse(many).tree, default()) is None


AMOUNTS = st.integers(0, 4)
ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["debt_balance", "income_total", "debt_balance + income_total",
                         "2 * debt_balance - income_total", "debt_balance * income_total"]),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.integers(-1, 5),
    ),
    st.builds("labour {} '{}'".format, st.sampled_from(["==", "!="]), st.sampled_from(["full", "lost"])),
    st.sampled_from(["housing_is_safe", "not housing_is_safe", "labour in ('weak', 'none')"]),
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=6,
)
HOUSEHOLDS = st.fixed_dictionaries(
    {
        "debt_balance": AMOUNTS,
        "income_total": AMOUNTS,
        "housing_is_safe": st.booleans(),
        "labour": st.sampled_from(["full", "skilled", "weak", "lost", "none"]),
    }
)


@settings(max_examples=150)
@given(CONDITIONS, st.lists(HOUSEHOLDS, min_size=8, max_size=8))
def test_no_household_makes_a_refused_rule_true(condition, households):
    criterion = parse(condition)
    if why_never(criterion.tree, default()) is not None:
        assert not any(evaluate(criterion, household) for household in households)
