"""Names, numbers, phones and places: tidied, but never changed into something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.intake.cells.contacts import read_degrees, read_phone
from lianxin.intake.cells.text import as_text, read_name, read_number, tidy
from tests.intake.mess import code_of


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
