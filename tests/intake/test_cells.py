"""Cells: what people type is understood or refused with a word, and never read as something else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.amounts import Money, read_amount
from lianxin.intake.cells.choices import read_choice, read_relation, read_sex, read_yes_no, words_of
from lianxin.intake.cells.contacts import read_degrees, read_phone
from lianxin.intake.cells.days import SERIAL_EPOCH, read_day
from lianxin.intake.cells.text import as_text, read_name, read_number, tidy
from lianxin.intake.cells.workplaces import read_workplace
from lianxin.policies.catalogue import default
from tests.intake.mess import wide

TODAY = date(2026, 11, 21)
YUAN, WAN, BARE = Money("元"), Money("万元"), Money(None)
amounts = st.integers(0, 1_000_000_000).map(lambda cents: Decimal(cents) / 100)
days = st.dates(date(1912, 1, 1), TODAY)


def code_of(read, *args, **options):
    with pytest.raises(CellRefused) as refused:
        read(*args, **options)
    return refused.value.code


@given(amounts.filter(lambda amount: amount >= 100))
def test_an_amount_comes_back_however_it_is_written(amount):
    plain = format(amount, "f")
    spellings = [
        plain,
        f"{amount:,}",
        f"¥{plain}",
        f"{plain}元",
        wide(plain),
        f" {plain}\u3000",
        f"{plain}元/年",
    ]
    for spelling in spellings:
        assert Decimal(str(read_amount(spelling, BARE))) == amount
    assert Decimal(str(read_amount(float(amount), BARE))) == amount
    wan = format((amount / 10_000).normalize(), "f")
    assert Decimal(str(read_amount(f"{wan}万", YUAN))) == amount
    assert Decimal(str(read_amount(f"{wan}万元", WAN))) == amount


@given(st.decimals("0.01", "99.99", places=2))
def test_the_unit_of_the_column_counts_where_the_cell_names_none(amount):
    assert Decimal(str(read_amount(str(amount), WAN))) == amount * 10_000
    assert Decimal(str(read_amount(float(amount), WAN))) == amount * 10_000


@given(st.text(max_size=12) | st.floats() | st.booleans())
def test_an_amount_is_a_sound_number_or_a_refusal(raw):
    try:
        value = read_amount(raw, YUAN)
    except CellRefused:
        return
    assert value is None or 0 <= value <= 10_000_000
    if isinstance(raw, str) and value:
        assert any(character.isdigit() for character in raw)


@pytest.mark.parametrize(
    ("raw", "money", "code"),
    [
        ("约3000元", YUAN, "money.rough"),
        ("3000左右", YUAN, "money.rough"),
        ("2000-3000", YUAN, "money.rough"),
        ("3000多", YUAN, "money.rough"),
        ("300元/月", YUAN, "money.period"),
        ("三千", YUAN, "money.unreadable"),
        ("3万2千", YUAN, "money.unreadable"),
        ("1,23", YUAN, "money.unreadable"),
        ("1,2000", YUAN, "money.unreadable"),
        ("12 34", YUAN, "money.unreadable"),
        ("(1200)", YUAN, "money.unreadable"),
        ("-200", YUAN, "money.negative"),
        (-200.0, YUAN, "money.negative"),
        (float("nan"), YUAN, "money.unreadable"),
        (float("inf"), YUAN, "money.unreadable"),
        (True, YUAN, "money.not_a_number"),
        ((1985, 3, 12), YUAN, "money.not_a_number"),
        ("3.2", BARE, "money.unit_unclear"),
        (3.2, Money("元", is_income=True), "money.unit_unclear"),
        (32000.0, WAN, "money.too_large_for_wan"),
        ("99999999元", YUAN, "money.too_large"),
        ("无", Money("元", is_income=True), "money.none_is_unclear"),
    ],
)
def test_a_doubtful_amount_is_refused(raw, money, code):
    assert code_of(read_amount, raw, money) == code


def test_a_cell_that_names_its_unit_settles_the_doubt():
    assert read_amount("3.2元", Money("元", is_income=True)) == 3.2
    assert read_amount("32000元", WAN) == 32_000
    assert read_amount("150万元", WAN) == 1_500_000


def test_nothing_owed_is_zero_and_nothing_said_is_unknown():
    assert read_amount("无", Money("元", none_is_zero=True)) == 0
    assert read_amount(0.0, BARE) == 0
    for nothing in ("", "-", "/", "不详", "未知", "　"):
        assert read_amount(nothing, BARE) is None


@given(days)
def test_a_date_comes_back_in_every_shape(day):
    year, month, number = day.year, day.month, day.day
    shapes = [
        day.isoformat(),
        f"{year}.{month}.{number}",
        f"{year}/{month:02d}/{number}",
        f"{year}年{month}月{number}日",
        f"{day:%Y%m%d}",
        float(f"{day:%Y%m%d}"),
        (year, month, number),
        f"{day.isoformat()} 00:00:00",
        wide(f"{year}-{month}-{number}"),
        float((day - SERIAL_EPOCH).days),
    ]
    assert [read_day(shape, today=TODAY) for shape in shapes] == [day] * len(shapes)


@given(st.text(max_size=12) | st.floats() | st.integers(-(10**9), 10**9).map(float))
def test_a_date_is_a_day_that_has_been_or_a_refusal(raw):
    try:
        value = read_day(raw, today=TODAY)
    except CellRefused:
        return
    assert value is None or date(1900, 1, 1) <= value <= TODAY


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1985", "date.incomplete"),
        (1985.0, "date.incomplete"),
        ("1985-03", "date.incomplete"),
        ("198503", "date.incomplete"),
        ("1985年3月", "date.incomplete"),
        ("85.3.12", "date.ambiguous"),
        ("3/12/1985", "date.ambiguous"),
        ("12-03-1985", "date.ambiguous"),
        ("1985-02-30", "date.impossible"),
        ((1985, 2, 30), "date.impossible"),
        ("1885-03-12", "date.too_early"),
        ("2027-01-01", "date.future"),
        (float((TODAY - SERIAL_EPOCH + timedelta(1)).days), "date.future"),
        ("农历1985年3月12日", "date.lunar"),
        ("五十岁", "date.unreadable"),
        (True, "date.unreadable"),
    ],
)
def test_a_doubtful_date_is_refused(raw, code):
    assert code_of(read_day, raw, today=TODAY) == code


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


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("13900000000", "13900000000"),
        (13900000000.0, "13900000000"),
        ("+86 139-0000-0000", "13900000000"),
        ("１３９００００００００", "13900000000"),
        ("0915-3200000", "09153200000"),
        ("无", None),
    ],
)
def test_phones_are_understood(raw, phone):
    assert read_phone(raw) == phone


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1390000000", "phone.length"),
        ("13900000000/13800000000", "phone.several"),
        ("1.39E+10", "phone.precision_lost"),
        ("3200000", "phone.area_code_missing"),
        ("同上", "phone.unreadable"),
    ],
)
def test_doubtful_phones_are_refused(raw, code):
    assert code_of(read_phone, raw) == code


def test_names_are_tidied_but_not_changed():
    assert read_name("张　三") == "张三"
    assert read_name("阿依古丽•买买提") == "阿依古丽·买买提"
    assert read_name("\u200b李四 ") == "李四"
    assert read_name("李四_x000D_") == "李四"
    assert read_name("王𠅤") == "王𠅤"
    assert code_of(read_name, "王某某") == "name.masked"
    assert code_of(read_name, "张*") == "name.masked"
    assert code_of(read_name, "张三2") == "name.characters"
    assert code_of(read_name, "=HYPERLINK(1)") == "name.characters"


def test_a_household_number_keeps_every_digit_or_is_refused():
    assert read_number(610902001.0) == "610902001"
    assert read_number(" HB 000 123 ") == "HB000123"
    assert read_number("'00123") == "00123"
    assert read_number('="00123"') == "00123"
    assert code_of(read_number, 6.109020011234567e17) == "number.precision_lost"
    assert code_of(read_number, "6.10902E+17") == "number.precision_lost"
    assert code_of(read_number, "户" * 33) == "number.too_long"


def test_coordinates_swapped_or_abroad_are_told_apart():
    assert read_degrees("109.0268°", is_longitude=True) == 109.0268
    assert read_degrees(0.0, is_longitude=True) is None
    assert code_of(read_degrees, 32.7, is_longitude=True) == "degrees.swapped"
    assert code_of(read_degrees, 109.0, is_longitude=False) == "degrees.swapped"
    assert code_of(read_degrees, 2.0, is_longitude=True) == "degrees.outside"
    assert code_of(read_degrees, "109°1′36″", is_longitude=True) == "degrees.unreadable"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.floats() | st.text() | st.booleans())
def test_every_cell_has_a_text(raw):
    assert isinstance(as_text(raw), str)
