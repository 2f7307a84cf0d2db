"""The sheets of a file whose header is understood, and what is said of the others: for every kind. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from lianxin.intake.columns import ColumnBook
from lianxin.intake.headers import SEARCH_ROWS, Header, find_header
from lianxin.intake.opening.tables import Sheet, Tables
from lianxin.intake.vocabulary import Caution, Refusal

HELP_SHEETS = ("说明", "填写说明", "填表说明", "帮助")


@dataclass(slots=True)
class Headed:
    """`sheets`: those that can be read, each with its header."""

    sheets: list[tuple[Sheet, Header]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)


def headed_sheets(
    tables: Tables,
    book: ColumnBook,
    judge: Callable[[Header, str], Iterable[Refusal | Caution]],
    *,
    skipped: str,
    missing: Callable[[], Exception],
) -> Headed:
    """Find the header of each sheet and judge it; a sheet with a refusal is not read.

    `skipped` is what is said of a sheet without a header, unless it is empty or a help sheet. Raises
    `missing()` when there is nothing to read and nothing was refused.
    """
    found = Headed(cautions=list(tables.cautions))
    for sheet in tables.sheets:
        header = find_header(list(islice(iter(sheet.rows), SEARCH_ROWS)), book)
        if header is None:
            if sheet.name not in HELP_SHEETS and any(True for _ in sheet.rows):
                found.cautions.append(Caution(sheet.name, 0, "", "", skipped))
            continue
        said = list(judge(header, sheet.name))
        found.cautions += [notice for notice in said if isinstance(notice, Caution)]
        refused = [notice for notice in said if isinstance(notice, Refusal)]
        found.refusals += refused
        if not refused:
            found.sheets.append((sheet, header))
    if not found.sheets and not found.refusals:
        raise missing()
    return found
