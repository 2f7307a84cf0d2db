"""The rows of staff that were not taken, as a workbook: each as it stood, beside it why and what to do."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from lianxin.intake.headers import Header
from lianxin.intake.opening.tables import Sheet
from lianxin.intake.refused_book import COLUMNS, as_it_stood, split_remedy, titles_to_write
from lianxin.intake.sheets import TextSheet, new_workbook
from lianxin.intake.vocabulary import Refusal

NAME = "退回的行"
RESULTS = {"household": "未导入", "value": "仅此格未导入"}
OTHER_ROW = "同一人的另一行要改"


class HeadedSheet(Protocol):
    """A sheet whose header was understood."""

    @property
    def sheet(self) -> Sheet: ...
    @property
    def header(self) -> Header: ...


class HeadedFile(Protocol):
    """A file of staff, or a list."""

    @property
    def sheets(self) -> Sequence[HeadedSheet]: ...


def write_refused_staff(path: Path, file: HeadedFile, refusals: Iterable[Refusal]) -> int:
    """Write the rows concerned to `path`, a sheet for each of the file's; return how many there are."""
    faults: dict[tuple[str, int], list[Refusal]] = {}
    places: set[tuple[str, int]] = set()
    for refusal in refusals:
        if refusal.scope in RESULTS:
            faults.setdefault((refusal.sheet, refusal.row), []).append(refusal)
            places.update(refusal.places)
    with new_workbook(path) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#EFEBE4", "valign": "top"})
        for number, sheet in enumerate(file.sheets, 1):
            titles = titles_to_write(sheet.header)
            book = TextSheet(workbook, f"{NAME}{number}" if len(file.sheets) > 1 else NAME)
            book.write_row([*titles, *COLUMNS["zh"]], bold)
            book.sheet.set_column(len(titles) + 1, len(titles) + 2, 48)
            for at, row in sheet.sheet.rows:
                if (sheet.sheet.name, at) in places:
                    cells = [as_it_stood(cell) for cell in row[: len(titles)]]
                    cells += [""] * (len(titles) - len(cells))
                    book.write_row(cells + _reasons(faults.get((sheet.sheet.name, at), [])))
        if not file.sheets:
            TextSheet(workbook, NAME).write_row(list(COLUMNS["zh"]), bold)
    return len(places)


def _reasons(refusals: list[Refusal]) -> list[str]:
    """Result, reasons and remedies of one row."""
    if not refusals:
        return ["", OTHER_ROW, ""]
    scope = "household" if any(one.scope == "household" for one in refusals) else "value"
    said = [(one.column, *split_remedy(one.message)) for one in refusals]
    reasons = [f"{column}：{reason}" if column else reason for column, reason, _ in said]
    remedies = dict.fromkeys(remedy for _, _, remedy in said if remedy)
    return [RESULTS[scope], "\n".join(reasons), "\n".join(remedies)]
