"""The columns of a calendar workbook, and what their cells say. Pure."""

from datetime import date
from functools import partial

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.days import read_day
from lianxin.intake.cells.text import as_text, is_unknown, read_free_text
from lianxin.intake.lists.book import list_book
from lianxin.intake.lists.reading import Readers
from lianxin.intake.vocabulary import Raw

TITLES = {
    "day": "日期 开始日期 起始日期 起 从 放假日期 date from",
    "until": "结束日期 截止日期 止 到 至 until to",
    "kind": "放假或上班 类型 类别 性质 安排 是否放假 上班或放假 放假/上班 kind type",
    "name": "节日 名称 节日名称 假期 节假日 事由 说明 name holiday",
}
OFF, AT_WORK = "off", "at_work"
OFF_WORDS = frozenset(
    ("放假", "休息", "节假日", "法定节假日", "假日", "休", "休假", "放", "是", "假期", "holiday", "off")
)
AT_WORK_WORDS = frozenset(
    ("上班", "调休上班", "调休", "补班", "工作日", "班", "否", "补上班", "周末上班", "workday", "work")
)
BOOK = list_book(TITLES, needed=("day", "kind"), ignored="序号 星期 周几 备注 天数 共几天 no #")
LATEST = date(2100, 12, 31)


def read_kind(raw: Raw) -> str | None:
    """`OFF` or `AT_WORK`; None for an empty cell. Raises CellRefused."""
    if isinstance(raw, bool):
        return OFF if raw else AT_WORK
    text = as_text(raw).replace(" ", "").lower()
    if is_unknown(text):
        return None
    if text in OFF_WORDS:
        return OFF
    if text in AT_WORK_WORDS:
        return AT_WORK
    raise CellRefused("calendar.kind_unknown")


def _name(raw: Raw) -> str | None:
    return read_free_text(raw, 40) or None


_day = partial(read_day, today=LATEST)
READERS: Readers = {"day": _day, "until": _day, "kind": read_kind, "name": _name}
