"""Writing workbooks in which no cell can become a formula, and which leave nothing behind elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

# A string that begins with one of these could become a formula when someone edits it or saves it as CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
MAX_CELL_CHARACTERS = 32_767
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """Open a workbook for writing row by row. What it puts aside meanwhile lies beside `path`, then goes."""
    with TemporaryDirectory(dir=path.parent, prefix=".lianxin-") as aside:
        options = {
            "constant_memory": True,
            "tmpdir": aside,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = xlsxwriter.Workbook(str(path), options)
        try:
            yield workbook
        finally:
            workbook.close()


class TextSheet:
    """A sheet that takes text only; a text that looks like a formula is marked as quoted, not changed."""

    def __init__(self, workbook: Any, name: str) -> None:
        self.sheet = workbook.add_worksheet(name)
        self._plain = workbook.add_format({"text_wrap": False, "valign": "top", "num_format": "@"})
        self._quoted = workbook.add_format({"quote_prefix": True, "valign": "top", "num_format": "@"})
        self._rows = 0

    def write_row(self, texts: list[str], style: Any = None) -> None:
        """Write the next row; empty texts leave their cells empty."""
        for column, text in enumerate(texts):
            if text:
                looks_odd = text.startswith(FORMULA_STARTS)
                chosen = self._quoted if looks_odd else style or self._plain
                self.sheet.write_string(self._rows, column, text[:MAX_CELL_CHARACTERS], chosen)
        self._rows += 1
