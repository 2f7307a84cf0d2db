"""The form of a policy of visits: what is refused, where, and what it may cost."""

import pytest

from lianxin.policies.comparing import compare
from lianxin.policies.document import read
from lianxin.policies.drafting.checking import check
from lianxin.policies.drafting.contents import content_of
from lianxin.policies.drafting.writing import write
from lianxin.policies.faults import PolicyError
from tests.planning.policies import shipped, spoilt, text_of

TEXT = text_of("visits")


ALLOWANCE = "when: not gets_low_income_allowance"


def place(piece, text=TEXT):
    """Line and column where a piece of the file first stands."""
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("old", "new", "code", "wrong"),
    [
        ("indicator: income_per_head\n", "indicator: income_per_haed\n", "unknown_indicator", "income"),
        ("indicator: income_per_head\n", "indicator: members\n", "not_askable", "members"),
        (
            "id: water\n          indicator: water_is_safe",
            "id: water\n          indicator: housing_is_safe",
            "asked_twice",
            "housing",
        ),
        (ALLOWANCE, "when: not elders_live_alone", "not_on_the_phone", "elders"),
        (ALLOWANCE, "when: food_is_enough > 3", "no_order", None),
        (ALLOWANCE, "when: not gets_low", "unknown_name", "gets"),
        (ALLOWANCE, "when: debt_balance < 0", "never_true", "debt"),
        ("{id: labour, indicator", "{id: health, indicator", "duplicate_id", None),
        (
            "indicator: housing_is_safe",
            "indicator: housing_is_safe\n          age_from: 5",
            "age_of_a_home",
            "5",
        ),
        ("{code: partly", "{code: perhaps", "not_one_of", "perhaps"),
        ("{code: partly", "{code: no", "duplicate_id", None),
        ("[轮椅 1 张,", f"[{'轮' * 41},", "too_long", "轮"),
        ("  form_seconds:", "  form_second:", "form_number_missing", None),
        ("form:\n", "form:\n  extra: 1\n", "not_expected", "extra"),
    ],
)
def test_a_fault_of_the_form_is_named_with_its_place(old, new, code, wrong):
    with pytest.raises(PolicyError) as caught:
        spoilt("visits", old, new)
    faults = {fault.code: (fault.line, fault.column) for fault in caught.value.faults}
    assert code in faults
    if wrong is not None:
        line, column = place(new, TEXT.replace(old, new, 1))
        below = new[: new.index(wrong)].count("\n")
        assert faults[code][0] == line + below
        assert below or faults[code][1] == column + new.index(wrong)


def test_a_form_over_its_budget_is_refused_at_the_question_that_goes_over():
    with pytest.raises(PolicyError) as caught:
        spoilt("visits", "form_fields: {value: 40", "form_fields: {value: 14")
    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("form_too_long", place("- {id: health")[0])
    assert "28 项" in fault.message
    assert "14 项" in fault.message


def test_a_form_that_takes_too_long_is_refused():
    with pytest.raises(PolicyError) as caught:
        spoilt("visits", "form_minutes: {value: 15", "form_minutes: {value: 10")
    assert [fault.code for fault in caught.value.faults] == ["form_too_slow"]


def test_fields_of_members_count_for_each_member_and_minutes_for_what_is_asked_in_one_visit():
    form = shipped("visits").form
    of_members = [question for question in form.questions if question.about == "resident"]
    of_home = [question for question in form.questions if question.about == "household"]
    assert form.fields == len(of_home) + 3 * len(of_members) == 28
    assert form.minutes == 11  # 8 facts of 20 seconds, and 8 minutes for needs, advice and effects


def test_only_a_policy_of_visits_has_a_form():
    text = text_of("must-visit") + "\nform:\n  sections: []\n"
    with pytest.raises(PolicyError) as caught:
        read(text)
    assert [fault.code for fault in caught.value.faults] == ["not_expected"]


def test_a_policy_of_visits_without_a_form_is_read_as_before():
    bare = TEXT[: TEXT.index("\n# The form of a visit. Of its")]
    assert read(bare).form is None


def test_a_draft_keeps_the_form_word_for_word():
    content = content_of(TEXT, keeps_id=True)
    again = content_of(write(content).text, keeps_id=True)
    assert again["form"] == content["form"]
    assert "# Codes are never renamed" in content["form"]
    assert read(write(content).text).form.fields == shipped("visits").form.fields


def test_a_draft_says_that_its_form_went_over_the_budget():
    content = content_of(TEXT)
    for number in content["numbers"]:
        number["value"] = "9" if number["name"] == "form_fields" else number["value"]
    found = check(content).at("form")
    assert [one.fault.code for one in found] == ["form_too_long"]


def test_two_versions_differ_in_what_their_forms_ask():
    before = shipped("visits")
    text = TEXT.replace("        - {id: disability, indicator: disability_level}\n", "")
    text = text.replace("age_from: 3, age_to: 24", "age_from: 3, age_to: 30")
    text = text.replace("{code: loan, title: {zh: 贷款资金", "{code: credit, title: {zh: 贷款")
    found = compare(before, read(text))
    assert {(one.part, one.way, one.title_zh) for one in found.form} == {
        ("question", "removed", "残疾等级"),
        ("question", "changed", "在校情况"),
        ("needs", "removed", "贷款资金"),
        ("needs", "added", "贷款"),
    }
    assert found
    assert not compare(before, read(TEXT + "\n# a remark\n"))
