"""Where a person works: in words of the register, or as a province. A bare city is refused. Pure.

Source of the provinces and their two-digit codes: GB/T 2260.
"""

import re
from collections.abc import Mapping

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.choices import read_choice
from lianxin.intake.cells.text import as_text
from lianxin.intake.vocabulary import Raw

_TABLE = (
    "11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 "
    "35福建 36江西 37山东 41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 "
    "54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆 71台湾 81香港 82澳门"
)
PROVINCES = {entry[:2]: entry[2:] for entry in re.split(" ", _TABLE)}


def read_workplace(raw: Raw, words: Mapping[str, str], own_province: str) -> str | None:
    """Return the code of `works_at`. A province other than `own_province` (two digits) is outside it."""
    try:
        return read_choice(raw, words, "")
    except CellRefused as refused:
        word = as_text(raw).replace(" ", "")
        is_abroad = own_province in PROVINCES and any(
            word.startswith(name) for code, name in PROVINCES.items() if code != own_province
        )
        if refused.code == "choice.unknown" and is_abroad:
            return "elsewhere"
        raise CellRefused("place.unclear", word=word if len(word) <= 20 else word[:19] + "…") from None
