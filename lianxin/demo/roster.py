"""A roster workbook of drafts, one person a row: clean as a district would like it, or messy as districts
send it.

Facts of the household stand on the head's row, as the usual rosters have it; place and 户编号 on every
row.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import xlsxwriter  # type: ignore[import-untyped]

from lianxin.demo.drafts import SHEET
from lianxin.demo.mess import Blemish, Cell, Mess, Row
from lianxin.intake.vocabulary import HouseholdDraft, ResidentDraft
from lianxin.policies.catalogue import Indicator, default
from lianxin.registry.values import Value

PERSON = (
    "户编号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "性别",
    "身份证号码",
    "出生日期",
    "联系电话",
    "镇/街道",
    "村/社区",
    "组",
)
RESIDENT_FACTS = {
    "劳动能力": "labour",
    "健康状况": "health",
    "残疾等级": "disability_level",
    "务工地点": "works_at",
    "在校情况": "schooling",
    "老党员": "is_veteran_party_member",
    "代表委员": "is_delegate",
    "村组干部": "is_village_cadre",
}
HOUSEHOLD_FACTS = {
    "家庭年纯收入（元）": "income_total",
    "人均纯收入（元）": "income_per_head",
    "负债余额（元）": "debt_balance",
    "自付医疗支出（元）": "medical_out_of_pocket",
    "住房安全": "housing_is_safe",
    "饮水安全": "water_is_safe",
    "不愁吃": "food_is_enough",
    "不愁穿": "clothing_is_enough",
    "义务教育": "education_is_assured",
    "基本医疗": "medical_is_insured",
    "是否低保": "gets_low_income_allowance",
    "是否特困": "gets_extreme_poverty_support",
    "近一年受灾或意外损失（元）": "disaster_loss",
    "主要劳动力失业": "main_earner_lost_job",
}
HEADERS = (*PERSON, *RESIDENT_FACTS, *HOUSEHOLD_FACTS, "经度", "纬度", "填报日期")
SECTIONS = ((0, 11, "基本信息"), (11, 19, "个人情况"), (19, 33, "家庭情况"), (33, 36, "位置与日期"))


def write_roster(
    path: Path, drafts: Iterable[HouseholdDraft], *, messy: bool = False, seed: int = 0
) -> tuple[Blemish, ...]:
    """Write the drafts to `path` (.xlsx) and return what was spoiled: nothing unless `messy`.

    The same drafts and seed spoil the same cells. Memory stays bounded: rows are written as they come.
    """
    mess = Mess(np.random.default_rng(seed)) if messy else None
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(SHEET)
        top = _header(book, sheet, two_rows=messy)
        for row, cells in enumerate(_rows(drafts, mess, top), start=top):
            for column, title in enumerate(HEADERS):
                _put(sheet, row, column, cells.get(title))
        if mess is not None:
            _decoy(book)
    return tuple(mess.blemishes) if mess is not None else ()


def rows_of(draft: HouseholdDraft) -> list[Row]:
    """The rows of one household as {header: cell}, empty cells left out."""
    rows = [_person(draft, resident) for resident in draft.residents]
    for title, code in HOUSEHOLD_FACTS.items():
        if code in draft.facts:
            rows[0][title] = _shown(draft.facts[code], code)
    if draft.longitude is not None and draft.latitude is not None:
        rows[0] |= {"经度": draft.longitude, "纬度": draft.latitude}
    if draft.observed_on is not None:
        rows[0]["填报日期"] = draft.observed_on
    return rows


def _rows(drafts: Iterable[HouseholdDraft], mess: Mess | None, top: int) -> Iterator[Row]:
    if mess is None:
        for draft in drafts:
            yield from rows_of(draft)
        return
    written = top
    for draft in drafts:
        rows = mess.spoil(rows_of(draft), SHEET, written + 1)
        written += len(rows)
        yield from rows
    yield {}
    yield {"户编号": "合计", "家庭年纯收入（元）": 123_456_789}


def _header(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, *, two_rows: bool) -> int:
    """Write the header; return how many rows it took. The messy one has a title and section names above."""
    bold = book.add_format({"bold": True, "align": "center"})
    if two_rows:
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "民情数据库户情登记表(2026年)", bold)
        for start, end, title in SECTIONS:
            sheet.merge_range(1, start, 1, end - 1, title, bold)
    sheet.write_row(2 if two_rows else 0, 0, HEADERS, bold)
    sheet.freeze_panes(3 if two_rows else 1, 3)
    return 3 if two_rows else 1


def _decoy(book: xlsxwriter.Workbook) -> None:
    """A hidden sheet with an old draft of the list, as they are found in real files."""
    old = book.add_worksheet("旧表")
    old.write_row(0, 0, ("户编号", "姓名", "与户主关系"))
    old.write_row(1, 0, ("HB999999", "作废", "户主"))
    old.hide()


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell | None) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _person(draft: HouseholdDraft, resident: ResidentDraft) -> Row:
    cells: dict[str, Cell | None] = {
        "户编号": draft.number,
        "户主姓名": draft.head_name,
        "姓名": resident.name,
        "与户主关系": resident.relation.zh,
        "性别": resident.sex.zh,
        "身份证号码": resident.id_number,
        "出生日期": resident.birth_on,
        "联系电话": resident.phone,
        "镇/街道": draft.town_name,
        "村/社区": draft.village_name,
        "组": draft.group_name,
        **{
            title: _shown(resident.facts[code], code)
            for title, code in RESIDENT_FACTS.items()
            if code in resident.facts
        },
    }
    return {title: cell for title, cell in cells.items() if cell is not None}


def _shown(value: Value, code: str) -> Cell:
    """A fact as it stands in a cell: 是 or 否, a choice in Chinese words, money as a number."""
    match value:
        case bool():
            return "是" if value else "否"
        case str():
            return _words(default().indicators[code])[value]
    return value


def _words(indicator: Indicator) -> dict[str, str]:
    return {choice.code: choice.zh for choice in indicator.choices}
