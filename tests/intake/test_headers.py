"""Headers: below titles, over several rows, in any order; what is missing, doubled or unknown is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.intake.column_words import FACTS, NEGATED_FACTS, STRUCTURE
from lianxin.intake.columns import column_book, plain, unit_in, whole
from lianxin.intake.headers import find_header, is_repeated_header, judge_header
from lianxin.intake.template import template_lines
from lianxin.policies.catalogue import default
from tests.intake.mess import TITLES, codes

BOOK = column_book(default())


def header_of(*rows):
    return find_header(list(enumerate(rows, 1)), BOOK)


def keys(header):
    return [found.column.key for found in header.found]


@given(st.permutations(TITLES))
def test_the_order_of_columns_does_not_matter(titles):
    header = header_of(titles)
    assert {found.title: found.column.key for found in header.found} == {
        found.title: found.column.key for found in header_of(TITLES).found
    }
    assert [found.index for found in header.found] == list(range(len(TITLES)))


def test_no_title_means_two_columns():
    meanings = {}
    for source in (STRUCTURE, FACTS, NEGATED_FACTS):
        for key, titles in source.items():
            for title in titles.split():
                for spelling in (plain(title), whole(title)):
                    meanings.setdefault(spelling, set()).add((key, source is NEGATED_FACTS))
    assert {title: keys for title, keys in meanings.items() if len(keys) > 1} == {}


def test_every_indicator_of_the_catalogue_has_a_column():
    for indicator in default():
        found = BOOK.meaning(indicator.title_zh)
        assert (found is None) == (indicator.about in ("derived", "area"))


@pytest.mark.parametrize(
    ("title", "key", "unit"),
    [
        ("家庭年纯收入（万元）", "income_total", "万元"),
        ("2025年家庭年纯收入/万元", "income_total", "万元"),
        ("家庭年纯收入 单位：元", "income_total", "元"),
        ("户均/家庭年纯收入", "income_total", None),
        ("人均纯收入(元/年)", "income_per_head", "元"),
        ("*身份证号码", "id_number", None),
        ("与户主\n关系", "relation", None),
        ("村（社区）", "village", None),
        ("健康状况(健康/慢病/大病/残疾)", "health", None),
        ("居民身份证号(18位)", "id_number", None),
    ],
)
def test_titles_are_understood_with_their_trimmings(title, key, unit):
    assert BOOK.meaning(title).column.key == key
    assert unit_in(title) == unit


def test_titles_that_mean_something_else_are_not_taken():
    for title in ("单元", "备注", "月收入", "户主学历", "配偶姓名", "年龄"):
        assert BOOK.meaning(title) is None


def test_a_group_title_tells_the_head_from_the_members():
    header = header_of(
        ["户主信息", "", "家庭成员信息", "", ""], ["姓名", "身份证号", "姓名", "与户主关系", "性别"]
    )
    assert keys(header) == ["head_name", "head_id", "name", "relation", "sex"]


def test_the_unit_of_a_group_reaches_its_columns():
    header = header_of(["姓名", "与户主关系", "收入(万元)", ""], ["", "", "家庭年纯收入", "人均纯收入"])
    assert [found.unit for found in header.found] == [None, None, "万元", "万元"]


def test_the_unit_above_the_header_is_read():
    assert header_of(["金额单位：万元"], TITLES).unit == "万元"
    assert header_of(["单位：户、人、元"], TITLES).unit == "元"
    assert header_of(["填报单位：晏坝镇"], TITLES).unit is None


def test_a_data_row_is_no_second_header_row():
    data = ["H1", "王有田", "王有田", "户主", "男", "", "晏坝镇", "田坝村", 3000.0]
    assert header_of(TITLES, data).rows == (1,)


def test_a_sheet_without_header_has_none():
    assert header_of(["随便写写"], ["一", "二"]) is None
    assert header_of() is None


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        (["户编号", "户主姓名", "村/社区", "联系电话"], "header.no_members"),
        (["户编号", "与户主关系", "村/社区"], "header.no_name"),
        (["姓名", "性别", "村/社区"], "header.no_household"),
        (["户编号", "姓名", "性别"], "header.no_relation"),
        (["户编号", "姓名", "与户主关系", "家庭住址", "住址"], "header.duplicate"),
    ],
)
def test_what_a_header_lacks_refuses_the_sheet(titles, code):
    notices = list(judge_header(header_of(titles), "表"))
    assert codes(notices) == [code]
    assert notices[0].scope == "sheet"


def test_unknown_and_monthly_columns_are_reported_and_left_out():
    header = header_of([*TITLES, "月收入(元/月)", "户主爱好"])
    assert codes(judge_header(header, "表")) == ["header.monthly", "header.unknown"]


def test_the_header_printed_on_each_page_is_no_person():
    header = header_of(TITLES)
    assert is_repeated_header(TITLES, header)
    assert is_repeated_header(["1", "2", "3", 4.0], header)
    assert not is_repeated_header(["H1", "王有田", "王有田", "户主"], header)


def test_the_template_uses_titles_that_are_understood():
    lines = list(template_lines(default()))
    header = header_of([line.title for line in lines])
    assert keys(header) == [line.column.key for line in lines]
    assert not list(judge_header(header, "表"))
