"""Tables as files in which nothing can become a formula: .xlsx and .csv. Pure: no Django.

A spreadsheet takes a cell that begins with one of `STARTS` for a formula, also behind blanks and when it is
written full-width. A workbook's cells are written as strings and marked as quoted; a CSV knows no types, so
there such a text gets an apostrophe in front, as OWASP advises (CSV Injection).
"""

import csv
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lianxin.exports.vocabulary import Form
from lianxin.intake.sheets import TextSheet, new_workbook

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
MOST_ROWS = 1_048_575
"""What a sheet holds below its header."""

Writer = Callable[[Sequence[str]], None]


class TooManyRows(ValueError):
    """More rows than a sheet can hold; write .csv instead."""


def harmless(text: str) -> str:
    """The text for a cell of a CSV: with an apostrophe where a spreadsheet could take it for a formula."""
    if text[:1].isalnum():  # most cells; no letter and no digit folds into one of the signs
        return text
    begins = unicodedata.normalize("NFKC", text.lstrip(" \u3000\ufeff\u200b"))[:1]
    return f"'{text}" if (begins and begins in STARTS) or (text and text[0] in STARTS) else text


@contextmanager
def table(path: Path, form: Form, header: Sequence[str], title: str) -> Iterator[Writer]:
    """Open a table for writing row by row; the header is written already. `path` is written anew."""
    if form is Form.CSV:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([harmless(cell) for cell in header])
            yield lambda cells: rows.writerow([harmless(cell) for cell in cells])
        return
    with new_workbook(path) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#EFEBE4"})
        sheet = TextSheet(workbook, title)
        sheet.sheet.freeze_panes(1, 0)
        sheet.sheet.set_column(0, len(header) - 1, 14)
        sheet.write_row(list(header), bold)
        written = 0

        def write(cells: Sequence[str]) -> None:
            nonlocal written
            written += 1
            if written > MOST_ROWS:
                raise TooManyRows(str(written))
            sheet.write_row(list(cells))

        yield write
