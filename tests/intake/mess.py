"""Making messy files for the tests. Every person is invented; 610998 and 610999 are no counties."""

from datetime import date

import pytest
import xlsxwriter

from lianxin.areas.names import NameIndex
from lianxin.areas.vocabulary import AreaName
from lianxin.intake.cells import CellRefused
from lianxin.intake.readers import Setting
from lianxin.intake.roster import read_roster
from lianxin.policies.catalogue import default
from lianxin.registry.identity import check_character

TODAY = date(2026, 11, 21)
TITLES = [
    "户编号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "性别",
    "身份证号码",
    "镇/街道",
    "村/社区",
    "家庭年纯收入(元)",
]

DISTRICT = "610902000000"
YAN, LIU = "610902900000", "610902901000"
AREAS = NameIndex(
    [
        AreaName(DISTRICT, "汉滨区", "district", f"{DISTRICT}/"),
        AreaName(YAN, "晏坝镇", "town", f"{DISTRICT}/{YAN}/"),
        AreaName(LIU, "流水镇", "town", f"{DISTRICT}/{LIU}/"),
        AreaName("610902900001", "中心社区", "community", f"{DISTRICT}/{YAN}/610902900001/"),
        AreaName("610902900201", "田坝村", "village", f"{DISTRICT}/{YAN}/610902900201/"),
        AreaName("610902901001", "中心社区", "community", f"{DISTRICT}/{LIU}/610902901001/"),
        AreaName("610902901202", "学坊村", "village", f"{DISTRICT}/{LIU}/610902901202/"),
    ]
)


def id_number(birth_on: str, sequence: int, area: str = "610998") -> str:
    """An invented ID number; an odd `sequence` is a man's. `birth_on` is YYYYMMDD."""
    first = f"{area}{birth_on}{sequence:03d}"
    return first + check_character(first)


def wide(text: str) -> str:
    """The text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def write_xlsx(path, *sheets, hidden=()):
    """Write sheets, each a list of rows or (name, rows); dates are written as dates with a format."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    as_day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for index, sheet in enumerate(sheets):
        name, rows = sheet if isinstance(sheet, tuple) else (f"表{index + 1}", sheet)
        page = workbook.add_worksheet(name)
        if name in hidden:
            page.hide()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(at, column, cell, as_day)
                elif cell is not None and cell != "":
                    page.write(at, column, cell)
    workbook.close()
    return path


def person(
    number="H1", head="王有田", name="王有田", relation="户主", *, sequence=1, born="19700101", **more
):
    """A row under TITLES; the ID number fits the sex."""
    row = dict.fromkeys(TITLES, "")
    sex = "男" if sequence % 2 else "女"
    known = {
        "户编号": number,
        "户主姓名": head,
        "姓名": name,
        "与户主关系": relation,
        "性别": sex,
        "身份证号码": id_number(born, sequence),
        "镇/街道": "晏坝镇",
        "村/社区": "田坝村",
    }
    told = {**row, **known, **more}
    return [told[title] for title in TITLES]


def family(number="H1", start=1, **more):
    """王有田 with wife and daughter; `start` keeps the ID numbers of families apart."""
    born = f"19{70 + start % 20}0101"
    return [
        person(number, sequence=start * 10 + 1, born=born, **more),
        person(number, name="李桂花", relation="配偶", sequence=start * 10 + 2, born=born, **more),
        person(number, name="王小燕", relation="长女", sequence=start * 10 + 4, born="19980507", **more),
    ]


def read(path):
    """Read a roster to its end: (roster, drafts, refusals, cautions)."""
    roster = read_roster(path, catalogue=default(), setting=Setting(TODAY, "61"))
    batches = list(roster.batches(AREAS.match, size=2))
    drafts = [draft for batch in batches for draft in batch.drafts]
    refusals = [*roster.refusals, *(one for batch in batches for one in batch.refusals)]
    cautions = [*roster.cautions, *(one for batch in batches for one in batch.cautions)]
    return roster, drafts, refusals, cautions


def read_rows(tmp_path, *rows, titles=TITLES):
    """Write rows under a header and read them."""
    return read(write_xlsx(tmp_path / "roster.xlsx", [titles, *rows]))


def codes(notices):
    return [notice.code for notice in notices]


def code_of(read, *args, **options):
    """The code with which reading a cell is refused."""
    with pytest.raises(CellRefused) as refused:
        read(*args, **options)
    return refused.value.code
