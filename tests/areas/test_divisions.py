"""Reading a division list: everything wrong is named with its row, its column and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.areas.divisions import read_divisions
from lianxin.areas.faults import MESSAGES, DivisionsRefused

HEADER = "code,name,level,parent_code"
D = "990101000000,青禾区,district,"
T = "990101001000,石桥镇,town,990101000000"
C = "990101001001,石桥社区居委会,community,990101001000"
V = "990101001201,东岭村委会,village,990101001001"


def faults_of(*lines, header=HEADER):
    with pytest.raises(DivisionsRefused) as refused:
        read_divisions("\n".join((header, *lines)))
    return [(fault.row, fault.column, fault.code) for fault in refused.value.faults]


def test_parents_come_before_children_whatever_the_order_of_the_file():
    divisions = read_divisions("\n".join((HEADER, V, C, T, D)))
    assert [division.level for division in divisions] == ["district", "town", "community", "village"]


def test_a_spreadsheets_habits_are_understood():
    text = "\ufeff名称,代码,备注,上级代码,级别\r\n青禾区,990101000000,,,区县\r\n\r\n" + (
        "石桥镇 ,990101001000,x,990101000000,镇街\r\n,,,,\r\n"
    )
    assert [(d.name, d.level, d.parent_code) for d in read_divisions(text)] == [
        ("青禾区", "district", ""),
        ("石桥镇", "town", "990101000000"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_the_bytes_of_a_chinese_spreadsheet_are_understood(encoding):
    assert read_divisions("\n".join((HEADER, D, T)).encode(encoding))[1].name == "石桥镇"


def test_bytes_that_are_no_text_are_refused_in_words():
    with pytest.raises(DivisionsRefused, match="CSV") as refused:
        read_divisions(b"PK\x03\x04\xff\xff\x00")
    assert refused.value.faults[0].code == "not_text"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ((D, "99010100100,石桥镇,town,990101000000"), (3, "code", "bad_code")),
        ((D, "9.90101E+11,石桥镇,town,990101000000"), (3, "code", "bad_code")),
        ((D, "９９０１０１００１０００,石桥镇,town,990101000000"), (3, "code", "bad_code")),
        ((D, "990101001000,石桥镇,town,9901"), (3, "parent_code", "bad_code")),
        ((D, "990101001000,,town,990101000000"), (3, "name", "bad_name")),
        ((D, "990101001000,石桥镇,city,990101000000"), (3, "level", "bad_level")),
        ((D, "990101001000,石桥镇,town,990101009000"), (3, "parent_code", "orphan")),
        ((D, "990101001000,石桥镇,town,"), (3, "parent_code", "no_parent")),
        ((D, T, T), (4, "code", "duplicate_code")),
        ((D, T, "990101002000,石桥镇,town,990101000000"), (4, "name", "duplicate_name")),
        ((D, "990102000000,邻区,district,"), (3, "level", "two_roots")),
        ((D, "990101001201,东岭村委会,village,990101000000"), (3, "parent_code", "wrong_parent")),
        (("990101000000,青禾区,district,990100000000",), (2, "parent_code", "root_parent")),
    ],
)
def test_a_fault_is_named_with_its_row_and_column(lines, fault):
    assert faults_of(*lines) == [fault]


def test_a_file_without_a_district_is_refused():
    assert (1, "level", "no_root") in faults_of(T, C)


def test_a_circle_of_parents_is_found_on_every_row_of_it_and_nowhere_else():
    one = "990101001001,甲社区,community,990101001002"
    two = "990101001002,乙社区,community,990101001001"
    beside = "990101001201,丙村,village,990101001001"
    assert faults_of(D, one, two, beside) == [(3, "parent_code", "cycle"), (4, "parent_code", "cycle")]


def test_a_missing_column_and_an_empty_file_are_named():
    assert faults_of("1,2,3", header="code,name,level") == [(1, "parent_code", "no_column")]
    assert faults_of() == [(1, "", "empty")]
    with pytest.raises(DivisionsRefused):
        read_divisions("")


def test_everything_wrong_is_told_at_once():
    assert len(faults_of(D, "1,,x,2", "3,名,town,990101000000")) == 5


def test_every_message_says_what_and_fills_in_its_values():
    with pytest.raises(DivisionsRefused) as refused:
        read_divisions("\n".join((HEADER, D, "990101001201,东岭村,village,990101000000")))
    fault = refused.value.faults[0]
    assert fault.message == "村不能挂在区县下面。请改正级别或上级代码。"
    assert fault.message_en.startswith("A village cannot hang under a district.")
    assert all(len(words) == 2 for words in MESSAGES.values())


@given(st.text(alphabet='0123456789,镇村\n"x', max_size=200))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        divisions = read_divisions(f"{HEADER}\n{D}\n{text}")
    except DivisionsRefused as refused:
        divisions = refused.faults
    assert divisions
