"""The register's pure parts: pinyin, masking, values as text, which fact stands, what a search text means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.people.pinyin import spell, tails
from lianxin.policies.catalogue import default
from lianxin.registry.masking import mask_id_number, mask_name, mask_phone
from lianxin.registry.search import understand
from lianxin.registry.values import ValueRefused, from_text, shown, to_text
from lianxin.registry.vocabulary import Source, stands_over

CATALOGUE = default()


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("曾小明", "zengxiaoming", "zxm"),
        ("单雄", "shanxiong", "sx"),
        ("任盈", "renying", "ry"),
        ("仇英", "qiuying", "qy"),
        ("解放", "xiefang", "xf"),
        ("吕布", "lvbu", "lb"),
        ("欧阳锋", "ouyangfeng", "oyf"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟春", "moqichun", "mqc"),
        ("王曾", "wangceng", "wc"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, pinyin, initials):
    spelling = spell(name)

    assert (spelling.pinyin, spelling.initials) == (pinyin, initials)


def test_the_tails_of_a_name_are_where_an_inner_match_can_begin():
    assert [(tail.name, tail.pinyin, tail.initials) for tail in tails("曾小明")] == [
        ("小明", "xiaoming", "xm"),
        ("明", "ming", "m"),
    ]


@given(st.text("王李张明芳曾·", min_size=1, max_size=6), st.text("王李张明芳曾·", min_size=1, max_size=3))
def test_a_text_lies_in_a_name_exactly_when_it_begins_the_name_or_a_tail(name, text):
    begins = name.startswith(text) or any(tail.name.startswith(text) for tail in tails(name))

    assert begins == (text in name)


def test_masks_hide_the_middle():
    assert mask_id_number("610998199001011237") == "610998********1237"
    assert mask_phone("10012345678") == "100****5678"
    assert mask_name("欧阳锋") == "欧**"


@given(st.text("0123456789X", max_size=18))
def test_a_mask_keeps_the_length_and_hides_most_of_a_number(number):
    masked = mask_id_number(number)

    assert len(masked) == len(number)
    assert masked.count("*") * 3 >= len(number)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("income_per_head", 3100, "3100"),
        ("income_per_head", 3100.0, "3100"),
        ("income_per_head", 3100.505, "3100.51"),
        ("income_per_head", 0.0, "0"),
        ("debt_balance", 120_000, "120000"),
        ("housing_is_safe", False, "false"),
        ("health", "serious", "serious"),
    ],
)
def test_a_value_has_one_text(code, value, text):
    assert to_text(value, CATALOGUE[code]) == text


@given(st.floats(0, 1e9, allow_nan=False).map(lambda number: round(number, 2)))
def test_an_amount_survives_as_text(amount):
    indicator = CATALOGUE["income_per_head"]

    assert from_text(to_text(amount, indicator), indicator) == pytest.approx(amount, abs=0.005)


@pytest.mark.parametrize(
    ("code", "value", "refusal"),
    [
        ("income_per_head", -1, "too-small"),
        ("income_per_head", float("nan"), "not-a-number"),
        ("income_per_head", True, "not-a-number"),
        ("income_per_head", "3100", "not-a-number"),
        ("housing_is_safe", 1, "not-yes-no"),
        ("health", "大病", "not-a-choice"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_code(code, value, refusal):
    with pytest.raises(ValueRefused) as refused:
        to_text(value, CATALOGUE[code])

    assert refused.value.code == refusal
    assert CATALOGUE[code].title_zh in refused.value.message


def test_a_value_is_shown_with_its_unit_and_its_words():
    assert shown("3100", CATALOGUE["income_per_head"]) == "3,100 元/年"
    assert shown("true", CATALOGUE["housing_is_safe"]) == "是"
    assert shown("serious", CATALOGUE["health"], "en") == CATALOGUE["health"].choices[2].en


def test_a_newer_fact_stands_and_on_one_day_the_better_source():
    march, april = date(2026, 3, 1), date(2026, 4, 1)

    assert stands_over((april, "import"), (march, "document"))
    assert not stands_over((march, "document"), (april, "import"))
    assert stands_over((march, "document"), (march, "cadre"))
    assert not stands_over((march, "import"), (march, "resident"))
    assert stands_over((march, "cadre"), (march, "cadre"))


def test_sources_rank_document_cadre_resident_import():
    ranked = sorted(Source, key=lambda source: -source.rank)

    assert [source.value for source in ranked] == ["document", "cadre", "resident", "import"]


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [
        ("", ("nothing",)),
        ("　 ", ("nothing",)),
        ("王小明", ("name",)),
        ("ｗｘｍ", ("pinyin", "number")),
        ("HB004217", ("number",)),
        ("610998 19900101 123x", ("id_number",)),
        ("１００12345678", ("phone", "number")),
        ("4217", ("number", "phone")),
        ("\x00", ("nothing",)),
    ],
)
def test_a_search_text_is_understood(typed, meanings):
    assert understand(typed).meanings == meanings
