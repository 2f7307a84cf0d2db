"""A list from the first byte to rows that are understood. Pure but for the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lianxin.intake.headed import headed_sheets
from lianxin.intake.headers import Header
from lianxin.intake.lists.book import ListBook
from lianxin.intake.opening.tables import Sheet, open_tables
from lianxin.intake.readers import Reader
from lianxin.intake.rows import ColumnReader, ReadRow, RowReader, SheetTitles
from lianxin.intake.vocabulary import Caution, IntakeRefused, Refusal

Readers = Mapping[str, Reader]


class ListRowReader(RowReader):
    """Reads the rows of one sheet by its header."""

    def __init__(self, sheet: str, header: Header, readers: Readers) -> None:
        self._header = header
        self._sheet = SheetTitles(sheet, {found.column.key: found.title for found in header.found})
        self._columns = [
            ColumnReader(found.index, found.column.key, found.title, readers[found.column.key])
            for found in header.found
        ]
        self._grouping = []


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet whose header was understood."""

    sheet: Sheet
    header: Header
    reader: ListRowReader

    def rows(self) -> Iterator[ReadRow]:
        for number, row in self.sheet.rows:
            if self.reader.is_person(number, row):
                yield self.reader.read(number, row)


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that was opened; the notices are about the whole of it."""

    sheets: tuple[ListSheet, ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]
    rows: tuple[ReadRow, ...]

    def understood(self) -> list[dict[str, object]]:
        """For a page, of each sheet: (title in the file, our title), and what was not understood."""
        return [
            {
                "name": one.sheet.name,
                "columns": [[found.title, found.column.title] for found in one.header.found],
                "unknown": list(one.header.unknown),
            }
            for one in self.sheets
        ]


def read_list(path: Path, book: ListBook, readers: Readers) -> ListFile:
    """Open a workbook and read its rows. Raises IntakeRefused when it cannot be read."""
    tables = open_tables(path)
    headed = headed_sheets(
        tables,
        book,
        lambda header, name: _judge(header, name, book),
        skipped="list.sheet_skipped",
        missing=lambda: IntakeRefused("list.header_missing", names="”“".join(map(book.title, book.needed))),
    )
    sheets = [
        ListSheet(sheet, header, ListRowReader(sheet.name, header, readers))
        for sheet, header in headed.sheets
    ]
    rows = tuple(row for one in sheets for row in one.rows())
    if not rows and not headed.refusals:
        raise IntakeRefused("file.no_rows")
    return ListFile(tuple(sheets), tuple(headed.refusals), tuple(headed.cautions), rows)


def _judge(header: Header, sheet: str, book: ListBook) -> Iterator[Refusal | Caution]:
    """Say what a header lacks (then the sheet is refused) and which columns are left out."""
    row = header.rows[-1]
    keys = [found.column.key for found in header.found]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        title = book.title(key)
        yield Refusal(sheet, row, title, title, "list.header_duplicate", {"name": title}, "sheet")
    for key in book.needed:
        if key not in keys:
            yield Refusal(sheet, row, "", "", "list.no_column", {"name": book.title(key)}, "sheet")
    for title in header.unknown:
        if not book.is_ignored(title):
            code = "list.private_column" if book.is_private(title) else "header.unknown"
            yield Caution(sheet, row, title, title, code, {})


def refusal_of(row: ReadRow, key: str, code: str, value: object = "", **values: object) -> Refusal:
    """A whole row that is not taken."""
    place = (row.sheet.name, row.number)
    return Refusal(*place, row.title(key), str(value), code, values, "household", (place,))


def caution_of(row: ReadRow, key: str, code: str, value: object = "", **values: object) -> Caution:
    return Caution(row.sheet.name, row.number, row.title(key), str(value), code, values)


def slips_of(row: ReadRow) -> Iterator[Refusal]:
    """The cells of a row that could not be read: each refuses the row whole."""
    place = (row.sheet.name, row.number)
    for slip in row.slips:
        yield Refusal(*place, slip.title, slip.value, slip.code, dict(slip.values), "household", (place,))
