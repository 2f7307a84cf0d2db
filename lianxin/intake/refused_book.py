"""The rows that were not taken, as a workbook: every row as it stood, and beside it why and what to do.

The whole household is there, not only the row at fault, so the workbook can be corrected and imported.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from lianxin.intake.cells.text import EXACT_BELOW
from lianxin.intake.headers import Found, Header
from lianxin.intake.opening.tables import Sheet
from lianxin.intake.roster import Roster
from lianxin.intake.sheets import TextSheet, new_workbook
from lianxin.intake.vocabulary import Raw, Refusal

COLUMNS = {
    "zh": ("导入结果", "原因", "怎么改"),
    "en": ("导入结果 (result)", "原因 (why)", "怎么改 (what to do)"),
}
RESULTS = {
    "household": ("整户未导入", "household not imported"),
    "value": ("仅此格未导入", "this cell not imported"),
}
SAME_HOME = ("同一户的第{rows}行要改", "Row {rows} of the same household needs a correction")
BAD_IN_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31

# What is wrong in one row (or, under row 0 of the list, in its household): scope and message.
Faults = Mapping[tuple[str, int], list[Refusal]]


def write_refused(path: Path, roster: Roster, refusals: Iterable[Refusal], lang: str = "zh") -> int:
    """Write the rows concerned to `path` and return how many there are. Every cell is text."""
    faults, homes = _sort(refusals)
    written = 0
    with new_workbook(path) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#EFEBE4", "valign": "top"})
        names: set[str] = set()
        for sheet in roster.sheets:
            if not any(name == sheet.sheet.name for name, _ in homes):
                continue
            book = TextSheet(workbook, _sheet_name(sheet.sheet.name, names))
            titles = titles_to_write(sheet.header)
            book.write_row([*titles, *COLUMNS[lang]], bold)
            book.sheet.freeze_panes(1, 0)
            book.sheet.set_column(len(titles), len(titles), 14)
            book.sheet.set_column(len(titles) + 1, len(titles) + 2, 48)
            written += _write_rows(book, sheet.sheet, len(titles), faults, homes, lang)
        if not names:
            TextSheet(workbook, "花名册").write_row(list(COLUMNS[lang]), bold)
    return written


def titles_to_write(header: Header) -> list[str]:
    """Return one row of titles that means what the header of the file meant, however many rows that had."""
    titles = list(header.titles)
    for found in header.found:
        titles[found.index] = _title(found, header)
    return titles


def _title(found: Found, header: Header) -> str:
    title = found.title
    if len(header.rows) > 1 and not found.is_negated:
        title = found.column.title
    unit = found.unit or header.unit
    is_money = found.column.indicator is not None and found.column.indicator.type == "money"
    return f"{title}({unit})" if is_money and unit and unit not in title else title


def _sort(refusals: Iterable[Refusal]) -> tuple[Faults, Mapping[tuple[str, int], set[int]]]:
    """Return the refusals of each row, and for every row to be written the rows at fault in its household."""
    faults: dict[tuple[str, int], list[Refusal]] = {}
    homes: dict[tuple[str, int], set[int]] = {}
    for refusal in refusals:
        if refusal.scope not in RESULTS:
            continue
        faults.setdefault((refusal.sheet, refusal.row), []).append(refusal)
        for place in refusal.places:
            homes.setdefault(place, set()).add(refusal.row)
    return faults, homes


def _write_rows(
    book: TextSheet,
    sheet: Sheet,
    width: int,
    faults: Faults,
    homes: Mapping[tuple[str, int], set[int]],
    lang: str,
) -> int:
    written = 0
    for number, row in sheet.rows:
        place = (sheet.name, number)
        if place not in homes:
            continue
        cells = [as_it_stood(cell) for cell in row[:width]]
        cells += [""] * (width - len(cells))
        book.write_row(cells + _reasons(faults.get(place, []), homes[place], lang))
        written += 1
    return written


def _reasons(refusals: list[Refusal], at_fault: set[int], lang: str) -> list[str]:
    """Return result, reasons and remedies of one row; a row without fault points to the one that has it."""
    spoken = 0 if lang == "zh" else 1
    if not refusals:
        rows = "、".join(map(str, sorted(at_fault)))
        return ["", SAME_HOME[spoken].format(rows=rows), ""]
    scope = "household" if any(refusal.scope == "household" for refusal in refusals) else "value"
    said = [(refusal.column, *split_remedy(refusal.in_language(lang))) for refusal in refusals]
    reasons = [f"{column}：{reason}" if column else reason for column, reason, _ in said]
    remedies = list(dict.fromkeys(remedy for _, _, remedy in said if remedy))
    return [RESULTS[scope][spoken], "\n".join(reasons), "\n".join(remedies)]


def split_remedy(message: str) -> tuple[str, str]:
    """Split a message into what is wrong (its first sentence) and what to do (the rest)."""
    found = re.match(r"(.*?(?:。|\. ))(.*)", message, re.DOTALL)
    return (found[1].strip(), found[2].strip()) if found else (message, "")


def as_it_stood(cell: Raw) -> str:
    """Return a cell as the spreadsheet shows it: text unchanged, whole numbers without `.0`, days as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        return "{:04d}-{:02d}-{:02d}".format(*cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(int(cell)) if cell == cell and abs(cell) < EXACT_BELOW and cell == int(cell) else repr(cell)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that a workbook takes: at most 31 characters, none of them reserved, not used yet."""
    base = BAD_IN_NAME.sub("_", name).strip()[:LONGEST_NAME] or "花名册"
    chosen, count = base, 1
    while chosen.lower() in taken:
        count += 1
        chosen = f"{base[: LONGEST_NAME - 4]}~{count}"
    taken.add(chosen.lower())
    return chosen
