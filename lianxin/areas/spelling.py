"""The ways an area's name is written: 陈家营村, 陈家营, 陈 家 营 村民委员会, 陈家营村委会（大）."""

import re
import unicodedata
from dataclasses import dataclass

from lianxin.areas.vocabulary import COMMUNITY, TOWN, VILLAGE

STREET, TOWNSHIP = "street", "township"

# ending: what kind of place it says; the longest ending that fits is the one that is meant.
TOWN_ENDINGS = {
    "街道办事处": STREET,
    "街道办": STREET,
    "街道": STREET,
    "街办": STREET,
    "办事处": STREET,
    "办": STREET,
    "镇人民政府": TOWN,
    "镇政府": TOWN,
    "镇": TOWN,
    "乡人民政府": TOWNSHIP,
    "乡政府": TOWNSHIP,
    "乡": TOWNSHIP,
}
PLACE_ENDINGS = {
    "社区居民委员会": COMMUNITY,
    "社区居委会": COMMUNITY,
    "社区居委": COMMUNITY,
    "社区": COMMUNITY,
    "居民委员会": COMMUNITY,
    "居委会": COMMUNITY,
    "居委": COMMUNITY,
    "村民委员会": VILLAGE,
    "村委会": VILLAGE,
    "村委": VILLAGE,
    "村": VILLAGE,
}
SHARED_CHARACTERS = ("村", "街")

_SEPARATORS = re.compile(r"[\s·•・\-_/\\,.、。|\"'“”‘’]+")
_BRACKETED = re.compile(r"[(\[【〔《]([^()\[\]【】〔〕《》]*)[)\]】〕》]")
_TRAILING_MARK = re.compile(r"(.+?(?:委员会|委会))([^()]{1,2})")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a written name: its stem, the kind of place it says ("" for none), and a
    distinguishing mark such as 大 in 陈家营村委会（大）."""

    stem: str
    kind: str
    mark: str


def clean(text: str) -> str:
    """The text in one width, without spaces, separators and characters that cannot be seen."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return _SEPARATORS.sub("", text)


def readings(text: str, endings: dict[str, str]) -> frozenset[Reading]:
    """Every way to understand a cleaned name with one family of endings.

    The whole text is always one of them, so a name that merely ends like an ending (三村村委会) is still
    found when it is written short (三村). An ending may share its first character with the name (三村委会).
    """
    base, mark = _split_mark(text)
    found = {(base, "")}
    for ending in sorted(endings, key=len, reverse=True):
        stem = base.removesuffix(ending)
        if stem and stem != base:
            found.add((stem, endings[ending]))
            if len(ending) > 1 and ending[0] in SHARED_CHARACTERS:
                found.add((stem + ending[0], endings[ending]))
            break
    plain = {Reading(stem, kind, mark) for stem, kind in found}
    if mark:
        plain |= {Reading(stem + mark, kind, "") for stem, kind in found}
    return frozenset(plain)


def _split_mark(text: str) -> tuple[str, str]:
    bracketed = _BRACKETED.search(text)
    if bracketed:
        return _BRACKETED.sub("", text), bracketed[1]
    trailing = _TRAILING_MARK.fullmatch(text)
    return (trailing[1], trailing[2]) if trailing else (text, "")


def distance(one: str, other: str) -> int:
    """How many characters must be added, left out or changed to make one text the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
