"""ID numbers: every single slip of the pen is caught, and nothing right is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.registry.identity import (
    MESSAGES,
    IdNumberError,
    check_character,
    read_id_number,
)
from lianxin.registry.vocabulary import Sex

# 610998 is no county: these numbers belong to nobody.
AREA = "610998"


def number_of(birth_on: date, sequence: int, area: str = AREA) -> str:
    first = f"{area}{birth_on:%Y%m%d}{sequence:03d}"
    return first + check_character(first)


numbers = st.builds(number_of, st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))


def code_of(text: str, **options: date) -> str:
    with pytest.raises(IdNumberError) as refused:
        read_id_number(text, **options)
    assert not text or text not in str(refused.value)
    assert refused.value.message() == str(refused.value)
    assert refused.value.message("en") != refused.value.message("zh")
    return refused.value.code


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_birth_and_sex_come_out_of_the_number(birth_on, sequence):
    read = read_id_number(number_of(birth_on, sequence))
    assert read.birth_on == birth_on
    assert read.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)
    assert not read.was_upgraded


@given(numbers, st.data())
def test_any_one_wrong_digit_is_caught(number, data):
    place = data.draw(st.integers(0, 16))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert code_of(number[:place] + digit + number[place + 1 :]) in ("id.checksum", "id.birth", "id.area")


@given(numbers, st.integers(0, 15))
def test_two_digits_swapped_are_caught(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert code_of(swapped) in ("id.checksum", "id.birth", "id.area")


@given(numbers)
def test_the_way_it_is_typed_does_not_matter(number):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    spaced = f"{number[:6]} {number[6:14]}\u200b{number[14:]}"
    for typed in (number.lower(), f" {number}\u3000", spaced, wide):
        assert read_id_number(typed).number == number


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_fifteen_digits_are_brought_to_eighteen(birth_on, sequence):
    read = read_id_number(f"{AREA}{birth_on:%y%m%d}{sequence:03d}")
    assert (read.number, read.birth_on, read.was_upgraded) == (
        number_of(birth_on, sequence),
        birth_on,
        True,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id.characters"),
        ("无", "id.characters"),
        ("E12345678", "id.characters"),
        ("6109981985031200", "id.length"),
        ("61099819850312001234", "id.length"),
        ("61099819850312001A", "id.characters"),
        ("610998198502300017", "id.birth"),
        ("610998078502300017", "id.birth"),
        ("010998198503120017", "id.area"),
        ("6.10998E+17", "id.precision_lost"),
        ("6.10998198503121e17", "id.precision_lost"),
        ("610998850312999", "id.century"),
        ("610998851312123", "id.birth"),
    ],
)
def test_each_kind_of_mistake_has_its_own_word(text, code):
    assert code_of(text) == code


def test_nobody_is_born_tomorrow():
    number = number_of(date(2026, 6, 2), 12)
    assert read_id_number(number, today=date(2026, 6, 2)).number == number
    assert code_of(number, today=date(2026, 6, 1)) == "id.future"


def test_every_message_is_there_in_both_languages_with_a_remedy():
    for zh, en in MESSAGES.values():
        assert zh.endswith("。")
        assert en.endswith(".")
