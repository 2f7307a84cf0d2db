"""The workbook: complete when clean, spoiled on purpose and on record when messy."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from lianxin.demo.county import make
from lianxin.demo.drafts import SHEET, drafts
from lianxin.demo.mess import KINDS
from lianxin.demo.roster import HEADERS, rows_of, write_roster
from lianxin.demo.vocabulary import Size

TODAY = date(2026, 11, 21)


def read(path):
    """Every row of the sheet, padded to its full width, empty rows too."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def town(places):
    """The first six hundred households of a town."""
    county = make(size=Size.TOWN, seed=5, today=TODAY, places=places)
    return list(drafts(county, np.arange(600)))


@pytest.fixture(scope="module")
def messy(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("roster") / "messy.xlsx"
    blemishes = write_roster(path, town, messy=True, seed=1)
    return read(path), blemishes, path


@pytest.fixture(scope="module")
def clean(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("roster") / "clean.xlsx"
    assert write_roster(path, town) == ()
    return read(path)


def test_a_clean_roster_has_one_row_a_person_under_one_header(town, clean):
    assert tuple(clean[0]) == HEADERS
    assert len(clean) == 1 + sum(len(draft.residents) for draft in town)


def test_rows_of_the_workbook_are_the_rows_the_drafts_name(town, clean):
    for draft in town[:200]:
        names = [clean[row - 1][HEADERS.index("姓名")] for row in draft.rows]
        assert names == [resident.name for resident in draft.residents]


def test_facts_of_the_household_stand_on_the_heads_row_only(town):
    first, *others = rows_of(town[0])
    assert first["人均纯收入（元）"] == 3_100
    assert (first["是否低保"], first["住房安全"], first["健康状况"]) == ("否", "是", "残疾")
    assert all("人均纯收入（元）" not in row for row in others)


def test_id_numbers_and_phones_are_written_as_text(clean):
    for title in ("身份证号码", "联系电话"):
        assert {type(row[HEADERS.index(title)]) for row in clean[1:]} == {str}


def test_every_kind_of_mess_is_planted_in_a_town(messy):
    _rows, blemishes, _path = messy
    assert Counter(blemish.kind for blemish in blemishes).keys() == KINDS.keys()


def test_a_blemish_stands_where_the_record_says(messy, clean):
    rows, blemishes, _path = messy
    untouched = {tuple(map(str, row)) for row in clean}
    for blemish in blemishes:
        row = rows[blemish.row - 1]
        assert row[HEADERS.index("户编号")] == blemish.household
        assert blemish.kind == "person-twice" or tuple(map(str, row)) not in untouched, blemish


def test_the_messy_roster_has_a_title_two_header_rows_a_sum_and_a_hidden_sheet(messy):
    rows, _blemishes, path = messy
    assert rows[0][0].startswith("民情数据库")
    assert rows[1][0] == "基本信息"
    assert tuple(rows[2]) == HEADERS
    assert rows[-1][0] == "合计"
    assert not any(rows[-2])
    assert [sheet.name for sheet in CalamineWorkbook.from_path(path).sheets_metadata] == [SHEET, "旧表"]


def test_the_same_seed_spoils_the_same_cells(town, messy, tmp_path):
    again = write_roster(tmp_path / "again.xlsx", town, messy=True, seed=1)
    other = write_roster(tmp_path / "other.xlsx", town, messy=True, seed=2)
    assert again == messy[1]
    assert other != messy[1]
