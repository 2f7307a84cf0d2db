"""Reading a division list: a CSV of code, name, level, parent_code. Everything wrong is found in one go."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from lianxin.areas.faults import DivisionsRefused, Fault, fault
from lianxin.areas.vocabulary import CODE_DIGITS, DISTRICT, LEVELS, LONGEST_NAME, PARENT_LEVELS, Division

COLUMNS = {
    "code": ("code", "代码", "区划代码"),
    "name": ("name", "名称", "区划名称"),
    "level": ("level", "级别", "层级"),
    "parent_code": ("parent_code", "上级代码", "上级区划代码"),
}
LEVEL_WORDS = {zh: level for level, (zh, _) in LEVELS.items()}

_CODE = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")


def is_code(text: str) -> bool:
    """Whether the text is a whole division code: twelve ASCII digits."""
    return _CODE.fullmatch(text) is not None


def read_divisions(content: str | bytes) -> list[Division]:
    """The divisions of a CSV, parents before children, each level in the order of its codes.

    Bytes are read as UTF-8, or else as the GB 18030 that Chinese spreadsheets write. Raises DivisionsRefused
    with every fault found. Blank rows are skipped; further columns are ignored.
    """
    rows = _rows(_decoded(content) if isinstance(content, bytes) else content)
    faults = [found for row, division in rows.items() for found in _row_faults(row, division)]
    faults = faults or _tree_faults(rows)
    if faults:
        raise DivisionsRefused(faults)
    depth = list(LEVELS)
    return sorted(rows.values(), key=lambda division: (depth.index(division.level), division.code))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DivisionsRefused([fault(1, "", "not_text", "")])


def _rows(text: str) -> dict[int, Division]:
    """Row number → division, as written; only the header must be right so far."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        places = {
            column: header.index(word)
            for column, words in COLUMNS.items()
            for word in reversed(words)
            if word in header
        }
        missing = [column for column in COLUMNS if column not in places]
        if missing:
            raise DivisionsRefused(fault(1, column, "no_column", column) for column in missing)
        rows = {
            row: _division(cells, places)
            for row, cells in enumerate(lines, start=2)
            if any(cell.strip() for cell in cells)
        }
    except csv.Error as problem:
        raise DivisionsRefused([fault(lines.line_num, "", "bad_csv", str(problem))]) from problem
    if not rows:
        raise DivisionsRefused([fault(1, "", "empty", "")])
    return rows


def _division(cells: list[str], places: Mapping[str, int]) -> Division:
    values = {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}
    values["level"] = LEVEL_WORDS.get(values["level"], values["level"])
    return Division(**values)


def _row_faults(row: int, division: Division) -> list[Fault]:
    faults = []
    if not is_code(division.code):
        faults.append(fault(row, "code", "bad_code", division.code))
    if not 0 < len(division.name) <= LONGEST_NAME:
        faults.append(fault(row, "name", "bad_name", division.name, longest=LONGEST_NAME))
    if division.level not in LEVELS:
        faults.append(fault(row, "level", "bad_level", division.level))
    if division.parent_code and not is_code(division.parent_code):
        faults.append(fault(row, "parent_code", "bad_code", division.parent_code))
    return faults


def _tree_faults(rows: Mapping[int, Division]) -> list[Fault]:
    """What only shows when the rows are seen together, in the order of the rows."""
    by_code: dict[str, Division] = {}
    for division in rows.values():
        by_code.setdefault(division.code, division)
    faults = list(_duplicates(rows))
    root = next((division for division in by_code.values() if division.level == DISTRICT), None)
    if root is None:
        faults.append(fault(1, "level", "no_root", ""))
    circling = _codes_in_cycles(by_code)
    for row, division in rows.items():
        if division.code in circling:
            faults.append(fault(row, "parent_code", "cycle", division.code))
        elif division.level == DISTRICT:
            faults += _root_faults(row, division, root)
        else:
            faults += _parent_faults(row, division, by_code)
    return faults


def _duplicates(rows: Mapping[int, Division]) -> Iterator[Fault]:
    """Codes, and names under the same parent, that stood in an earlier row."""
    first_row: dict[object, int] = {}
    for row, division in rows.items():
        sibling = (division.parent_code, division.name)
        if division.code in first_row:
            other = first_row[division.code]
            yield fault(row, "code", "duplicate_code", division.code, other=other)
        elif sibling in first_row:
            yield fault(row, "name", "duplicate_name", division.name, other=first_row[sibling])
        first_row.setdefault(division.code, row)
        first_row.setdefault(sibling, row)


def _root_faults(row: int, division: Division, root: Division | None) -> Iterator[Fault]:
    """What is wrong with a row of the district's level, of which there is one, and without a parent."""
    if root and division.code != root.code:
        yield fault(row, "level", "two_roots", division.name, other=root.name)
    elif division.parent_code:
        yield fault(row, "parent_code", "root_parent", division.parent_code)


def _parent_faults(row: int, division: Division, by_code: Mapping[str, Division]) -> Iterator[Fault]:
    """What is wrong with the parent of a row below the district."""
    parent = by_code.get(division.parent_code)
    if parent is None:
        code = "orphan" if division.parent_code else "no_parent"
        yield fault(row, "parent_code", code, division.parent_code)
    elif parent.level not in PARENT_LEVELS[division.level]:
        levels = {"level": LEVELS[division.level], "parent": LEVELS[parent.level]}
        yield fault(row, "parent_code", "wrong_parent", division.parent_code, **levels)


def _codes_in_cycles(by_code: Mapping[str, Division]) -> set[str]:
    """The codes that come back to themselves when one follows the parents; each code is walked once."""
    done: set[str] = set()
    circling: set[str] = set()
    for start in by_code:
        trail: dict[str, int] = {}
        code = start
        while code in by_code and code not in done and code not in trail:
            trail[code] = len(trail)
            code = by_code[code].parent_code
        if code in trail:
            circling |= {walked for walked, place in trail.items() if place >= trail[code]}
        done |= trail.keys()
    return circling
