"""An XLSForm workbook as the parts of a form, as far as a visit can use them. Pure.

What a visit asks is an indicator; a question whose name is none of the catalogue is a fault, with its row.
Names, ages, notes and what belongs to needs, advice and effects are the phone's own matter and passed over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeAlias

from lianxin.intake.opening.archive import weigh
from lianxin.intake.opening.rowstore import RowStore
from lianxin.intake.opening.workbook import read_sheets
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.policies.catalogue import Catalogue
from lianxin.visits.xlsform.expressions import NotRelevant, as_condition
from lianxin.visits.xlsform.writing import AND, LISTS

Row: TypeAlias = dict[str, str]
MOST_ROWS = 2000
LARGEST = 32 * 1024**2
OWN = ("needs", "advice", "effects")
MESSAGES: dict[str, tuple[str, str]] = {
    "not-a-workbook": ("这不是能打开的 .xlsx 文件：{why}", "No .xlsx file that can be opened: {why_en}"),
    "too-large": ("文件太大：展开后最多 {limit} MB。", "The file is too large: {limit} MB unpacked at most."),
    "no-survey": ("没有名为 survey 的表。", "There is no sheet named survey."),
    "too-long": ("表太长了：最多 {limit} 行。", "The sheet is too long: at most {limit} rows."),
    "no-indicator": (
        "“{name}”不是指标目录里的指标；一个问题只能问一个指标，name 列写它的编号。",
        "'{name}' is no indicator of the catalogue; a question asks one, named in the column name.",
    ),
    "not-relevant": (
        "relevant 列第 {at} 个字起看不懂；能用比较、and、or、not 和 selected。",
        "The column relevant is not understood from character {at} on: only comparisons, and, or, not.",
    ),
    "no-questions": ("没有一个问题。", "There is no question."),
}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in which row (from 1, as the sheet counts); row 0 is the whole file."""

    sheet: str
    row: int
    code: str
    message: str
    message_en: str


class XlsFormRefused(ValueError):
    """A workbook that cannot become a form; `faults` are all that were found."""

    def __init__(self, faults: Sequence[SheetFault]) -> None:
        super().__init__("\n".join(fault.message for fault in faults))
        self.faults = tuple(faults)


def read_xlsform(data: bytes, catalogue: Catalogue) -> dict[str, Any]:
    """The content of a `form:` block. Raises XlsFormRefused with the row of every fault."""
    sheets = _sheets(data)
    if "survey" not in sheets:
        raise XlsFormRefused([_fault("survey", 0, "no-survey")])
    faults: list[SheetFault] = []
    sections = [*_sections(sheets["survey"], catalogue, faults)]
    if not faults and not any(section["questions"] for section in sections):
        faults.append(_fault("survey", 0, "no-questions"))
    if faults:
        raise XlsFormRefused(faults)
    form: dict[str, Any] = {"sections": [section for section in sections if section["questions"]]}
    choices = [row for _, row in sheets.get("choices", [])]
    for name in OWN:
        listed = [_category(row) for row in choices if row.get("list_name") == LISTS[name]]
        if listed:
            form[name] = {"answers" if name == "effects" else "categories": listed}
    return form


def _sections(
    rows: Sequence[tuple[int, Row]], catalogue: Catalogue, faults: list[SheetFault]
) -> Iterator[dict[str, Any]]:
    """Groups on the outside are sections; questions outside of any make one of their own."""
    loose: dict[str, Any] = {"id": "questions", "title": {"zh": "要问的", "en": "Questions"}, "questions": []}
    section, depth, skipped = loose, 0, 0
    for number, row in rows:
        kind = (
            row.get("type", "").replace(" ", "_", 1)
            if row.get("type", "").startswith(("begin", "end"))
            else ""
        )
        if kind.startswith("begin"):
            depth += 1
            if skipped or row.get("name") in OWN:
                skipped += 1
            elif depth == 1:
                section = _head(number, row, catalogue, faults)
        elif kind.startswith("end"):
            depth -= 1
            if skipped:
                skipped -= 1
            elif depth == 0:
                yield section
                section = loose
        elif row.get("type") and not skipped:
            question = _question(number, row, catalogue, faults)
            if question:
                section["questions"].append(question)
    yield loose


def _head(number: int, row: Row, catalogue: Catalogue, faults: list[SheetFault]) -> dict[str, Any]:
    identity = row.get("lianxin_id") or row.get("name", "").lower().replace(" ", "-") or f"section-{number}"
    head: dict[str, Any] = {"id": identity, "title": _words(row, "label", identity), "questions": []}
    return head | _when(number, row, row.get("relevant", ""), catalogue, faults)


def _question(number: int, row: Row, catalogue: Catalogue, faults: list[SheetFault]) -> dict[str, Any] | None:
    name, kind = row.get("name", ""), row["type"].split()[0]
    if kind in ("note", "calculate", "start", "end", "today", "deviceid", "text", "geopoint", "image"):
        return None  # what the phone writes itself, or what is no fact
    indicator = catalogue.get(name)
    if indicator is None:
        if not name.endswith(("_age", "_name")):
            faults.append(_fault("survey", number, "no-indicator", name=name))
        return None
    question: dict[str, Any] = {"id": row.get("lianxin_id") or name.replace("_", "-"), "indicator": name}
    title = _words(row, "label", "")
    unit_zh, unit_en = f"（{indicator.unit}）", f" ({indicator.unit})"
    title = {"zh": title["zh"].removesuffix(unit_zh), "en": title["en"].removesuffix(unit_en)}
    if title["zh"] and title != {"zh": indicator.title_zh, "en": indicator.title_en}:
        question["title"] = title
    if (hint := _words(row, "hint", ""))["zh"]:
        question["hint"] = hint
    relevant = row.get("relevant", "")
    first, _, last = row.get("lianxin_ages", "").partition("-")
    if first or last:
        clauses = relevant.split(" and ")
        relevant = " and ".join(one for one in clauses if "_age}" not in one).strip()
        if relevant.startswith("(") and relevant.endswith(")"):
            relevant = relevant[1:-1]
    question |= {"age_from": first} if first else {}
    question |= {"age_to": last} if last else {}
    return question | _when(number, row, relevant, catalogue, faults)


def _when(
    number: int, row: Row, relevant: str, catalogue: Catalogue, faults: list[SheetFault]
) -> dict[str, str]:
    if not relevant.strip():
        return {}
    try:
        return {"when": as_condition(relevant, catalogue)}
    except NotRelevant as error:
        faults.append(_fault("survey", number, "not-relevant", at=error.at))
        return {}


def _category(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {"code": row.get("name", ""), "title": _words(row, "label", row.get("name", ""))}
    for name in ("units", "examples"):
        if listed := [part.strip() for part in row.get(name, "").split(AND) if part.strip()]:
            found[name] = listed
    return found


def _words(row: Mapping[str, str], column: str, otherwise: str) -> dict[str, str]:
    """A text in both languages; one that stands in one language alone serves for both."""
    zh = next((row[name] for name in row if name.startswith(f"{column}::") and "zh" in name.lower()), "")
    en = next((row[name] for name in row if name.startswith(f"{column}::") and "en" in name.lower()), "")
    plain = row.get(column, "") or otherwise
    return {"zh": zh or plain or en, "en": en or plain or zh}


def _sheets(data: bytes) -> dict[str, list[tuple[int, Row]]]:
    """The rows of each sheet by the names in its first row, with their numbers.

    The workbook comes from outside, so it is weighed first and read in a process of its own, as a roster is.
    """
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        path = Path(file.name)
        try:
            unpacked = weigh(path).unpacked
            if unpacked > LARGEST:
                raise XlsFormRefused([_fault("", 0, "too-large", limit=LARGEST // 1024**2)])
            tables = read_sheets(path, unpacked)
        except IntakeRefused as refused:
            words = {"why": refused.refusal.message, "why_en": refused.refusal.in_language("en")}
            raise XlsFormRefused([_fault("", 0, "not-a-workbook", **words)]) from None
    return {name.strip().lower(): [*_rows(name, store)] for name, _hidden, store in tables}


def _rows(name: str, store: RowStore) -> Iterator[tuple[int, Row]]:
    columns: list[str] = []
    for number, row in store:
        if number > MOST_ROWS:
            raise XlsFormRefused([_fault(name, 0, "too-long", limit=MOST_ROWS)])
        texts = [_text(cell) for cell in row]
        if not columns:
            columns = texts
        else:
            yield number, {column: text for column, text in zip(columns, texts, strict=False) if text}


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _fault(sheet: str, row: int, code: str, **values: object) -> SheetFault:
    zh, en = MESSAGES[code]
    return SheetFault(sheet, row, code, zh.format(**values), en.format(**values))
