"""Tiers from facts: one household and whole registers agree, and what is not known never counts as fine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.classification.rules import classify, compiled, verdict
from lianxin.classification.vocabulary import BY_CODE, Tier, tiers_in
from lianxin.criteria import Column, CriterionError
from tests.classification.households import filled, plain_household, random_register, random_stale
from tests.classification.policies import shipped, with_rules

SEEDS = st.integers(0, 2**32 - 1)
NESTED = with_rules(
    ("priority", "(housing_is_safe and debt_balance > 10) or (water_is_safe and income_total < 5)"),
    ("priority", "not (food_is_enough or (clothing_is_enough and not medical_is_insured))"),
    ("watch", "debt_balance / income_total > 3 and (housing_is_safe or not water_is_safe or members > 2)"),
    ("watch", "income_total in (0, 100) or not (members > 1 and has_able_worker)"),
)
MANY = with_rules(
    *(("priority" if at % 3 else "watch", f"debt_balance == {at} or members == {at + 1}") for at in range(70))
)


def assert_both_paths_agree(policy, seed, *, rows=12, holes=0.15, stale_share=0.1):
    columns = random_register(policy, rows, seed, holes=holes)
    stale = random_stale(columns, seed, stale_share)
    verdicts = classify(columns, policy, stale=stale)
    for row in range(rows):
        old = {fact for fact, flags in stale.items() if flags[row]}
        one = verdict(plain_household(columns, row), policy, old)
        assert (verdicts.tier(row), verdicts.rules(row)) == (one.tier, one.rules)
        assert (verdicts.others(row), verdicts.asked(row)) == (one.could_be, one.ask)


@settings(max_examples=10)
@given(SEEDS)
def test_one_household_and_the_register_agree(seed):
    assert_both_paths_agree(shipped(), seed)


@settings(max_examples=25)
@given(SEEDS)
def test_they_agree_on_nested_rules_too(seed):
    assert_both_paths_agree(NESTED, seed, holes=0.4)


@settings(max_examples=3)
@given(SEEDS)
def test_they_agree_beyond_sixty_four_rules(seed):
    assert_both_paths_agree(MANY, seed, rows=8, holes=0.4)


def outcome_moves_outside(judge, policy, seed, households=6):
    """Households that knowledge moved to a tier that `judge` had said it could not be."""
    rng = np.random.default_rng(seed)
    columns = random_register(policy, households, seed, holes=0.15)
    outside = []
    for row in range(households):
        values = plain_household(columns, row)
        before = judge(values)
        for share in (0.3, 1.0):
            after = judge(filled(values, policy, rng, share=share))
            if after.tier not in (before.tier, *before.could_be):
                outside.append(values)
    return outside


@settings(max_examples=10)
@given(SEEDS)
def test_knowledge_never_moves_a_household_where_it_was_said_not_to_go(seed):
    assert outcome_moves_outside(lambda values: verdict(values, shipped()), shipped(), seed) == []


def test_a_judge_who_takes_the_unknown_for_good_is_caught():
    """The control: with unknown facts taken as no trouble, families called fine turn out otherwise."""
    trouble_free = {"income_per_head": 30000, "income_total": 90000, "has_able_worker": True}

    def careless(values):
        good = {
            fact: trouble_free.get(fact, fact.endswith(("safe", "enough", "assured", "insured")))
            for fact in compiled(shipped()).facts
        }
        for fact in good:
            if shipped().catalogue[fact].type in ("money", "number"):
                good[fact] = trouble_free.get(fact, 0)
        return verdict({f: good[f] if value is None else value for f, value in values.items()}, shipped())

    assert any(outcome_moves_outside(careless, shipped(), seed) for seed in range(20))


@settings(max_examples=10)
@given(SEEDS)
def test_asking_again_never_moves_a_household_where_it_was_said_not_to_go(seed):
    policy, rng = shipped(), np.random.default_rng(seed)
    columns = random_register(policy, 4, seed)
    stale = random_stale(columns, seed, 0.3)
    for row in range(4):
        values, old = plain_household(columns, row), {fact for fact in stale if stale[fact][row]}
        before = verdict(values, policy, old)
        after = verdict(filled(values, policy, rng, renew=old), policy)
        assert after.tier in (before.tier, *before.could_be)


@settings(max_examples=15)
@given(SEEDS)
def test_a_missing_fact_never_counts_as_fine(seed):
    policy = shipped()
    columns = random_register(policy, 6, seed)
    for row in range(6):
        found = verdict(plain_household(columns, row), policy)
        if found.tier is Tier.FINE:
            assert found.could_be == ()
            assert found.ask == ()


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, {"housing_is_safe", "water_is_safe", "members"}),
        ({"housing_is_safe": False}, {"water_is_safe"}),
        ({"water_is_safe": True}, {"housing_is_safe", "members"}),
        ({"water_is_safe": True, "members": 1}, set()),
        ({"water_is_safe": True, "members": 2}, {"housing_is_safe"}),
        ({"housing_is_safe": True, "members": 2}, set()),
        ({"housing_is_safe": True, "members": 1}, {"water_is_safe"}),
    ],
)
def test_a_fact_on_which_nothing_hangs_any_more_is_not_asked(known, asked):
    policy = with_rules(
        ("watch", "(housing_is_safe and members > 1) or not (water_is_safe or debt_balance < 0)")
    )
    known = known | {"debt_balance": 0}
    assert set(verdict(known, policy).ask) == asked
    columns = {
        fact: Column.of([known.get(fact)], "bool" if fact.endswith("safe") else "number")
        for fact in ("housing_is_safe", "water_is_safe", "members", "debt_balance")
    }
    assert set(classify(columns, policy).asked(0)) == asked


def test_priority_stands_above_watch_and_watch_above_the_unknown():
    policy = with_rules(("watch", "housing_is_safe"), ("priority", "water_is_safe"))
    tiers = {
        (house, water): verdict({"housing_is_safe": house, "water_is_safe": water}, policy)
        for house in (True, False, None)
        for water in (True, False, None)
    }
    assert [str(found.tier) for found in tiers.values()] == [
        "priority", "watch", "watch",
        "priority", "fine", "unassessed",
        "priority", "unassessed", "unassessed",
    ]  # fmt: skip
    assert tiers[True, None].could_be == (Tier.PRIORITY,)
    assert tiers[True, None].ask == ("water_is_safe",)
    assert tiers[False, None].could_be == (Tier.PRIORITY, Tier.FINE)
    assert tiers[None, False].could_be == (Tier.WATCH, Tier.FINE)
    assert tiers[None, None].could_be == (Tier.PRIORITY, Tier.WATCH, Tier.FINE)
    assert tiers[None, True].ask == ()


def test_what_most_priority_rules_hang_on_is_asked_first():
    policy = with_rules(
        ("watch", "debt_balance > 1"),
        ("watch", "debt_balance > 2 and income_total > 0"),
        ("watch", "debt_balance > 3 and members > 0"),
        ("priority", "income_total > 3"),
        ("priority", "housing_is_safe and members > 3"),
        ("priority", "housing_is_safe and members > 4"),
    )
    assert verdict({}, policy).ask == ("members", "housing_is_safe", "income_total", "debt_balance")


def test_a_reason_reads_as_a_sentence_with_its_source():
    policy = shipped()
    days = {"income_per_head": np.datetime64("2026-03-02").item(), "food_is_enough": None}
    found = verdict({"income_per_head": 3100, "food_is_enough": False}, policy, observed_on=days)
    assert found.policy == "tiers-2026-01-01"
    first = found.reasons[0]
    assert (first.rule, first.title_zh, first.gives) == (
        "income-below-line",
        "人均纯收入低于监测线",
        "priority",
    )
    assert (first.fact, first.value, first.operator, first.threshold) == ("income_per_head", 3100, "<", 7800)
    assert first.threshold_name == "monitoring_line"
    assert "2021" in first.source
    assert first.observed_on.isoformat() == "2026-03-02"
    assert [reason.rule for reason in found.reasons] == [
        "income-below-line", "not-enough-food", "not-enough-food"
    ]  # fmt: skip


def test_reasons_of_a_sum_name_the_facts_in_it():
    found = verdict({"debt_balance": 90_000, "income_total": 20_000}, shipped())
    sum_reason = found.reasons[1]
    assert (sum_reason.rule, sum_reason.fact) == ("heavy-debt", "debt_balance")
    assert sum_reason.facts == ("debt_balance", "income_total")
    assert sum_reason.threshold == 60_000


def test_a_policy_may_know_one_tier_only():
    only_watch = with_rules(("watch", "housing_is_safe"))
    columns = {"housing_is_safe": Column.of([True, False, None])}
    verdicts = classify(columns, only_watch)
    assert [verdicts.tier(row) for row in range(3)] == [Tier.WATCH, Tier.FINE, Tier.UNASSESSED]
    assert verdicts.counts() == {Tier.PRIORITY: 0, Tier.WATCH: 1, Tier.FINE: 1, Tier.UNASSESSED: 1}
    only_priority = with_rules(("priority", "housing_is_safe"))
    assert [classify(columns, only_priority).tier(row) for row in (0, 1)] == [Tier.PRIORITY, Tier.FINE]


def test_a_forgotten_column_is_an_error_not_an_unknown():
    with pytest.raises(CriterionError, match="housing_is_safe"):
        classify({}, with_rules(("watch", "housing_is_safe")))


def test_what_to_ask_can_be_left_out():
    verdicts = classify(random_register(shipped(), 5, 1), shipped(), ask=False)
    assert verdicts.ask_lines is None
    with pytest.raises(ValueError, match="told not to"):
        verdicts.asked(0)


def test_an_empty_register_is_no_trouble():
    assert len(classify(random_register(shipped(), 0, 1), shipped())) == 0


def test_tiers_keep_their_codes():
    assert [tier.code for tier in BY_CODE] == [0, 1, 2, 3]
    assert [Tier.of(code).value for code in range(4)] == ["unassessed", "fine", "watch", "priority"]
    assert [tier.zh for tier in tiers_in(0b1111)] == ["连心户", "关心户", "放心户", "待评"]
