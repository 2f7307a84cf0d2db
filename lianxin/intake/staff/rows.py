"""The rows of a staff workbook: its header, and what each cell says. Pure."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from lianxin.intake.cells.contacts import read_phone
from lianxin.intake.cells.text import read_free_text, read_name
from lianxin.intake.columns import plain
from lianxin.intake.headers import Header
from lianxin.intake.notes import Notes, shown_value
from lianxin.intake.readers import Setting
from lianxin.intake.rows import ColumnReader, ReadRow, RowReader, SheetTitles
from lianxin.intake.staff.cells import ROLE_WORDS, read_abilities, read_rank, read_role, read_staff_number
from lianxin.intake.staff.cells import read_start as read_first_day
from lianxin.intake.staff.columns import IGNORED, PRIVATE
from lianxin.intake.vocabulary import Caution, Raw, Refusal
from lianxin.people.vocabulary import Rank, Role

# A slip in one of these leaves a person, or his rights, unclear: then the row is refused whole.
DECISIVE = frozenset(("number", "name", "role", "town", "village"))


class StaffRowReader(RowReader):
    """Reads the rows of one sheet of staff by its header."""

    def __init__(self, sheet: str, header: Header, setting: Setting) -> None:
        self._header = header
        self._sheet = SheetTitles(sheet, {found.column.key: found.title for found in header.found})
        read = _readers(setting)
        self._columns = [
            ColumnReader(found.index, found.column.key, found.title, read[found.column.key])
            for found in header.found
        ]
        self._grouping = []


def judge_staff_header(header: Header, sheet: str) -> Iterator[Refusal | Caution]:
    """Say what a header lacks (then the sheet is refused) and which columns are left out."""
    row = header.rows[-1]
    keys = [found.column.key for found in header.found]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        title = next(found.column.title for found in header.found if found.column.key == key)
        yield Refusal(sheet, row, title, title, "staff.header_duplicate", {"name": title}, "sheet")
    if "number" not in keys:
        yield Refusal(sheet, row, "", "", "staff.no_number_column", {}, "sheet")
    if "name" not in keys:
        yield Refusal(sheet, row, "", "", "staff.no_name_column", {}, "sheet")
    for title in header.unknown:
        if plain(title) not in IGNORED:
            code = "staff.private_column" if plain(title) in PRIVATE else "header.unknown"
            yield Caution(sheet, row, title, title, code, {})


class StaffNotes(Notes):
    """Refusals and cautions of one person; shows codes in the words of the page."""

    def refuse(self, row: ReadRow, key: str, code: str, **values: object) -> None:
        self._refuse(row, row.title(key), shown(key, row.values.get(key)), code, values, "household")

    def refuse_slips(self) -> None:
        for row in self.rows:
            for slip in row.slips:
                scope = "household" if slip.key in DECISIVE else "value"
                self._refuse(row, slip.title, slip.value, slip.code, dict(slip.values), scope)  # type: ignore[arg-type]

    def warn(self, row: ReadRow, key: str, code: str, **values: object) -> None:
        value = shown(key, row.values.get(key))
        self.cautions.append(Caution(row.sheet.name, row.number, row.title(key), value, code, values))


def shown(key: str, value: object) -> str:
    """Return a value as a notice may show it: in Chinese, a phone masked."""
    if isinstance(value, Role):
        return ROLE_WORDS[value].split()[0]
    return value.zh if isinstance(value, Rank) else shown_value(key, value)


def _readers(setting: Setting) -> Mapping[str, Callable[[Raw], Any]]:
    place = partial(_text, limit=60)
    a_day = partial(read_first_day, today=setting.today)
    readers: dict[str, Callable[[Raw], Any]] = {
        "number": read_staff_number,
        "name": read_name,
        "phone": read_phone,
        "role": read_role,
        "title": partial(_text, limit=64),
        "rank": read_rank,
        "from_on": a_day,
        "unit": partial(_text, limit=64),
        "languages": partial(read_abilities, is_language=True),
        "skills": partial(read_abilities, is_language=False),
        "down_unit": partial(_text, limit=64),
        "down_on": a_day,
    }
    places = ("town", "village", "home_town", "home_village", "office", "down_town", "down_village")
    return readers | dict.fromkeys(places, place)


def _text(raw: Raw, limit: int) -> str | None:
    return read_free_text(raw, limit) or None
