"""The catalogue of indicators: the shipped one, and what a broken one is told."""

import pytest

from lianxin.policies.catalogue import POLICY_KINDS, default, load
from lianxin.policies.faults import PolicyError

ENTRY = """\
  - code: wage
    title: {zh: 工资, en: Wage}
    about: household
    type: money
    unit: 元/月
    sensitivity: personal
    uses: [tiers]
    source: set by the district
"""
HEAD = "id: test\nkind: indicators\neffective_on: 2026-01-01\nsource: nobody\nindicators:\n"
DUTY_MARKS = {"is_veteran_party_member", "is_delegate", "is_village_cadre"}
FORBIDDEN = ("party", "religio", "petition", "belief", "faith", "ethnic", "politic", "delegate", "cadre")


def codes(entry):
    with pytest.raises(PolicyError) as caught:
        load(HEAD + entry)
    return [fault.code for fault in caught.value.faults]


def test_a_whole_catalogue_is_read():
    catalogue = load(HEAD + ENTRY)
    wage = catalogue["wage"]
    assert (wage.title_zh, wage.type, wage.unit, wage.fresh_days) == ("工资", "money", "元/月", None)
    assert "wage" in catalogue
    assert "price" not in catalogue
    assert [indicator.code for indicator in catalogue] == ["wage"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("code: wage", "code: Wage!", "bad_name"),
        ("    type: money\n", "", "missing"),
        ("type: money", "type: cash", "not_one_of"),
        ("    unit: 元/月\n", "", "unit_needed"),
        ("type: money\n    unit: 元/月", "type: choice", "choices_needed"),
        ("type: money\n    unit: 元/月", "type: bool\n    minimum: 0", "bounds_not_allowed"),
        ("unit: 元/月", "unit: 元/月\n    minimum: 9\n    maximum: 1", "bounds_crossed"),
        ("unit: 元/月", "unit: 元/月\n    fresh_days: 0", "never_fresh"),
        ("unit: 元/月", "unit: 元/月\n    fresh_days: 1.5", "not_a_number"),
        ("unit: 元/月", "unit: 元/月\n    choices: [{code: a, zh: 甲, en: A}]", "choices_not_allowed"),
        ("uses: [tiers]", "uses: [ranking]", "not_one_of"),
        ("title: {zh: 工资, en: Wage}", "title: {zh: 工资}", "missing"),
        ("title: {zh: 工资, en: Wage}", "title: {zh: 工资, en: ' '}", "blank"),
    ],
)
def test_a_fault_in_an_indicator_is_named(old, new, code):
    assert old in ENTRY
    assert code in codes(ENTRY.replace(old, new))


def test_a_code_cannot_be_used_twice():
    assert codes(ENTRY + ENTRY) == ["duplicate_id"]


def test_the_shipped_catalogue_knows_what_people_are_asked():
    catalogue = default()
    assert catalogue["income_per_head"].unit == "元/年"
    assert catalogue["income_per_head"].minimum == 0
    assert catalogue["disaster_loss"].fresh_days == 365
    assert catalogue["disability_level"].choice_codes == ("none", "1", "2", "3", "4")
    assert len(catalogue.about("household")) == 14
    assert len(catalogue.about("resident")) == 8


def test_derived_inputs_never_go_stale_by_themselves():
    assert all(indicator.fresh_days is None for indicator in default().about("derived"))


def test_duty_marks_serve_visits_and_nothing_else():
    for indicator in default():
        if indicator.code in DUTY_MARKS:
            assert indicator.uses == {"must-visit"}


def test_no_political_religious_or_petition_profile_is_an_input_of_a_class():
    for kind in set(POLICY_KINDS) - {"must-visit"}:
        usable = [indicator.code for indicator in default() if kind in indicator.uses]
        assert not [code for code in usable if any(word in code for word in FORBIDDEN)]
