"""The workbooks intake writes: refused rows that can be corrected and imported, and the template."""

import zipfile

import openpyxl
import pytest

from lianxin.intake.refused_book import split_remedy, write_refused
from lianxin.intake.sheets import FORMULA_STARTS
from lianxin.intake.template import HELP, SHEET, write_template
from lianxin.policies.catalogue import default
from tests.intake.mess import AREAS, TITLES, codes, family, id_number, read, write_xlsx

PAYLOADS = [
    f"{start}{body}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "|", "%", "＝")
    for body in ("1+1", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0", "SUM(A1:A9)", "DDE()")
]


@pytest.fixture
def refused(tmp_path):
    """Write rows under TITLES, read them, and return the workbook of refused rows: (path, rows written)."""

    def refused(*rows, titles=TITLES, above=()):
        path = write_xlsx(tmp_path / "roster.xlsx", ("花名册", [*above, titles, *rows]))
        roster, _, refusals, _ = read(path)
        out = tmp_path / "refused.xlsx"
        return out, write_refused(out, roster, refusals)

    return refused


def cells(path, sheet=0):
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def test_the_whole_household_is_there_with_reason_and_remedy(refused):
    bad = family("H2", 2, **{"家庭年纯收入(元)": "约3000元"})
    bad[1][-1] = bad[2][-1] = ""
    bad[2][4] = "男"
    path, count = refused(*family("H1", 1), *bad)
    rows = cells(path)
    assert count == 3
    assert rows[0][: len(TITLES)] == TITLES
    assert rows[0][len(TITLES) :] == ["导入结果", "原因", "怎么改"]
    head, wife, daughter = (row[len(TITLES) :] for row in rows[1:])
    assert head[0] == "仅此格未导入"
    assert head[1].startswith("家庭年纯收入(元)：这是约数")
    assert wife == [None, "同一户的第5、7行要改", None]
    assert daughter[0] == "整户未导入"
    assert daughter[2] == "请核对。"


def test_the_corrected_workbook_can_be_imported_as_it_is(refused, tmp_path):
    above = [["单位：万元"]]
    titles = [title.replace("(元)", "") for title in TITLES]
    rows = family("H1", 1, **{"家庭年纯收入(元)": 3.2})
    good = rows[1][5]
    rows[1][5] = good[:17] + ("0" if good[17] != "0" else "1")
    path, _ = refused(*rows, titles=titles, above=above)
    book = openpyxl.load_workbook(path)
    book.active["F3"] = good
    book.save(tmp_path / "mended.xlsx")
    _, drafts, refusals, cautions = read(tmp_path / "mended.xlsx")
    assert refusals == []
    assert "header.unknown" not in codes(cautions)
    assert drafts[0].facts == {"income_total": 32_000}
    assert len(drafts[0].residents) == 3


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_becomes_a_formula(refused, payload):
    rows = family("H1", **{"村/社区": payload})
    path, count = refused(*rows)
    assert count == 3
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in part or b"<f " in part or b"hyperlink" in part for part in parts)
    found = [row[7] for row in cells(path)[1:]]
    assert found == [payload.replace("\r", "_x000D_")] * 3


def test_the_check_for_formulas_would_find_one(tmp_path):
    """The negative control: a writer that trusts its input makes a formula of the same payload."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "trusting.xlsx")
    with zipfile.ZipFile(tmp_path / "trusting.xlsx") as archive:
        assert b"<f>" in archive.read("xl/worksheets/sheet1.xml")


def test_what_looks_like_a_formula_stays_text_when_it_is_edited(refused):
    path, _ = refused(*family("H1", **{"村/社区": "=1+1"}))
    cell = openpyxl.load_workbook(path).active["H2"]
    assert cell.quotePrefix
    assert all(start for start in FORMULA_STARTS)


def test_several_sheets_keep_their_names(tmp_path):
    east, west = family("H1"), family("H2", 2)
    for row in (*east, *west):
        row[7] = "没有这个村"
    path = write_xlsx(tmp_path / "two.xlsx", ("东/西"[:1], [TITLES, *east]), ("西", [TITLES, *west]))
    roster, _, refusals, _ = read(path)
    assert write_refused(tmp_path / "refused.xlsx", roster, refusals) == 6
    assert openpyxl.load_workbook(tmp_path / "refused.xlsx").sheetnames == ["东", "西"]


def test_nothing_is_left_beside_the_workbook(refused, tmp_path):
    refused(*family("H1", **{"村/社区": "没有"}))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["refused.xlsx", "roster.xlsx"]


def test_a_message_is_split_into_reason_and_remedy():
    assert split_remedy("没有这一天。请核对月和日。") == ("没有这一天。", "请核对月和日。")
    assert split_remedy("There is no such day. Check it.") == ("There is no such day.", "Check it.")


def test_the_template_has_lists_help_and_text_columns(tmp_path):
    write_template(tmp_path / "template.xlsx", default())
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == [SHEET, HELP]
    sheet = book[SHEET]
    titles = [cell.value for cell in sheet[1]]
    lists = {
        str(one.sqref).split("1")[0].rstrip("0123456789:"): one
        for one in sheet.data_validations.dataValidation
    }
    assert len(lists) >= 15
    assert titles[:6] == ["户编号", "户主姓名", "姓名", "与户主关系", "性别", "身份证号码"]
    assert sheet.column_dimensions["F"].width > 18
    assert [row[0].value for row in book[HELP].iter_rows(min_row=2, max_row=len(titles) + 1)] == titles


def test_a_filled_template_is_read_without_a_single_notice(tmp_path):
    write_template(tmp_path / "template.xlsx", default())
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    sheet = book[SHEET]
    titles = [cell.value for cell in sheet[1]]
    told = {
        "户编号": "H1",
        "户主姓名": "王有田",
        "姓名": "王有田",
        "与户主关系": "户主",
        "身份证号码": id_number("19700101", 1),
        "镇/街道": "晏坝镇",
        "村/社区": "中心社区",
        "劳动能力": "弱劳动力或半劳动力",
        "残疾等级": "二级",
        "家庭年纯收入(元)": 3200,
        "住房安全": "否",
        "老党员": "是",
        "经度": 109.03,
        "纬度": 32.69,
        "采集日期": "2026-10-01",
    }
    sheet.append([told.get(title) for title in titles])
    book.save(tmp_path / "filled.xlsx")
    _, drafts, refusals, cautions = read(tmp_path / "filled.xlsx")
    assert (refusals, cautions) == ([], [])
    assert drafts[0].facts == {"income_total": 3200, "housing_is_safe": False}
    assert drafts[0].residents[0].facts == {
        "labour": "weak",
        "disability_level": "2",
        "is_veteran_party_member": True,
    }
    assert AREAS.match("晏坝镇", "中心社区").code == drafts[0].area_code
