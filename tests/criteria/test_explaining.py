"""Why one household came out as it did."""

import pytest

from lianxin.criteria import Because, explain, parse

LINE = {"line": 7800, "factor": 1.5}


def why(text, numbers=LINE, **values):
    return explain(parse(text), values, numbers)


def test_a_true_comparison_is_told_with_its_value_and_the_name_of_the_threshold():
    told = why("income < line", income=4200)
    assert told.truth is True
    assert told.because == (Because("income", 4200, "<", 7800, "line", ("income",)),)
    assert told.missing == ()


def test_a_failed_comparison_is_told_as_what_holds_instead():
    assert why("income < line", income=9000).because == (
        Because("income", 9000, ">=", 7800, "line", ("income",)),
    )
    assert why("labour in ('lost', 'none')", labour="full").because == (
        Because("labour", "full", "not in", ("lost", "none"), None, ("labour",)),
    )


def test_the_fact_stands_on_the_left_however_the_rule_was_written():
    assert why("line > income", income=4200) == why("income < line", income=4200)
    assert why("7800 > income", income=4200).because[0].threshold_name is None


def test_a_sum_of_facts_is_told_as_written_with_the_facts_in_it():
    (because,) = why("debt > 3 * income", debt=50, income=10).because
    assert because == Because("debt", 50, ">", 30.0, "3 * income", ("debt", "income"))


def test_a_yes_or_no_is_told_as_it_is():
    assert why("not safe", safe=False).because == (Because("safe", False, "==", False, None, ("safe",)),)


def test_only_the_parts_that_decided_are_told():
    told = why("income < line or not safe", income=9000, safe=False)
    assert [because.name for because in told.because] == ["safe"]
    told = why("income < line and not safe", income=9000, safe=None)
    assert told.truth is False
    assert [because.name for because in told.because] == ["income"]


def test_what_is_missing_is_told_and_what_would_not_matter_is_not():
    assert why("income < line and not safe", income=4200).missing == ("safe",)
    assert why("income < line and not safe").missing == ("income", "safe")
    assert why("income < line and not safe", income=9000).missing == ()
    assert why("debt / income > 2 and safe", debt=3, safe=None).missing == ("income", "safe")


def test_a_division_by_zero_stays_unknown_and_says_where():
    told = why("debt / income > factor", debt=3, income=0)
    assert told.truth is None
    assert told.missing == ()
    assert told.because == (Because("debt / income", None, ">", 1.5, "factor", ("debt", "income")),)


def test_the_same_reason_is_told_once():
    assert len(why("income < line and income < line", income=1).because) == 1


@pytest.mark.parametrize("value", [float("nan"), None])
def test_not_a_number_is_as_unknown_as_nothing(value):
    assert why("income < line", income=value).missing == ("income",)
