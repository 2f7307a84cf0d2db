"""A roster file (一人一行) from the first byte to drafts of households, in batches. Pure but for the file.

    roster = read_roster(path, catalogue=catalogue, setting=Setting(today))
    for batch in roster.batches(find_area): ...

The file is opened once and its rows kept packed in memory; two passes go over them. The first finds out which
rows belong together, the second makes the drafts. 200,000 rows of 30 columns need about 150 MB.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lianxin.intake.columns import column_book
from lianxin.intake.drafting import Drafter, FindArea
from lianxin.intake.grouping import Grouper, Grouping, Place, complete
from lianxin.intake.headed import headed_sheets
from lianxin.intake.headers import Header, judge_header
from lianxin.intake.notes import Notes
from lianxin.intake.opening.tables import Sheet, open_tables
from lianxin.intake.readers import Setting
from lianxin.intake.rows import ReadRow, RowReader
from lianxin.intake.vocabulary import Caution, HouseholdDraft, IntakeRefused, Refusal
from lianxin.policies.catalogue import Catalogue

BATCH = 2_000


@dataclass(slots=True)
class Batch:
    """Some households of the file, in the order in which they are complete; `rows` of persons they had."""

    drafts: list[HouseholdDraft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    households: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A sheet whose header was understood; `people` are the numbers of the rows that tell of a person."""

    sheet: Sheet
    header: Header
    reader: RowReader
    people: "array[int]" = field(default_factory=lambda: array("l"))


@dataclass(frozen=True, slots=True)
class Roster:
    """A file that was opened and whose headers were understood; `rows` counts the rows of persons.

    `refusals` and `cautions` are about the file and its sheets; those about households come with the batches.
    `tables` are all visible sheets as they stand in the file, for the workbook of refused rows.
    """

    tables: tuple[Sheet, ...]
    sheets: tuple[RosterSheet, ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]
    grouping: Grouping
    catalogue: Catalogue

    @property
    def rows(self) -> int:
        return len(self.grouping.households)

    def batches(self, find_area: FindArea, size: int = BATCH) -> Iterator[Batch]:
        """Yield the households in batches of `size`; `find_area(town, village)` resolves names of areas."""
        drafter = Drafter(column_book(self.catalogue), find_area)
        batch = Batch()
        for household, rows in complete(self.grouping, self._rows()):
            notes = Notes(rows)
            self._note_whereabouts(household, notes)
            draft = drafter.draft(notes)
            if draft:
                batch.drafts.append(draft)
            batch.refusals += notes.refusals
            batch.cautions += notes.cautions
            batch.households += 1
            batch.rows += len(rows)
            if batch.households == size:
                yield batch
                batch = Batch()
        if batch.households:
            yield batch

    def _rows(self) -> Iterator[ReadRow]:
        for sheet in self.sheets:
            people = iter(sheet.people)
            wanted = next(people, 0)
            for number, row in sheet.sheet.rows:
                if number == wanted:
                    wanted = next(people, 0)
                    yield sheet.reader.read(number, row)

    def _note_whereabouts(self, household: int, notes: Notes) -> None:
        """Say what only the whole file can tell: rows far apart, a person who also stands elsewhere."""
        first = notes.rows[0]
        other = next((row for row in notes.rows if row.sheet != first.sheet), None)
        if other:
            names = {"one": first.sheet.name, "other": other.sheet.name}
            numbers = {"first": first.number, "second": other.number}
            notes.refuse(other, "number", "household.two_sheets", **names, **numbers)
        elif household in self.grouping.scattered:
            notes.warn(first, "number", "household.scattered")
        if household in self.grouping.twice:
            self._note_twice(*self.grouping.twice[household], notes)

    def _note_twice(self, one: Place, other: Place, notes: Notes) -> None:
        """Refuse the household for a person who stands at two places, at the one that is its own."""
        ours = {(row.sheet.name, row.number): row for row in notes.rows}
        names = [self.sheets[place.sheet].sheet.name for place in (one, other)]
        row = ours.get((names[1], other.row)) or ours.get((names[0], one.row)) or notes.rows[0]
        notes.refuse(
            row,
            "id_number",
            "person.in_two_households",
            one=names[0],
            other=names[1],
            first=one.row,
            second=other.row,
        )


def read_roster(path: Path, *, catalogue: Catalogue, setting: Setting) -> Roster:
    """Open a roster and find out which rows make a household. Raises IntakeRefused when it cannot be read."""
    tables = open_tables(path)
    book = column_book(catalogue)
    headed = headed_sheets(
        tables,
        book,
        judge_header,
        skipped="header.sheet_skipped",
        missing=lambda: IntakeRefused("header.missing"),
    )
    sheets = [
        RosterSheet(sheet, header, RowReader(sheet.name, header, setting)) for sheet, header in headed.sheets
    ]
    grouping = _group(sheets)
    if not grouping.count and not headed.refusals:
        raise IntakeRefused("file.no_rows")
    return Roster(
        tables.sheets, tuple(sheets), tuple(headed.refusals), tuple(headed.cautions), grouping, catalogue
    )


def _group(sheets: Iterable[RosterSheet]) -> Grouping:
    grouper = Grouper()
    for index, sheet in enumerate(sheets):
        grouper.start_sheet()
        for number, row in sheet.sheet.rows:
            if sheet.reader.is_person(number, row):
                sheet.people.append(number)
                grouper.add(sheet.reader.read_grouping(number, row), Place(index, number))
    return grouper.grouping
