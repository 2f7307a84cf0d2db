"""Dates as people write them. A date that can be read in two ways is refused, never guessed. Pure."""

import re
from datetime import date, timedelta
from functools import lru_cache

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.text import as_text, is_unknown
from lianxin.intake.vocabulary import Raw

EARLIEST = date(1900, 1, 1)
# A spreadsheet counts days from here; the numbers that could be meant as a year (1900–2100) are refused.
SERIAL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL = 3_654
LAST_SERIAL = 80_000

YEAR_FIRST = re.compile(
    r"(\d{4}) ?(?:[-/.]|年) ?(\d{1,2}) ?(?:[-/.]|月) ?(\d{1,2}) ?[日号]?"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?",
    re.ASCII,
)
EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
INCOMPLETE = re.compile(r"(\d{4}) ?(年|[-/.] ?\d{1,2}|年 ?\d{1,2} ?月?|\d{2})?", re.ASCII)
SHORT_YEAR = re.compile(r"\d{2} ?(?:[-/.]|年) ?\d{1,2} ?(?:[-/.]|月) ?\d{1,2} ?[日号]?", re.ASCII)
YEAR_LAST = re.compile(r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4}", re.ASCII)


def read_day(raw: Raw, *, today: date) -> date | None:
    """Return the day, None for an empty cell. Raises CellRefused; no day before 1900 or after today."""
    if isinstance(raw, bool):
        raise CellRefused("date.unreadable")
    if isinstance(raw, tuple):
        return _checked(*raw, today=today)
    return _read_text(as_text(raw), today)


@lru_cache(maxsize=1 << 15)
def _read_text(text: str, today: date) -> date | None:
    if is_unknown(text) or text == "无":
        return None
    if "农历" in text or "阴历" in text or "闰" in text:
        raise CellRefused("date.lunar")
    if found := EIGHT_DIGITS.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        return _checked(*map(int, found.groups()), today=today)
    if text.isascii() and text.isdigit() and FIRST_SERIAL <= int(text) <= LAST_SERIAL and len(text) <= 5:
        if date(1900, 1, 1) <= (day := SERIAL_EPOCH + timedelta(days=int(text))) <= today:
            return day
        raise CellRefused("date.future")
    if INCOMPLETE.fullmatch(text):
        raise CellRefused("date.incomplete")
    if SHORT_YEAR.fullmatch(text) or YEAR_LAST.fullmatch(text):
        raise CellRefused("date.ambiguous")
    raise CellRefused("date.unreadable")


def _checked(year: int, month: int, day: int, *, today: date) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellRefused("date.impossible") from None
    if found < EARLIEST:
        raise CellRefused("date.too_early")
    if found > today:
        raise CellRefused("date.future")
    return found
