"""The policies that come with the project: read, proved, and honest about where their numbers come from."""

import re

import pytest

from lianxin.classification import proofs
from lianxin.policies import proving
from lianxin.policies.catalogue import SHIPPED, default
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from tests.policies.drafts import of_kind

FILES = sorted(path for path in SHIPPED.glob("*/*.yaml") if path.parent.name != "indicators")
DISTRICT = "set by the district"
TIERS = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
# What a source other than the district looks like: a law, a regulation, or a document with its number or day.
LAW = re.compile(
    r"法(第.+条)?$|（国务院令第\d+号）|〔\d{4}〕\d+号）$|（\d{4}年\d{1,2}月\d{1,2}日）|（GB(/T)? [\d-]+）$"
)
ASKED_ABOUT = {
    "income_per_head", "income_total", "debt_balance", "medical_out_of_pocket", "housing_is_safe",
    "water_is_safe", "food_is_enough", "clothing_is_enough", "education_is_assured", "medical_is_insured",
    "gets_low_income_allowance", "gets_extreme_poverty_support", "disaster_loss", "main_earner_lost_job",
    "has_able_worker", "has_severe_disability", "has_disability", "has_serious_illness",
    "has_chronic_illness", "all_adults_disabled", "has_child_out_of_school",
    "elders_live_alone", "has_left_behind_child", "months_since_priority",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_policy_is_faultless_and_its_examples_hold(path):
    policy = read(path.read_text("utf-8"), filename=path.name)
    proving.prove(policy)
    assert policy.kind == path.parent.name
    assert path.stem == policy.effective_on.isoformat()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_number_and_rule_names_a_law_or_says_the_district_decides(path):
    policy = read(path.read_text("utf-8"))
    sources = {number.source for number in policy.numbers.values()} | {rule.source for rule in policy.rules}
    assert [source for source in sources if source != DISTRICT and not LAW.search(source)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_number_has_a_title_in_both_languages(path):
    numbers = read(path.read_text("utf-8")).numbers
    assert [name for name, number in numbers.items() if not (number.title_zh and number.title_en)] == []


def test_every_indicator_names_a_law_or_says_the_district_decides():
    sources = {indicator.source for indicator in default()}
    assert [source for source in sources if source != DISTRICT and not LAW.search(source)] == []


def test_the_classes_rest_on_all_that_the_practice_looks_at():
    policy = read(TIERS)
    asked = set().union(*(rule.when.names for rule in policy.rules))
    assert asked >= ASKED_ABOUT
    assert 30 <= len(policy.rules) <= 40


def test_visits_a_year_are_those_of_the_practice():
    numbers = read(TIERS).values
    assert [numbers[f"visits_{tier}"] for tier in ("priority", "watch", "fine")] == [12, 4, 3]


def test_a_wrong_example_is_told_with_its_line():
    old = "expect: {gives: watch, rules: [left-behind-child]}"
    spoilt = TIERS.replace(old, "expect: {gives: fine, rules: []}")
    assert spoilt != TIERS
    with pytest.raises(PolicyError) as caught:
        proving.prove(read(spoilt))
    lines = spoilt.splitlines()
    assert {fault.code for fault in caught.value.faults} == {"example_fails"}
    assert {lines[fault.line - 1].strip() for fault in caught.value.faults} == {
        "- id: grandparents-and-child"
    }


def test_an_example_cannot_both_list_residents_and_state_what_follows_from_them():
    old = "  - id: two-years-after"
    example = """\
  - id: twice
    title: {zh: 重复, en: Twice}
    values: {members: 3}
    residents: [{age: 40}]
    expect: {gives: unassessed}
"""
    faults = proofs.prove(read(TIERS.replace(old, example + old)))
    assert [fault.code for fault in faults] == ["derived_twice"]


def test_a_kind_that_nobody_can_prove_is_refused():
    with pytest.raises(PolicyError) as caught:
        proving.prove(read(of_kind("signals")))
    assert [fault.code for fault in caught.value.faults] == ["no_prover"]
