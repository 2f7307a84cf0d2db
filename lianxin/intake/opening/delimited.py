"""Read CSV as offices save it: UTF-8 with or without a mark, UTF-16, GBK/GB18030; comma, tab or semicolon."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from lianxin.intake.opening import limits
from lianxin.intake.opening.rowstore import RowStore
from lianxin.intake.vocabulary import IntakeRefused

CHUNK = 1024**2
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",\t;|"


def read_rows(path: Path) -> RowStore:
    """Return the rows of a delimited file. Raises IntakeRefused with the line where reading had to stop."""
    encoding = _encoding(path)
    store = RowStore()
    csv.field_size_limit(limits.MAX_CELL_CHARACTERS)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file.read(64 * 1024))
        file.seek(0)
        reader = csv.reader(_lines(file), delimiter=separator, strict=True)
        try:
            for count, row in enumerate(reader, 1):
                if count > limits.MAX_ROWS:
                    raise IntakeRefused("file.too_many_rows", limit=limits.MAX_ROWS)
                if len(row) > limits.MAX_COLUMNS:
                    raise IntakeRefused(
                        "file.too_many_columns", columns=len(row), limit=limits.MAX_COLUMNS, row=count
                    )
                store.append(list(row))
        except csv.Error as error:
            code = "file.long_cell" if "field larger" in str(error) else "file.quotes"
            raise IntakeRefused(code, line=reader.line_num, limit=limits.MAX_CELL_CHARACTERS) from None
    return store


def _encoding(path: Path) -> str:
    """Return the encoding in which the whole file reads; UTF-8 first, for it hardly ever fits by chance."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            candidates = [encoding]
            break
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise IntakeRefused("file.encoding")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise IntakeRefused("file.wrong_type", kind="binary")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separator(start: str) -> str:
    """Return the separator that splits the fullest of the first lines into most cells."""
    lines = start.splitlines()[:20]
    return max(SEPARATORS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _lines(file: "Iterator[str]") -> Iterator[str]:
    """Yield lines, stopping one that never ends before it fills the memory."""
    for line in file:
        if len(line) > limits.MAX_COLUMNS * 1024:
            raise csv.Error("field larger than a line may be")
        yield line
