"""From a file to its sheets: `open_tables(path)`. Harmful, damaged and oversized files are refused unread."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lianxin.intake.opening import limits
from lianxin.intake.opening.archive import Weighed, weigh
from lianxin.intake.opening.delimited import read_rows
from lianxin.intake.opening.rowstore import RowStore
from lianxin.intake.opening.workbook import read_sheets
from lianxin.intake.vocabulary import Caution, IntakeRefused

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream in which an encrypted .xlsx is kept inside a compound file, as its directory spells it.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"{\\rtf", "RTF"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its name ("" for a CSV file) and its rows."""

    name: str
    rows: RowStore


@dataclass(frozen=True, slots=True)
class Tables:
    """The visible sheets of a file, and what must be said about the file as it was opened."""

    sheets: tuple[Sheet, ...]
    cautions: tuple[Caution, ...]


def open_tables(path: Path) -> Tables:
    """Open an .xlsx, .xls, .ods or .csv file, told apart by content. Raises IntakeRefused with the remedy."""
    if not path.is_file():
        raise IntakeRefused("file.missing")
    size = path.stat().st_size
    if size == 0:
        raise IntakeRefused("file.empty")
    if size > limits.MAX_FILE_BYTES:
        raise IntakeRefused("file.too_large", size=size // 1024**2, limit=limits.MAX_FILE_BYTES // 1024**2)
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(ZIP):
        weighed = weigh(path)
        return _workbook(path, weighed.unpacked, weighed)
    if start.startswith(COMPOUND):
        _judge_compound(path)
        return _workbook(path, 4 * size, None)
    for mark, kind in OTHER_KINDS:
        if start.startswith(mark):
            raise IntakeRefused("file.wrong_type", kind=kind)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise IntakeRefused("file.page_in_disguise")
    return Tables((Sheet("", read_rows(path)),), ())


def _workbook(path: Path, unpacked: int, weighed: Weighed | None) -> Tables:
    sheets, cautions = [], list(_oddities(weighed)) if weighed else []
    for name, is_hidden, rows in read_sheets(path, unpacked):
        if is_hidden:
            cautions.append(Caution(name, 0, "", "", "sheet.hidden"))
        else:
            sheets.append(Sheet(name, rows))
    return Tables(tuple(sheets), tuple(cautions))


def _oddities(weighed: Weighed) -> Iterator[Caution]:
    if weighed.error_values:
        yield Caution("", 0, "", "", "sheet.error_values", {"count": weighed.error_values})
    if weighed.bare_formulas:
        yield Caution("", 0, "", "", "sheet.formulas_without_values", {"count": weighed.bare_formulas})


def _judge_compound(path: Path) -> None:
    """Tell an old workbook from an encrypted new one and from a Word or mail file of the same container."""
    content = path.read_bytes()
    if ENCRYPTED_PACKAGE in content:
        raise IntakeRefused("file.encrypted")
    if not any(stream in content for stream in WORKBOOK_STREAMS):
        raise IntakeRefused("file.wrong_type", kind="Word/MSG")
