"""Amounts and dates: what people type is understood or refused with a word, never read as another."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.amounts import Money, read_amount
from lianxin.intake.cells.days import SERIAL_EPOCH, read_day
from tests.intake.mess import code_of, wide

TODAY = date(2026, 11, 21)
YUAN, WAN, BARE = Money("元"), Money("万元"), Money(None)
amounts = st.integers(0, 1_000_000_000).map(lambda cents: Decimal(cents) / 100)
days = st.dates(date(1912, 1, 1), TODAY)


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
