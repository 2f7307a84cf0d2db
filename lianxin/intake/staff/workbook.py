"""A staff workbook from the first byte to drafts, one for each person. Pure but for the file.

Rows with one number are one person, wherever they stand. 5,000 rows need about 10 MB.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lianxin.areas.vocabulary import AreaName
from lianxin.intake.headed import headed_sheets
from lianxin.intake.headers import Header
from lianxin.intake.opening.tables import Sheet, open_tables
from lianxin.intake.readers import Setting
from lianxin.intake.rows import ReadRow
from lianxin.intake.staff.columns import staff_columns
from lianxin.intake.staff.drafting import StaffDrafter
from lianxin.intake.staff.drafts import StaffDraft
from lianxin.intake.staff.rows import StaffNotes, StaffRowReader, judge_staff_header
from lianxin.intake.vocabulary import Caution, IntakeRefused, Refusal

# People in one transaction: a tenth of a second, for so long nobody else can write.
BATCH = 200


@dataclass(frozen=True, slots=True)
class StaffSheet:
    """A sheet whose header was understood."""

    sheet: Sheet
    header: Header
    reader: StaffRowReader


@dataclass(slots=True)
class StaffBatch:
    """Some people of the file; `rows` they had."""

    drafts: list[StaffDraft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class StaffFile:
    """A file that was opened. `people` are the rows of each person; the notices are about the whole file."""

    sheets: tuple[StaffSheet, ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]
    people: tuple[tuple[ReadRow, ...], ...]

    @property
    def rows(self) -> int:
        return sum(map(len, self.people))

    def batches(self, areas: Sequence[AreaName], size: int = BATCH) -> Iterator[StaffBatch]:
        """Yield the people in batches of `size`, in the order of their first rows."""
        drafter, people = StaffDrafter(areas), iter(self.people)
        while some := list(islice(people, size)):
            batch = StaffBatch()
            for rows in some:
                notes = StaffNotes(rows)
                if draft := drafter.draft(notes):
                    batch.drafts.append(draft)
                batch.refusals += notes.refusals
                batch.cautions += notes.cautions
                batch.rows += len(rows)
            yield batch


def read_staff(path: Path, *, setting: Setting) -> StaffFile:
    """Open a staff workbook and read its rows. Raises IntakeRefused when it cannot be read."""
    tables = open_tables(path)
    book = staff_columns()
    headed = headed_sheets(
        tables,
        book,
        judge_staff_header,
        skipped="staff.sheet_skipped",
        missing=lambda: IntakeRefused("staff.header_missing"),
    )
    sheets = [
        StaffSheet(sheet, header, StaffRowReader(sheet.name, header, setting))
        for sheet, header in headed.sheets
    ]
    people = _people(sheets)
    if not people and not headed.refusals:
        raise IntakeRefused("file.no_rows")
    return StaffFile(tuple(sheets), tuple(headed.refusals), tuple(headed.cautions), people)


def _people(sheets: Sequence[StaffSheet]) -> tuple[tuple[ReadRow, ...], ...]:
    """The rows of each person; a row without a number stands alone and will be refused."""
    people: dict[str, list[ReadRow]] = {}
    for at, one in enumerate(sheets):
        for number, row in one.sheet.rows:
            if one.reader.is_person(number, row):
                read = one.reader.read(number, row)
                key = read.values.get("number") or f"\0{at}:{number}"
                people.setdefault(key, []).append(read)
    return tuple(map(tuple, people.values()))
