"""Kleene's logic holds what it promises, by an oracle apart: Python's own `eval`."""

from itertools import product

from hypothesis import find, given, settings
from hypothesis.strategies import tuples

from lianxin.criteria import evaluate, explain, parse, unparse
from tests.criteria.expressions import (
    CHOICES,
    FACTS,
    KINDS,
    NUMBERS,
    POLICY,
    TEXTS,
    conditions,
    households,
    known_households,
)

EVERY = {
    **dict.fromkeys(NUMBERS, (-1, 0, 2.5)),
    **dict.fromkeys(FACTS, (True, False)),
    **dict.fromkeys(TEXTS, CHOICES[:2]),
}


def by_python(text, household):
    """The two-valued answer, or None when Python divides by zero on the way."""
    try:
        return bool(eval(text, {"__builtins__": {}}, {**household, **POLICY}))
    except ZeroDivisionError:
        return None


def completions(household):
    """Every way to fill in what is unknown, from a few values for each name."""
    unknown = [name for name, value in household.items() if value is None]
    for values in product(*(EVERY[name] for name in unknown)):
        yield {**household, **dict(zip(unknown, values, strict=True))}


@given(conditions, known_households)
def test_with_everything_known_the_answer_is_the_ordinary_one(tree, household):
    truth, ordinary = evaluate(parse(unparse(tree)), household, POLICY), by_python(unparse(tree), household)
    assert truth is ordinary or truth is None or ordinary is None
    if truth is None:  # only a division by zero leaves a fully known household unknown
        assert "/" in unparse(tree)


@given(conditions, households)
@settings(deadline=None)
def test_a_settled_answer_holds_however_the_unknown_turns_out(tree, household):
    truth = evaluate(parse(unparse(tree)), household, POLICY)
    if truth is not None:
        answers = {by_python(unparse(tree), completed) for completed in completions(household)}
        assert answers <= {truth, None}


def test_the_oracle_catches_an_evaluator_that_takes_unknown_for_false():
    """The negative control: filling in False, zero or a text instead of carrying the unknown."""

    def is_caught(case):
        tree, household = case
        nothing = {**dict.fromkeys(NUMBERS, 0), **dict.fromkeys(FACTS, False), **dict.fromkeys(TEXTS, "")}
        guessed = {name: nothing[name] if value is None else value for name, value in household.items()}
        truth = evaluate(parse(unparse(tree)), guessed, POLICY)
        answers = {by_python(unparse(tree), completed) for completed in completions(household)}
        return truth is not None and not answers <= {truth, None}

    assert find(tuples(conditions, households), is_caught, settings=settings(database=None))


@given(conditions, households)
def test_learning_more_never_overturns_a_settled_answer(tree, household):
    criterion = parse(unparse(tree))
    truth = evaluate(criterion, household, POLICY)
    for name in [name for name, value in household.items() if value is None]:
        for value in EVERY[name]:
            learnt = evaluate(criterion, {**household, name: value}, POLICY)
            assert truth is None or learnt is truth


@given(conditions, households)
@settings(deadline=None)
def test_once_all_that_is_missing_is_known_so_is_the_answer(tree, household):
    criterion = parse(unparse(tree))
    explanation = explain(criterion, household, POLICY)
    assert all(household[name] is None for name in explanation.missing)
    only_missing = {name: household[name] for name in explanation.missing}
    for completed in completions(only_missing):
        truth = evaluate(criterion, {**household, **completed}, POLICY)
        assert truth is not None or "/" in unparse(tree)


@given(conditions, households)
def test_what_decided_it_is_enough_to_decide_it(tree, household):
    criterion = parse(unparse(tree))
    explanation = explain(criterion, household, POLICY)
    assert explanation.truth is evaluate(criterion, household, POLICY)
    if explanation.truth is not None:
        assert explanation.missing == ()
        named = {fact for because in explanation.because for fact in because.facts}
        only_named = {name: value for name, value in household.items() if name in named}
        assert evaluate(criterion, only_named, POLICY) is explanation.truth


@given(conditions, households)
def test_every_comparison_given_as_a_reason_is_a_true_sentence(tree, household):
    for because in explain(parse(unparse(tree), kinds=KINDS), household, POLICY).because:
        if because.value is not None and because.threshold is not None:
            sentence = f"value {because.operator} threshold"
            given_values = {"value": because.value, "threshold": because.threshold}
            assert eval(sentence, {"__builtins__": {}}, given_values) is True
