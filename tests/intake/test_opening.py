"""Opening files: kinds told apart by content, encodings, hidden sheets, and oddities that must be said."""

from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from lianxin.intake.opening.tables import open_tables
from lianxin.proofs.bombs import ods
from tests.intake.mess import TITLES, codes, family, read, write_xlsx

TEXT = "\r\n".join(",".join(map(str, row)) for row in [TITLES, *family("H1")]) + "\r\n"


def rows_of(path):
    (sheet,) = open_tables(path).sheets
    return list(sheet.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_usual_encoding(tmp_path, encoding, separator):
    path = tmp_path / "roster.csv"
    path.write_bytes(TEXT.replace(",", separator).encode(encoding))
    _, drafts, refusals, _ = read(path)
    assert [one.name for one in drafts[0].residents] == ["王有田", "李桂花", "王小燕"]
    assert refusals == []


def test_the_name_of_a_file_does_not_decide_what_it_is(tmp_path):
    path = write_xlsx(tmp_path / "roster.xlsx", [TITLES, *family("H1")])
    for name in ("really.xls", "really.csv", "really"):
        path = path.rename(tmp_path / name)
        assert len(read(path)[1]) == 1


def test_rows_keep_the_numbers_of_the_spreadsheet(tmp_path):
    path = write_xlsx(tmp_path / "gaps.xlsx", [[], ["", "b"], [], [], ["", "", 5]])
    assert rows_of(path) == [(2, ["", "b"]), (5, ["", "", 5.0])]


def test_days_come_as_days_whatever_their_format(tmp_path):
    path = tmp_path / "days.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, shape in enumerate(("yyyy-mm-dd", "yyyy年m月d日", "[h]:mm")):
            sheet.write_datetime(row, 0, datetime(1985, 3, 12), book.add_format({"num_format": shape}))  # noqa: DTZ001
        sheet.write_boolean(3, 0, True)
    assert [row[0] for _, row in rows_of(path)] == [(1985, 3, 12)] * 3 + [True]


def test_hidden_sheets_are_left_out_and_told(tmp_path):
    path = write_xlsx(tmp_path / "h.xlsx", ("花名册", [["a"]]), ("旧", [["b"]]), hidden=("旧",))
    tables = open_tables(path)
    assert [sheet.name for sheet in tables.sheets] == ["花名册"]
    assert [(one.sheet, one.code) for one in tables.cautions] == [("旧", "sheet.hidden")]


def test_error_values_and_formulas_without_results_are_told(tmp_path):
    path = tmp_path / "odd.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["姓名", "=A1&A1", "x"])
    book.active["C1"] = "#N/A"
    book.active["C1"].data_type = "e"
    book.save(path)
    assert codes(open_tables(path).cautions) == ["sheet.error_values", "sheet.formulas_without_values"]


def test_an_ods_is_read_and_its_endless_empty_rows_are_not(tmp_path):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>" + "".join(map(cell.format, ("姓名", "性别"))) + "</table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    path = tmp_path / "roster.ods"
    path.write_bytes(ods(row + blank))
    assert rows_of(path) == [(1, ["姓名", "性别"])]


def test_a_million_formatted_empty_rows_are_no_bomb(tmp_path):
    """Offices format whole columns: many rows without content, which must not be refused."""
    path = tmp_path / "formatted.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, grey = book.add_worksheet(), book.add_format({"bg_color": "#EEEEEE"})
        sheet.write_row(0, 0, ["姓名", "性别"])
        for row in range(1, 200_000):
            sheet.write_blank(row, 0, None, grey)
    assert rows_of(path) == [(1, ["姓名", "性别"])]


def test_an_empty_sheet_is_empty(tmp_path):
    assert rows_of(write_xlsx(tmp_path / "e.xlsx", [[]])) == []


def test_a_roster_in_a_file_of_dates_is_read_twice_the_same(tmp_path):
    path = write_xlsx(
        tmp_path / "r.xlsx", [[*TITLES, "出生日期"], *([*row, date(1970, 1, 1)] for row in family())]
    )
    rows = open_tables(path).sheets[0].rows
    assert list(rows) == list(rows)
