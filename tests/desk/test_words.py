"""Days, ages and classes as people say them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from lianxin.desk.policies.wording import measured
from lianxin.desk.policies.words import gives_word
from lianxin.desk.words import age_words, day_words, either, years_between

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "11月21日(周六)"),
        (date(2026, 3, 2), "3月2日(周一)"),
        (date(2025, 12, 31), "2025年12月31日(周三)"),
        (datetime(2026, 11, 20, 17, 30, tzinfo=UTC), "11月21日(周六)"),
    ],
)
def test_a_day_has_its_weekday_and_another_year_its_year(day, words):
    assert day_words(day, TODAY) == words


def test_a_day_in_english():
    with translation.override("en"):
        assert day_words(TODAY, TODAY) == "Sat 21 Nov"
        assert day_words(date(2025, 12, 31), TODAY) == "Wed 31 Dec 2025"
        assert day_words(TODAY, TODAY, weekday=False) == "21 Nov"


def test_inside_a_sentence_a_day_has_no_brackets_of_its_own():
    assert day_words(TODAY, TODAY, weekday=False) == "11月21日"
    assert day_words(date(2025, 12, 31), TODAY, weekday=False) == "2025年12月31日"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "今天"),
        (date(2026, 11, 20), "昨天"),
        (date(2026, 11, 9), "12 天前"),
        (date(2026, 9, 22), "60 天前"),
        (date(2026, 9, 21), "2 个月前"),
        (date(2026, 3, 22), "7 个月前"),
        (date(2024, 11, 22), "23 个月前"),
        (date(2024, 11, 21), "2 年前"),
        (date(2026, 11, 22), "11月22日(周日)"),
    ],
)
def test_an_age_counts_what_has_passed_in_full(day, words):
    assert age_words(day, TODAY) == words


def test_a_birthday_counts_on_the_day_itself():
    assert years_between(date(1960, 11, 21), TODAY) == 66
    assert years_between(date(1960, 11, 22), TODAY) == 65


def test_several_classes_are_joined():
    assert either(["priority", "fine"]) == "连心户或放心户"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (7800, "元/年", ("7,800", "元/年")),
        (0.15, "比例", ("15%", "")),
        (601, "月日", ("6月1日", "")),
        (8.5, "时", ("8:30", "")),
        (0, "是否", ("否", "")),
    ],
)
def test_a_number_of_a_policy_reads_as_people_write_it(value, unit, words):
    assert measured(value, unit) == words


@pytest.mark.parametrize(
    ("gives", "words"),
    [
        ("priority", "连心户"),
        ("place_poor", "困难户多的村"),
        ("after_work", "下班以后去"),
        ("other", "other"),
    ],
)
def test_what_a_rule_gives_is_said_in_words(gives, words):
    assert gives_word(gives) == words
