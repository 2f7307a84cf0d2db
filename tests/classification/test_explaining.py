"""Why a household is in its class, and the what-if of another policy."""

from datetime import timedelta

import pytest

from lianxin.classification import whatif
from lianxin.classification.explaining import explain_household
from lianxin.policies.document import read
from tests.registry.families import NOW, TODAY, member
from tests.registry.states import tell, tell_all_is_well, tell_of

pytestmark = pytest.mark.django_db


def test_a_reason_names_the_rule_the_fact_the_threshold_and_the_day(wang, policy):
    tell_all_is_well(wang)
    tell(wang, income_per_head=3100)

    explained = explain_household(wang, today=TODAY)

    reason = next(reason for reason in explained.reasons if reason.rule == "income-below-line")
    assert (reason.fact, reason.value, reason.operator, reason.threshold) == (
        "income_per_head",
        3100,
        "<",
        7800,
    )
    assert reason.observed_on == TODAY
    assert reason.source


def test_what_is_missing_is_asked_of_the_right_person(wang, policy):
    tell_all_is_well(wang)
    son = member(wang, "王小明")
    son.facts.filter(indicator="health").delete()

    explained = explain_household(wang, today=TODAY)

    assert ("health", "王小明") in [(line.indicator, line.who) for line in explained.ask]


def test_a_stale_fact_is_asked_again_with_what_was_last_known(wang, policy):
    tell_all_is_well(wang)

    explained = explain_household(wang, today=TODAY + timedelta(days=500))

    income = next(line for line in explained.ask if line.indicator == "income_per_head")
    assert (income.last_value, income.observed_on) == (30_000, TODAY)
    assert explained.verdict.tier == "fine"


def test_the_class_and_its_explanation_agree(wang, settle):
    from lianxin.classification.models import Standing

    tell_all_is_well(wang)
    tell_of(member(wang, "王小明"), disability_level="1", health="disabled", labour="lost")
    settle(NOW)

    explained, standing = explain_household(wang, today=TODAY), Standing.objects.get()
    assert explained.verdict.tier == standing.tier
    assert list(explained.verdict.rules) == standing.rules
    assert [tier.value for tier in explained.verdict.could_be] == standing.could_be
    assert list(explained.verdict.ask) == standing.ask


def test_a_what_if_says_who_would_move_and_what_it_costs(wang, li, policy):
    tell_all_is_well(wang)
    tell_all_is_well(li)
    tell(li, income_per_head=12_000)
    higher = policy.text.replace("monitoring_line: {value: 7800", "monitoring_line: {value: 13000")
    higher = higher.replace("id: tiers-2026-01-01", "id: tiers-tried")

    compared = whatif.compare_policies(policy.document, read(higher), as_of=TODAY, today=TODAY)

    assert compared.households == 2
    assert compared.changed == 1
    ((_, after),) = compared.moves
    assert after == "priority"
    assert compared.visits_after > compared.visits_before


def test_a_look_back_takes_the_facts_that_stood_that_day(wang, policy):
    tell_all_is_well(wang, TODAY - timedelta(days=60))
    tell(wang, TODAY - timedelta(days=10), housing_is_safe=False)

    def tiers(day):
        compared = whatif.compare_policies(policy.document, policy.document, as_of=day, today=TODAY)
        return {tier.value for tier, count in compared.after.items() if count}

    assert tiers(TODAY) == {"priority"}
    assert tiers(TODAY - timedelta(days=30)) == {"fine"}
    assert tiers(TODAY - timedelta(days=90)) == {"unassessed"}
