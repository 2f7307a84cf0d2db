"""Which rows make a household, and what of it must agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.intake.grouping import Grouper, Place, complete
from lianxin.intake.rows import ReadRow, SheetTitles
from tests.intake.mess import TITLES, codes, family, id_number, person, read, read_rows, write_xlsx

SHEET = SheetTitles("表", {})


def names(drafts):
    return [[one.name for one in draft.residents] for draft in drafts]


def without(column, *rows):
    """(titles, rows) without one column."""
    at = TITLES.index(column)
    return [[*row[:at], *row[at + 1 :]] for row in (TITLES, *rows)]


def test_without_numbers_a_household_begins_at_its_head(tmp_path):
    titles, *rows = without("户编号", *family("", 1), *family("", 2))
    drafts = read_rows(tmp_path, *rows, titles=titles)[1]
    assert names(drafts) == [["王有田", "李桂花", "王小燕"]] * 2
    assert [draft.number for draft in drafts] == [None, None]


def test_without_relations_the_head_is_who_bears_the_heads_name(tmp_path):
    titles, *rows = without("与户主关系", *family("H1"))
    _, drafts, refusals, cautions = read_rows(tmp_path, *rows, titles=titles)
    assert [one.relation.value for one in drafts[0].residents] == ["head", "other", "other"]
    assert [one.is_relation_stated for one in drafts[0].residents] == [True, False, False]
    assert codes(cautions) == ["relation.missing", "relation.missing"]
    assert refusals == []


def test_the_number_may_stand_in_the_first_row_only(tmp_path):
    rows = [*family("H1", 1), *family("H2", 2)]
    for at in (1, 2, 4, 5):
        rows[at][0] = rows[at][1] = ""
    drafts = read_rows(tmp_path, *rows)[1]
    assert [(draft.number, len(draft.residents)) for draft in drafts] == [("H1", 3), ("H2", 3)]


def test_a_number_that_cannot_be_read_does_not_join_the_household_above(tmp_path):
    rows = [*family("H1", 1), *family("H2", 2)]
    rows[3][0] = 6.109021985031213e17
    rows[4][0] = rows[5][0] = ""
    _, drafts, refusals, _ = read_rows(tmp_path, *rows)
    assert names(drafts) == [["王有田", "李桂花", "王小燕"]]
    assert codes(refusals) == ["number.precision_lost"]
    assert [row for _, row in refusals[0].places] == [5, 6, 7]


def test_the_heads_id_keeps_households_apart(tmp_path):
    titles = ["户主身份证号", *TITLES[1:]]
    rows = [*family("", 1), *family("", 2)]
    for row in rows[:3]:
        row[0] = rows[0][5]
    for row in rows[3:]:
        row[0] = rows[3][5]
    shuffled = [rows[0], rows[3], rows[1], rows[4], rows[2], rows[5]]
    drafts = read_rows(tmp_path, *shuffled, titles=titles)[1]
    assert names(drafts) == [["王有田", "李桂花", "王小燕"]] * 2


def test_one_number_in_two_sheets_is_refused_naming_both(tmp_path):
    path = write_xlsx(
        tmp_path / "two.xlsx", ("东", [TITLES, *family("H1", 1)]), ("西", [TITLES, *family("H1", 2)])
    )
    _, drafts, refusals, _ = read(path)
    assert drafts == []
    assert "household.two_sheets" in codes(refusals)
    assert {"东", "西"} == {sheet for sheet, _ in refusals[0].places}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"户主姓名": "王有"}, "household.contradicts"),
        ({"村/社区": "学坊村", "镇/街道": "流水镇"}, "household.contradicts"),
        ({"家庭年纯收入(元)": 41000}, "household.contradicts"),
        ({"与户主关系": "户主"}, "household.two_heads"),
        ({"姓名": ""}, "name.missing"),
        ({"村/社区": "田坝村", "镇/街道": "流水镇"}, "area_elsewhere"),
    ],
)
def test_a_row_that_contradicts_the_others_refuses_the_household(tmp_path, change, code):
    rows = family("H1", **{"家庭年纯收入(元)": 32000})
    rows[1] = [change.get(title, cell) for title, cell in zip(TITLES, rows[1], strict=True)]
    _, drafts, refusals, _ = read_rows(tmp_path, *rows)
    assert drafts == []
    assert code in codes(refusals)
    assert {row for refusal in refusals for _, row in refusal.places} == {2, 3, 4}


def test_two_spellings_of_one_village_do_not_contradict(tmp_path):
    rows = family("H1")
    rows[1][7], rows[2][6:8] = "田坝村民委员会", ["", ""]
    drafts = read_rows(tmp_path, *rows)[1]
    assert drafts[0].area_code == "610902900201"


def test_the_same_person_with_other_content_is_refused_naming_both_rows(tmp_path):
    rows = family("H1")
    rows.append([*rows[2]])
    rows[3][3] = "母亲"
    _, drafts, refusals, _ = read_rows(tmp_path, *rows)
    assert drafts == []
    assert codes(refusals) == ["person.contradicts"]
    assert (refusals[0].values["first"], refusals[0].values["second"]) == (4, 5)


def test_a_birth_that_is_near_gives_way_to_the_id_and_one_that_is_far_refuses(tmp_path):
    titles = [*TITLES, "出生日期"]
    near = [*person("H1", sequence=1, born="19700101"), "1969-11-24"]
    far = [*person("H2", sequence=3, born="19700101"), "1964-01-01"]
    _, drafts, refusals, cautions = read_rows(tmp_path, near, far, titles=titles)
    assert [draft.number for draft in drafts] == ["H1"]
    assert drafts[0].residents[0].birth_on.isoformat() == "1970-01-01"
    assert (codes(cautions), codes(refusals)) == (["id.birth_used"], ["id.birth_differs"])


def test_the_heads_own_columns_reach_the_head(tmp_path):
    titles = [*TITLES, "户主身份证号", "户主电话"]
    rows = [[*row, "", ""] for row in family("H1")]
    rows[0][5], rows[1][-2:] = "", [id_number("19710101", 11), "13900000001"]
    drafts = read_rows(tmp_path, *rows, titles=titles)[1]
    head = drafts[0].residents[0]
    assert (head.id_number, head.phone) == (id_number("19710101", 11), "13900000001")
    rows[0][5] = id_number("19650101", 13)
    assert codes(read_rows(tmp_path, *rows, titles=titles)[2]) == ["household.head_id_differs"]


def test_marks_in_one_column_become_facts_of_person_and_household(tmp_path):
    titles = [*TITLES, "人员类别", "是否低保"]
    rows = [[*row, "", ""] for row in family("H1")]
    rows[0][-2], rows[1][-2] = "老党员、村干部", "低保户"
    drafts = read_rows(tmp_path, *rows, titles=titles)[1]
    assert drafts[0].residents[0].facts == {"is_veteran_party_member": True, "is_village_cadre": True}
    assert drafts[0].facts == {"gets_low_income_allowance": True}
    rows[1][-1] = "否"
    _, drafts, refusals, _ = read_rows(tmp_path, *rows, titles=titles)
    assert codes(refusals) == ["mark.contradicts"]
    assert drafts[0].facts == {"gets_low_income_allowance": False}


def test_total_and_income_per_head_in_different_units_are_noticed(tmp_path):
    titles = [*TITLES, "人均纯收入(元)"]
    rows = [[*row, 3000] for row in family("H1", **{"家庭年纯收入(元)": 90000})]
    assert codes(read_rows(tmp_path, *rows, titles=titles)[3]) == ["income.disagrees"]
    rows = [[*row, 3000] for row in family("H1", **{"家庭年纯收入(元)": 9000})]
    assert codes(read_rows(tmp_path, *rows, titles=titles)[3]) == []


@settings(max_examples=200)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=40))
def test_however_rows_are_scattered_each_household_is_complete_once(order):
    """Numbered rows in any order: every household comes once, with all its rows, in their order."""
    grouper = Grouper()
    rows = [ReadRow(SHEET, at, {"number": f"H{home}", "name": f"n{at}"}) for at, home in enumerate(order, 2)]
    for row in rows:
        grouper.add(row, Place(0, row.number))
    seen = list(complete(grouper.grouping, rows))
    assert sorted(household for household, _ in seen) == list(range(len(set(order))))
    for _, members in seen:
        number = members[0].values["number"]
        assert [row.number for row in members] == [
            row.number for row in rows if row.values["number"] == number
        ]
