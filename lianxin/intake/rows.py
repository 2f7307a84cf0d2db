"""One row of a sheet: is it a person, and what do its cells say? Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.text import as_text
from lianxin.intake.headers import Header, is_repeated_header
from lianxin.intake.readers import Reader, Setting, read_rough_id, reader_of
from lianxin.intake.vocabulary import Raw, Row
from lianxin.registry.masking import mask_id_number, mask_phone

# Without these a person or a household is not known, so a slip in them refuses the household whole.
IDENTIFYING = frozenset(("number", "head_name", "head_id", "name", "id_number", "town", "village"))
# What tells the rows of one household apart from the next: read in the first pass.
GROUPING = ("number", "head_name", "head_id", "name", "relation", "id_number")
TOTAL = re.compile(r"(本页|本村|本组|全村|总)?(合计|总计|小计|共计|累计|总合计)[:：]?.{0,8}")
FOOTER = re.compile(
    r"(填表|填报|制表|审核|审批|负责|联系|经办|统计|调查)(单位|日期|时间)?[人员]?[:：]|(备注|注|说明|附)\d*[:：]|第.{1,4}页"
)
LONG_NUMBER = re.compile(r"\d{6}")
SHOWN = 60
IDS = ("id_number", "head_id")

# Kinds of cells whose meaning is remembered, and how many of a column. True would be taken for the number 1.
REMEMBERED = (str, float)
REMEMBER = 4_096
MISSING = object()


@dataclass(frozen=True, slots=True)
class Slip:
    """A cell that was not taken: the column's key and title, what stands there (masked), code and values."""

    key: str
    title: str
    value: str
    code: str
    values: Mapping[str, object]

    @property
    def is_identifying(self) -> bool:
        return self.key in IDENTIFYING


@dataclass(frozen=True, slots=True)
class SheetTitles:
    """A sheet's name, and the titles its columns have in the file, by key."""

    name: str
    titles: Mapping[str, str]


@dataclass(slots=True)
class ReadRow:
    """What one row says: values by column key (absent: nothing stated), and the cells that were not taken."""

    sheet: SheetTitles
    number: int
    values: dict[str, Any]
    slips: list[Slip] = field(default_factory=list)

    def title(self, key: str) -> str:
        return self.sheet.titles.get(key, "")


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """How one column of a sheet is read; `known` remembers what its first different cells meant."""

    index: int
    key: str
    title: str
    read: Reader
    known: dict[Raw, Any] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one sheet by its header."""

    def __init__(self, sheet: str, header: Header, setting: Setting) -> None:
        self._header = header
        self._sheet = SheetTitles(sheet, {found.column.key: found.title for found in header.found})
        self._columns = [
            ColumnReader(found.index, found.column.key, found.title, reader_of(found, header, setting))
            for found in header.found
        ]
        self._grouping = [
            replace(column, read=read_rough_id if column.key in IDS else column.read, known={})
            for column in self._columns
            if column.key in GROUPING
        ]

    def is_person(self, number: int, row: Row) -> bool:
        """Whether a row tells of a person: not a title, a total, a footer, or a row that is only numbered."""
        if number <= self._header.rows[-1]:
            return False
        first, second = islice(chain(filter(None, map(as_text, row)), ("", "")), 2)
        if TOTAL.fullmatch(first.replace(" ", "")) or TOTAL.fullmatch(second.replace(" ", "")):
            return False
        if FOOTER.match(first) or (self._may_repeat(first) and is_repeated_header(row, self._header)):
            return False
        return any(column.index < len(row) and as_text(row[column.index]) for column in self._columns)

    def read(self, number: int, row: Row) -> ReadRow:
        """Read every column of a row that is understood."""
        read = self._read(number, row, self._columns)
        for indicator, word in read.values.pop("marks", {}).items():
            if read.values.setdefault(indicator, True) is not True:
                slip = Slip("marks", read.title("marks"), word, "mark.contradicts", {"word": word})
                read.slips.append(slip)
        return read

    def read_grouping(self, number: int, row: Row) -> ReadRow:
        """Read only what tells to which household the row belongs; ID numbers as text, unchecked."""
        return self._read(number, row, self._grouping)

    def _may_repeat(self, first: str) -> bool:
        return first == "1" or first in self._header.titles

    def _read(self, number: int, row: Row, columns: list[ColumnReader]) -> ReadRow:
        read = ReadRow(self._sheet, number, {})
        values, width = read.values, len(row)
        for column in columns:
            if column.index >= width or (raw := row[column.index]) == "":
                continue
            value = column.known.get(raw, MISSING) if type(raw) in REMEMBERED else MISSING
            if value is MISSING:
                try:
                    value = column.read(raw)
                except CellRefused as refused:
                    text = shown(column.key, raw)
                    read.slips.append(Slip(column.key, column.title, text, refused.code, refused.values))
                    continue
                if type(raw) in REMEMBERED and len(column.known) < REMEMBER:
                    column.known[raw] = value
            if value is not None:
                values[column.key] = value
        return read


def shown(key: str, raw: Raw) -> str:
    """Return a cell as a notice may show it: shortened, and without a whole ID number or phone."""
    text = as_text(raw)
    if key in ("id_number", "head_id", "phone", "head_phone") and LONG_NUMBER.search(text):
        return (mask_phone if key.endswith("phone") else mask_id_number)(text[:SHOWN])
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
