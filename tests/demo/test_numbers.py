"""Numbers that pass every check and can belong to nobody."""

import re

import numpy as np
import pytest

from lianxin.demo.numbers import PHONE_PREFIX, REGION, id_numbers, phones
from lianxin.registry.identity import read_id_number
from lianxin.registry.vocabulary import Sex


def test_every_id_number_passes_the_registers_own_check_and_tells_birth_and_sex(village):
    for number, born, female in zip(
        village.id_numbers, village.born.tolist(), village.folk.female, strict=True
    ):
        read = read_id_number(number, today=village.today)
        assert (read.birth_on, read.sex) == (born, Sex.FEMALE if female else Sex.MALE)


def test_id_numbers_carry_a_region_that_is_in_no_division_list(places, village):
    assert {number[:6] for number in village.id_numbers} == {REGION}
    assert REGION not in {place.code[:6] for place in places}
    assert REGION[:4] == "6109", "the prefecture is Ankang's"
    assert int(REGION[4:]) > 81, "Ankang has one county-level city, numbered 81"


def test_no_two_people_of_a_district_share_a_number(district):
    assert len(set(district.id_numbers)) == district.folk.m
    assert len(set(district.phones)) == district.folk.m


def test_people_born_on_one_day_get_different_sequences_with_the_parity_of_their_sex():
    born = np.array(["1990-05-01"] * 4, dtype="datetime64[D]")
    numbers = id_numbers(born, np.array([False, True, False, True]))
    assert [number[14:17] for number in numbers] == ["001", "002", "003", "004"]


def test_a_day_with_more_births_than_the_sequence_holds_is_refused():
    born = np.array(["1990-05-01"] * 600, dtype="datetime64[D]")
    with pytest.raises(ValueError, match="share a birthday"):
        id_numbers(born, np.zeros(600, dtype=bool))


def test_phones_are_shaped_like_mobile_numbers_under_a_prefix_that_is_none():
    some = phones(1000, np.random.default_rng(1))
    assert all(re.fullmatch(r"1[3-9]\d{9}", phone) for phone in some)
    assert {phone[:3] for phone in some} == {PHONE_PREFIX}
    assert len(set(some)) == 1000
