"""Find the header of a sheet: below title rows, in one row or over several, columns in any order. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lianxin.intake.cells.text import as_text
from lianxin.intake.columns import Column, ColumnBook, Meaning, is_ignored, is_monthly, plain, unit_in
from lianxin.intake.vocabulary import Caution, Refusal, Row

# How far down a header may begin, and over how many rows it may reach.
SEARCH_ROWS = 30
HEADER_ROWS = 3
FEWEST_COLUMNS = 3

SHEET_UNIT = re.compile(r"(?:金额)?单位[:：]?[^,，。;；]*?(万元|千元|元)")
GROUP_WORDS = re.compile(r"基本|信息|情况|家庭成员(?!.*姓名)")


@dataclass(frozen=True, slots=True)
class Found:
    """A column of the sheet that was understood; `index` counts from 0. `unit` is that of money, if named."""

    index: int
    title: str
    column: Column
    is_negated: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (`rows`, counted from 1), what was understood, and what was not.

    `unit` is the unit of money named above the header; `titles` are all titles by column index.
    """

    rows: tuple[int, ...]
    found: tuple[Found, ...]
    unknown: tuple[str, ...]
    titles: tuple[str, ...]
    unit: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(found.column.key for found in self.found)


def find_header(rows: Sequence[tuple[int, Row]], book: ColumnBook) -> Header | None:
    """Return the header among the first rows of a sheet (number, cells), None when there is none.

    The candidate with most different known columns wins, then the one with fewest rows, then the first.
    """
    best: tuple[int, int] = (FEWEST_COLUMNS - 1, 0)
    header = None
    for at in range(min(SEARCH_ROWS, len(rows))):
        for depth in range(1, HEADER_ROWS + 1):
            part = rows[at : at + depth]
            if len(part) < depth or part[-1][0] - part[0][0] >= depth:
                break
            candidate = _read_header([row for _, row in part], tuple(number for number, _ in part), book)
            score = (len(candidate.keys), -depth)
            if score > best:
                best, header = score, candidate
    if header is None:
        return None
    unit = _unit_above(rows, header.rows[0])
    return Header(header.rows, header.found, header.unknown, header.titles, unit)


def judge_header(header: Header, sheet: str) -> Iterator[Refusal | Caution]:
    """Say what a header lacks (then the sheet is refused) and which columns are left out."""
    row = header.rows[-1]
    seen: dict[str, Found] = {}
    for found in header.found:
        key = found.column.key
        if key in seen:
            values = {"first": _letter(seen[key].index), "second": _letter(found.index), "name": found.title}
            yield Refusal(sheet, row, found.title, found.title, "header.duplicate", values, "sheet")
        seen.setdefault(key, found)
    if "name" not in seen:
        code = "header.no_members" if "head_name" in seen else "header.no_name"
        yield Refusal(sheet, row, "", "", code, {}, "sheet")
    elif not {"number", "head_name", "head_id", "relation"} & set(seen):
        yield Refusal(sheet, row, "", "", "header.no_household", {}, "sheet")
    elif not {"relation", "head_name", "head_id"} & set(seen):
        yield Refusal(sheet, row, "", "", "header.no_relation", {}, "sheet")
    for title in header.unknown:
        code = "header.monthly" if is_monthly(title) else "header.unknown"
        yield Caution(sheet, row, title, title, code, {})


def _read_header(rows: list[Row], numbers: tuple[int, ...], book: ColumnBook) -> Header:
    width = max(map(len, rows))
    texts = [[as_text(row[c]) if c < len(row) else "" for c in range(width)] for row in rows]
    _spread_groups(texts)
    found: list[Found] = []
    unknown: list[str] = []
    titles: list[str] = []
    for index in range(width):
        parts = [text[index] for text in texts if text[index]]
        title = "".join(parts)
        titles.append(parts[-1] if parts else "")
        meaning = None if is_monthly(title) else _meaning(parts, book)
        if meaning:
            unit = unit_in(parts[-1]) or unit_in(title)
            found.append(Found(index, parts[-1], meaning.column, meaning.is_negated, unit))
        elif title and not is_ignored(parts[-1]):
            unknown.append(parts[-1])
    return Header(numbers, tuple(found), tuple(unknown), tuple(titles))


def _spread_groups(texts: list[list[str]]) -> None:
    """Write a group's title over all its columns: those to its right that have only a lower title."""
    for level, upper in enumerate(texts[:-1]):
        below = texts[level + 1 :]
        group = ""
        for index, text in enumerate(upper):
            has_below = any(row[index] for row in below)
            if text:
                group = text if has_below else ""
            elif has_below and group:
                upper[index] = group


def _meaning(parts: list[str], book: ColumnBook) -> Meaning | None:
    """Return what the titles over one column mean together: the longest reading that is known."""
    stripped = [GROUP_WORDS.sub("", part) for part in parts[:-1]]
    for start in range(len(parts)):
        for words in (parts[start:], stripped[start:] + parts[-1:]):
            if meaning := book.meaning("".join(words)):
                return meaning
    return None


def _unit_above(rows: Sequence[tuple[int, Row]], first: int) -> str | None:
    for number, row in rows:
        if number >= first:
            return None
        for cell in row:
            if isinstance(cell, str) and (named := SHEET_UNIT.search(as_text(cell))):
                return named[1]
    return None


def _letter(index: int) -> str:
    """Return the letter of a column as spreadsheets show it: 0 is A, 27 is AB."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def is_repeated_header(row: Row, header: Header) -> bool:
    """Whether a row repeats the titles, as printed pages do, or numbers the columns 1, 2, 3 below them."""
    texts = [as_text(cell) for cell in row]
    filled = [text for text in texts if text]
    if len(filled) >= FEWEST_COLUMNS and filled == [str(n) for n in range(1, len(filled) + 1)]:
        return True
    titles = [plain(title) for title in header.titles]
    same = sum(bool(text) and plain(text) == title for text, title in zip(texts, titles, strict=False))
    return same >= FEWEST_COLUMNS and same * 2 > len(filled)
