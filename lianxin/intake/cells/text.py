"""What is common to all cells: full-width digits, stray blanks, invisible characters, placeholders. Pure."""

import re
import unicodedata
from functools import lru_cache

from lianxin.intake.cells import CellRefused
from lianxin.intake.vocabulary import Raw

# A spreadsheet keeps 15 digits of a number; whatever was longer has lost its end.
EXACT_BELOW = 10**15

SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+?\d+", re.ASCII)
HOUSEHOLD_NUMBER = re.compile(r"[\w\-/.#()号]+")
# How .xlsx spells a control character, most often the line break of another system: _x000D_.
ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")
COMMON_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
DOTS = re.compile(r"[•・‧∙⋅・.]")
LATIN = re.compile(r"[A-Za-z]")

# What people write into a cell to say that they do not know. "无" is not among them: it may be an answer.
UNKNOWN = frozenset(
    ("", "/", "\\", "-", "--", "---", "—", "——", "_", ".", "?", "空", "不详", "未知", "不清楚", "不知道")
    + ("待核实", "待定", "待补", "暂无", "未填", "未采集", "无数据", "null", "none", "n/a", "#n/a", "nan")
)


@lru_cache(maxsize=1 << 16)
def tidy(text: str) -> str:
    """Return text with ordinary digits and single blanks, without control and zero-width characters.

    Also takes off what spreadsheets put in front to keep digits as text: `'6109…` and `="6109…"`.
    """
    if text.isascii() and text.isalnum():
        return text
    if "_x" in text:
        text = ESCAPED.sub(" ", text)
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc", "Cs"))
    text = " ".join(text.split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    return text.lstrip("'`").strip() if text[:1] in "'`" else text


def as_text(raw: Raw) -> str:
    """Return the cell as tidy text; a whole number without its `.0`, a day as 1985-03-12."""
    if isinstance(raw, str):
        return tidy(raw)
    if isinstance(raw, tuple):
        return "{:04d}-{:02d}-{:02d}".format(*raw)
    if isinstance(raw, bool):
        return "是" if raw else "否"
    return str(int(raw)) if raw == raw and abs(raw) < EXACT_BELOW and raw == int(raw) else repr(raw)


def is_unknown(text: str) -> bool:
    """Whether tidy text says nothing at all: empty, or a placeholder."""
    return text == "" or text.lower() in UNKNOWN


def read_digits(raw: Raw, code: str) -> str:
    """Return a cell of digits as text; refuse, with `code`, one that was stored as a number and lost some."""
    if isinstance(raw, float | int) and not isinstance(raw, bool) and not -EXACT_BELOW < raw < EXACT_BELOW:
        raise CellRefused(code)
    text = as_text(raw)
    if not text.isdigit() and SCIENTIFIC.fullmatch(text):
        raise CellRefused(code)
    return text


def read_number(raw: Raw) -> str | None:
    """Read a household number (户编号), at most 32 characters; blanks inside are dropped."""
    text = read_digits(raw, "number.precision_lost").replace(" ", "")
    if is_unknown(text) or text == "无":
        return None
    if len(text) > 32:
        raise CellRefused("number.too_long", length=len(text), limit=32)
    if not HOUSEHOLD_NUMBER.fullmatch(text):
        raise CellRefused("number.characters")
    return text


def read_free_text(raw: Raw, limit: int) -> str:
    """Read a group, an address or an area's name, at most `limit` characters; placeholders become ""."""
    text = as_text(raw)
    if len(text) > limit:
        raise CellRefused("text.too_long", length=len(text), limit=limit)
    return "" if is_unknown(text) or text == "无" else text


def read_name(raw: Raw) -> str | None:
    """Read a person's name. Blanks inside Chinese names go; the dot of longer names becomes `·`."""
    if isinstance(raw, str) and COMMON_NAME.fullmatch(raw) and "某" not in raw:
        return raw
    text = DOTS.sub("·", as_text(raw))
    if not LATIN.search(text):
        text = text.replace(" ", "")
    if is_unknown(text) or text == "无":
        return None
    if "*" in text or "某" in text or "×" in text:
        raise CellRefused("name.masked")
    if len(text) > 40:
        raise CellRefused("name.too_long", length=len(text), limit=40)
    if not all(character.isalpha() or character in "·〇 '-" for character in text):
        raise CellRefused("name.characters")
    return text
