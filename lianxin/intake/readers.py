"""One reader per column of a sheet: what stands in a cell becomes a value of the right kind. Pure."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.amounts import Money, read_amount
from lianxin.intake.cells.choices import read_choice, read_relation, read_sex, read_yes_no, words_of
from lianxin.intake.cells.contacts import read_degrees, read_phone
from lianxin.intake.cells.days import read_day
from lianxin.intake.cells.text import as_text, is_unknown, read_digits, read_free_text, read_name, read_number
from lianxin.intake.cells.workplaces import read_workplace
from lianxin.intake.column_words import MARKS
from lianxin.intake.headers import Found, Header
from lianxin.intake.vocabulary import Raw
from lianxin.policies.catalogue import Indicator
from lianxin.registry.identity import IdNumber, IdNumberError, read_id_number, upgraded

Reader = Callable[[Raw], Any]

# Where "无" is an amount, 0, and not a missing answer.
NONE_IS_ZERO = frozenset(("debt_balance", "medical_out_of_pocket", "disaster_loss"))
INCOMES = frozenset(("income_total", "income_per_head"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading depends on besides the file: today, and the two-digit code of the district's province."""

    today: date
    province: str = ""


def reader_of(found: Found, header: Header, setting: Setting) -> Reader:
    """Return the reader of one column. It gives None for an empty cell and raises CellRefused."""
    indicator = found.column.indicator
    if indicator:
        return _fact_reader(indicator, found.unit or header.unit, found.is_negated, setting)
    return _structure_readers(setting)[found.column.key]


def read_rough_id(raw: Raw) -> str | None:
    """Return an ID number, not yet checked, in the one spelling by which two cells can be compared."""
    text = read_digits(raw, "id.precision_lost").replace(" ", "").upper()
    if len(text) == 15 and text.isascii() and text.isdigit():
        with suppress(IdNumberError):
            return upgraded(text)
    return text if len(text) == 18 else None


def _structure_readers(setting: Setting) -> Mapping[str, Reader]:
    an_id = partial(_read_id, today=setting.today)
    a_day = partial(read_day, today=setting.today)
    return {
        "number": read_number,
        "head_name": read_name,
        "name": read_name,
        "head_id": an_id,
        "id_number": an_id,
        "relation": read_relation,
        "sex": read_sex,
        "birth_on": a_day,
        "observed_on": a_day,
        "phone": read_phone,
        "head_phone": read_phone,
        "town": partial(_read_text, limit=60),
        "village": partial(_read_text, limit=60),
        "group_name": partial(_read_text, limit=40),
        "address": partial(_read_text, limit=200),
        "longitude": partial(read_degrees, is_longitude=True),
        "latitude": partial(read_degrees, is_longitude=False),
        "marks": _read_marks,
    }


def _fact_reader(indicator: Indicator, unit: str | None, is_negated: bool, setting: Setting) -> Reader:
    match indicator.type:
        case "money":
            money = Money(unit, indicator.code in NONE_IS_ZERO, indicator.code in INCOMES)
            return partial(_read_bounded, read=partial(read_amount, money=money), indicator=indicator)
        case "bool":
            return partial(read_yes_no, indicator=indicator.code, is_negated=is_negated)
        case "choice":
            words, shown = words_of(indicator)
            if indicator.code == "works_at":
                return partial(read_workplace, words=words, own_province=setting.province)
            return partial(read_choice, words=words, shown=shown)
        case "date":
            return partial(read_day, today=setting.today)
    return partial(_read_bounded, read=_read_number, indicator=indicator)


def _read_text(raw: Raw, limit: int) -> str | None:
    return read_free_text(raw, limit) or None


def _read_id(raw: Raw, today: date) -> IdNumber | None:
    text = read_digits(raw, "id.precision_lost")
    if is_unknown(text) or text in ("无", "没有"):
        return None
    try:
        return read_id_number(text, today=today)
    except IdNumberError as error:
        raise CellRefused(error.code, **error.values) from None


def _read_marks(raw: Raw) -> dict[str, str] | None:
    """Return the indicators that the marks in one cell (老党员、村组干部) set, each with its word."""
    words = [word for word in re.split(r"[,;、/|和及 ]", as_text(raw)) if not is_unknown(word)]
    words = [word for word in words if word not in ("无", "否", "一般户", "群众")]
    for word in words:
        if word not in MARKS:
            raise CellRefused("mark.unknown", word=word if len(word) <= 20 else word[:19] + "…")
    return {MARKS[word]: word for word in words} or None


def _read_number(raw: Raw) -> int | float | None:
    text = as_text(raw).removesuffix("人").removesuffix("个").strip()
    if is_unknown(text):
        return None
    if isinstance(raw, bool | tuple) or not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text, re.ASCII):
        raise CellRefused("number.unreadable")
    return float(text) if "." in text else int(text)


def _read_bounded(raw: Raw, read: Reader, indicator: Indicator) -> int | float | None:
    value: int | float | None = read(raw)
    if value is not None and indicator.minimum is not None and value < indicator.minimum:
        raise CellRefused("number.below_minimum", minimum=indicator.minimum)
    if value is not None and indicator.maximum is not None and value > indicator.maximum:
        raise CellRefused("number.above_maximum", maximum=indicator.maximum)
    return value
