"""Yes and no, choices, relations: the words people use are understood, unclear ones are refused."""

import pytest

from lianxin.intake.cells.choices import read_choice, read_relation, read_sex, read_yes_no, words_of
from lianxin.intake.cells.workplaces import read_workplace
from lianxin.policies.catalogue import default
from tests.intake.mess import code_of


@pytest.mark.parametrize("word", ["是", "√", "有", "Y", "1", 1.0, True, "达标", "有保障", " 是 ", "Ａ级"])
def test_yes_is_understood(word):
    indicator = "gets_low_income_allowance" if word == "有" else "housing_is_safe"
    assert read_yes_no(word, indicator) is True


@pytest.mark.parametrize("word", ["否", "×", "x", "N", "0", 0.0, False, "不达标", "D级", "危房"])
def test_no_is_understood(word):
    assert read_yes_no(word, "housing_is_safe") is False


def test_a_column_that_asks_the_opposite_is_turned_round_and_takes_plain_answers_only():
    assert read_yes_no("是", "housing_is_safe", is_negated=True) is False
    assert read_yes_no(False, "housing_is_safe", is_negated=True) is True
    assert read_yes_no("", "housing_is_safe", is_negated=True) is None
    assert code_of(read_yes_no, "安全", "housing_is_safe", is_negated=True) == "yes_no.unknown"


def test_a_word_that_may_mean_either_is_refused():
    assert code_of(read_yes_no, "无", "education_is_assured") == "yes_no.unclear"
    assert read_yes_no("无适龄儿童", "education_is_assured") is True
    assert code_of(read_yes_no, "还行", "housing_is_safe") == "yes_no.unknown"
    assert code_of(read_yes_no, "○", "housing_is_safe") == "yes_no.unknown"


@pytest.mark.parametrize(
    "indicator", [one for one in default() if one.type == "choice"], ids=lambda one: one.code
)
def test_every_choice_is_understood_by_the_words_of_the_catalogue(indicator):
    words, shown = words_of(indicator)
    for choice in indicator.choices:
        assert read_choice(choice.zh, words, shown) == choice.code
        assert read_choice(choice.en, words, shown) == choice.code
    assert code_of(read_choice, "还行", words, shown) == "choice.unknown"


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("health", "长期慢性病", "chronic"),
        ("health", "肢体残疾", "disabled"),
        ("disability_level", "二级", "2"),
        ("disability_level", "Ⅱ级", "2"),
        ("disability_level", 3.0, "3"),
        ("disability_level", "精神一级", "1"),
        ("labour", "丧失劳动力", "lost"),
        ("labour", "弱劳动力", "weak"),
        ("schooling", "七年级", "junior"),
        ("schooling", "中职", "vocational"),
        ("works_at", "在家", "home"),
    ],
)
def test_choices_have_everyday_words(code, word, expected):
    words, shown = words_of(default()[code])
    assert read_choice(word, words, shown) == expected


def test_two_answers_in_one_cell_are_refused():
    words, shown = words_of(default()["health"])
    assert code_of(read_choice, "大病、残疾", words, shown) == "choice.several"


def test_another_province_is_outside_and_a_bare_city_is_not_guessed():
    words, _ = words_of(default()["works_at"])
    assert read_workplace("广东省东莞市", words, "61") == "elsewhere"
    assert read_workplace("省外", words, "61") == "elsewhere"
    assert code_of(read_workplace, "陕西西安", words, "61") == "place.unclear"
    assert code_of(read_workplace, "东莞", words, "61") == "place.unclear"
    assert code_of(read_workplace, "广东", words, "") == "place.unclear"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("户主", "head"),
        ("本人", "head"),
        ("妻", "spouse"),
        ("之子", "child"),
        ("户主之女", "child"),
        ("儿媳", "child_in_law"),
    ]
    + [
        ("长子", "child"),
        ("外孙女", "grandchild"),
        ("岳母", "parent_in_law"),
        ("胞弟", "sibling"),
        ("侄女", "other"),
    ],
)
def test_relations_have_their_words(word, code):
    assert read_relation(word) == code


def test_sex_is_a_word_or_the_national_code():
    assert [read_sex(word) for word in ("男", "女", "1", 2.0, "")] == ["m", "f", "m", "f", None]
    assert code_of(read_sex, "不男") == "choice.unknown"
