"""A policy file is read whole, or refused with every fault at its line and column."""

from datetime import date

import pytest

from lianxin.policies.catalogue import SHIPPED, default
from lianxin.policies.document import read
from lianxin.policies.faults import MESSAGES, PolicyError
from tests.policies.drafts import GOOD, codes_of, faults_of, must_visit, of_kind, spoil, with_condition


def test_a_good_policy_is_read_whole():
    policy = read(GOOD, filename="2026-01-01.yaml")
    assert (policy.id, policy.kind, policy.effective_on) == ("tiers-test", "tiers", date(2026, 1, 1))
    assert policy.numbers["line"].value == 7800
    assert policy.numbers["line"].unit == "元/年"
    assert [rule.id for rule in policy.rules] == ["poor", "debt"]
    assert policy.rule("debt").gives == "watch"
    assert policy.rule("poor").when.names == {"income_per_head", "line"}
    assert (policy.rule("poor").line, policy.rule("poor").column) == (17, 5)
    assert policy.examples[0].values == {"income_per_head": 100}
    assert policy.examples[0].expect.rules == {"poor"}


def test_a_number_may_have_a_title_in_both_languages():
    title = "source: set by the district, title: {zh: 监测线, en: Monitoring line}}"
    line = "line: {value: 7800, unit: 元/年, "
    number = read(spoil(f"{line}source: set by the district}}", line + title)).numbers["line"]
    assert (number.title_zh, number.title_en) == ("监测线", "Monitoring line")
    assert read(GOOD).numbers["line"].title_zh == ""
    assert codes_of(spoil(f"{line}source", f"{line}title: {{zh: 监测线}}, source")) == ["missing"]


def test_the_day_and_the_numbers_may_not_be_dates_and_numbers_in_disguise():
    assert faults_of(spoil("2026-01-01", "2026-02-30")) == [("not_a_date", 3, 15)]
    assert faults_of(spoil("value: 7800", "value: 7_800")) == [("not_a_number", 6, 17)]
    assert faults_of(spoil("value: 7800", "value: 0x1E")) == [("not_a_number", 6, 17)]
    assert faults_of(spoil("value: 7800", "value: .inf")) == [("not_a_number", 6, 17)]


def test_a_file_that_is_no_policy_is_told_just_that():
    assert faults_of((SHIPPED / "indicators" / "2026-01-01.yaml").read_text("utf-8")) == [
        ("not_one_of", 7, 7)
    ]
    assert faults_of("- a\n- b") == [("not_a_mapping", 1, 1)]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("kind: tiers", "kind: ranking", "not_one_of", (2, 7)),
        ("effective_on: 2026-01-01\n", "", "missing", (1, 1)),
        ("source: set by the district\nnumbers", "sauce: x\nnumbers", "not_expected", (4, 1)),
        ("  visits_watch: {value: 4, unit: 次/年, source: set by the district}\n", "", "missing", (6, 3)),
        ("  line:", "  income_total:", "name_is_indicator", (6, 3)),
        ("  line:", "  The Line:", "bad_name", (6, 3)),
        ("unit: 元/年, source: set by the district}", "unit: 元/年}", "missing", (6, 9)),
        ("gives: priority", "gives: gold", "not_one_of", (20, 12)),
        ("id: debt", "id: poor", "duplicate_id", (22, 9)),
        ("en: Heavy debt", "de: Schulden", "not_expected", (23, 22)),
        ("rules: [poor]", "rules: [rich]", "not_one_of", (31, 39)),
        ("{income_per_head: 100}", "{income_per_head: -1}", "value_below", (30, 31)),
        ("{income_per_head: 100}", "{labour: full}", "about_one_resident", (30, 14)),
        ("{income_per_head: 100}", "{shoe_size: 44}", "unknown_name", (30, 14)),
        ("    values: {income_per_head: 100}", "    residents: [{age: 300}]", "not_an_age", (30, 23)),
        ("    values: {income_per_head: 100}", "    residents: [{labour: strong}]", "not_one_of", (30, 26)),
        ("expect: {gives: priority, rules: [poor]}", "expect: {rules: [poor]}", "missing", (31, 13)),
    ],
)
def test_a_fault_is_named_at_its_place(old, new, code, place):
    assert (code, *place) in faults_of(spoil(old, new))


@pytest.mark.parametrize(
    ("condition", "code", "column"),
    [
        ("income_per_heed < line", "unknown_name", 11),
        ("income_per_head < lime", "unknown_name", 29),
        ("income_per_head < line and is_delegate", "not_for_this_kind", 38),
        ("income_per_head < line and labour == 'full'", "not_for_this_kind", 38),
        ("income_per_head < housing_is_safe", "no_order", 11),
        ("housing_is_safe < 1", "no_order", 11),
        ("income_per_head", "wrong_kind", 11),
        ("income_per_head = line", "single_equals", 27),
        ("income_per_head < line and", "syntax", None),
        ("len(housing_is_safe)", "not_allowed", 11),
        ("income_per_head < debt_balance", "unit_mismatch", 11),
        ("income_per_head / 0 > line", "divides_by_zero", 11),
        ("income_per_head / (line - 7800) > 1", "divides_by_zero", 11),
        ("income_per_head < 0", "never_true", 11),
        ("line < income_per_head < line", "never_true", 11),
        ("income_per_head < line - 7800", "never_true", 11),
    ],
)
def test_a_faulty_condition_is_refused_at_the_word_that_is_wrong(condition, code, column):
    (found,) = faults_of(with_condition(condition))
    assert found[:2] == (code, 19)
    assert column is None or found[2] == column


def test_a_fault_in_a_folded_condition_points_into_the_right_line():
    folded = ">-\n      income_per_head < line\n      and water_is_save"
    assert faults_of(with_condition(folded)) == [("unknown_name", 21, 11)]


def test_all_faulty_rules_are_told_at_once():
    text = spoil("debt_balance > debt_years", "dept_balance > debt_years", with_condition("1 > 2"))
    assert codes_of(text) == ["never_true", "unknown_name"]


def test_a_choice_that_does_not_exist_is_refused():
    assert faults_of(must_visit("labour == 'strong'")) == [("not_a_choice", 19, 21)]
    assert faults_of(must_visit("labour in ('weak', 'strong')")) == [("not_a_choice", 19, 30)]
    assert faults_of(must_visit("labour == 'weak'")) == []


def test_duty_marks_open_the_door_to_visits_only():
    assert faults_of(must_visit("is_veteran_party_member")) == []
    assert default()["is_veteran_party_member"].uses == {"must-visit"}
    asked = with_condition("is_veteran_party_member")
    for kind in ("tiers", "benefits", "signals", "deadlines"):
        assert "not_for_this_kind" in codes_of(of_kind(kind, asked))


def test_a_near_miss_is_answered_with_the_right_name():
    with pytest.raises(PolicyError, match="income_per_head") as caught:
        read(with_condition("income_per_hed < line"))
    assert "did you mean 'income_per_head'" in caught.value.faults[0].message_en


def test_a_policy_without_rules_or_examples_is_refused():
    head = GOOD[: GOOD.index("rules:")]
    assert codes_of(head + "rules: []\nexamples: []\n") == ["nothing_listed"]
    assert codes_of(GOOD[: GOOD.index("examples:")]) == ["missing"]


def test_an_example_can_begin_like_an_earlier_one():
    text = GOOD + (
        "  - id: b\n    title: {zh: 同上, en: As above}\n    like: a\n"
        "    values: {income_total: 5}\n    expect: {gives: priority}\n"
    )
    assert read(text).examples[1].values == {"income_per_head": 100, "income_total": 5}
    assert codes_of(text.replace("like: a", "like: b")) == ["not_one_of"]


def test_unknown_is_a_value_an_example_can_state():
    assert read(spoil("income_per_head: 100", "income_per_head: 未知")).examples[0].values == {
        "income_per_head": None
    }


def test_the_error_names_file_line_and_column_in_chinese():
    with pytest.raises(PolicyError) as caught:
        read(with_condition("income_per_head < 0"), filename="2026-01-01.yaml")
    assert str(caught.value).startswith("2026-01-01.yaml: 第 19 行第 11 列：这条规则永远不会成立")


def test_every_message_is_there_in_both_languages():
    for zh, en in MESSAGES.values():
        assert any("一" <= sign <= "鿿" for sign in zh)
        assert en.isascii()
