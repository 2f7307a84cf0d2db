"""Phones, and where a home stands on the map. Pure."""

import re

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.text import as_text, is_unknown, read_digits
from lianxin.intake.vocabulary import Raw

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"0\d{2,3}\d{7,8}", re.ASCII)
DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
LOCAL = re.compile(r"[2-8]\d{6,7}", re.ASCII)

# The land of China with some room: degrees.
LONGITUDES = (73.0, 136.0)
LATITUDES = (3.0, 54.0)


def read_phone(raw: Raw) -> str | None:
    """Return a mobile number (11 digits) or a landline with its area code; None for an empty cell."""
    text = read_digits(raw, "phone.precision_lost")
    if is_unknown(text) or text in ("无", "没有"):
        return None
    if MOBILE.fullmatch(text):
        return text
    digits = re.sub(r"[ \-()+]", "", text)
    if not digits.isascii() or not digits.isdigit():
        several = re.search(r"[,;、/或]", text)
        raise CellRefused("phone.several" if several else "phone.unreadable")
    digits = re.sub(r"^(00)?86(?=1[3-9]\d{9}$|0?\d{10,11}$)", "", digits)
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return digits
    if LOCAL.fullmatch(digits):
        raise CellRefused("phone.area_code_missing")
    if len(digits) >= 20:
        raise CellRefused("phone.several")
    raise CellRefused("phone.length", length=len(digits))


def read_degrees(raw: Raw, *, is_longitude: bool) -> float | None:
    """Return decimal degrees within China; None for an empty cell. Swapped columns are recognised."""
    text = as_text(raw).removesuffix("°").removeprefix("E" if is_longitude else "N").strip()
    if is_unknown(text) or text in ("无", "0"):
        return None
    if isinstance(raw, tuple | bool) or not DEGREES.fullmatch(text):
        raise CellRefused("degrees.unreadable")
    degrees = float(text)
    here, there = (LONGITUDES, LATITUDES) if is_longitude else (LATITUDES, LONGITUDES)
    if here[0] <= degrees <= here[1]:
        return degrees
    raise CellRefused("degrees.swapped" if there[0] <= degrees <= there[1] else "degrees.outside")
