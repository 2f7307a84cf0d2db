"""Citizen ID numbers: read, checked, and what they say about birth and sex. Pure.

Source: GB 11643-1999 (18 characters: area 6, birth 8, sequence 3, check 1; the check character is ISO 7064
MOD 11-2) and its 15-digit predecessor of 1989. The county part is not checked against a list: counties are
renamed and merged, and a dated list would refuse real people.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from lianxin.registry.vocabulary import Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
EARLIEST_YEAR = 1880

MESSAGES: dict[str, tuple[str, str]] = {
    "id.length": (
        "身份证号码应为18位，这里是{length}位。请对照证件补全。",
        "An ID number has 18 characters, this one has {length}. Compare it with the document.",
    ),
    "id.characters": (
        "身份证号码只能是17位数字加1位数字或X。请对照证件改正。",
        "An ID number is 17 digits and one digit or X. Compare it with the document.",
    ),
    "id.area": (
        "身份证号码不会以0开头，前面可能少了一位或多了一个0。请对照证件改正。",
        "An ID number never begins with 0: a digit may be missing or added. Compare it with the document.",
    ),
    "id.birth": (
        "身份证号码第7至14位不是一个真实的出生日期。请对照证件改正。",
        "Characters 7 to 14 of the ID number are no real date of birth. Compare it with the document.",
    ),
    "id.future": (
        "身份证号码里的出生日期还没有到。请对照证件改正。",
        "The date of birth in the ID number lies in the future. Compare it with the document.",
    ),
    "id.checksum": (
        "身份证号码的校验码不对，至少有一位抄错了。请对照证件改正。",
        "The check character of the ID number does not fit: at least one digit is wrong. "
        "Compare it with the document.",
    ),
    "id.precision_lost": (
        "身份证号码被存成了数字，后几位已经丢失，无法还原。请把这一列设为“文本”格式，再重新填写号码。",
        "The ID number was stored as a number and its last digits are lost. "
        "Set the column to the format Text and type the number again.",
    ),
    "id.century": (
        "15位旧号码的顺序码是{sequence}，表示百岁以上老人，出生年份无法确定。请填写18位号码。",
        "Sequence {sequence} of an old 15-digit number marks a person over a hundred: the year of birth is "
        "not certain. Enter the 18-character number.",
    ),
}


class IdNumberError(ValueError):
    """An ID number that cannot be right. `code` is a key of MESSAGES; the number itself is never in it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(MESSAGES[code][0].format(**values))

    def message(self, lang: str = "zh") -> str:
        return MESSAGES[self.code][0 if lang.startswith("zh") else 1].format(**self.values)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked number of 18 characters. `was_upgraded` says that 15 digits were given."""

    number: str
    birth_on: date
    sex: Sex
    was_upgraded: bool = False


def read_id_number(text: str, *, today: date | None = None) -> IdNumber:
    """Read an ID number as people write it: full-width digits, blanks, a small x, fifteen digits.

    Raises IdNumberError when it cannot be right; with `today`, also when the birth lies in the future.
    """
    number = text if text.isascii() and text.isalnum() else _plain(text)
    number = number.upper()
    if not number.isascii() or not number[:17].isdigit() or not (number[17:] or "0").isalnum():
        raise IdNumberError("id.precision_lost" if _is_scientific(number) else "id.characters")
    was_upgraded = len(number) == 15
    if was_upgraded:
        number = upgraded(number)
    if len(number) != 18:
        raise IdNumberError("id.length", length=len(number))
    if not (number[17].isdigit() or number[17] == "X"):
        raise IdNumberError("id.characters")
    if number[0] == "0":
        raise IdNumberError("id.area")
    birth_on = _birth_on(number)
    if number[17] != check_character(number):
        raise IdNumberError("id.checksum")
    if today is not None and birth_on > today:
        raise IdNumberError("id.future")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return IdNumber(number, birth_on, sex, was_upgraded)


def upgraded(old: str) -> str:
    """Return the 18 characters of a 15-digit number: 19 before the year, the check character behind."""
    if old[12:15] in ("996", "997", "998", "999"):
        raise IdNumberError("id.century", sequence=old[12:15])
    longer = old[:6] + "19" + old[6:]
    return longer + check_character(longer)


def check_character(number: str) -> str:
    """Return the check character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(map(mul, WEIGHTS, map(int, number[:17])))
    return CHECK_CHARACTERS[total % 11]


def _birth_on(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberError("id.birth") from None
    if born.year < EARLIEST_YEAR:
        raise IdNumberError("id.birth")
    return born


def _plain(text: str) -> str:
    """Return the text in ordinary width, without blanks and characters that cannot be seen."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _is_scientific(number: str) -> bool:
    """Whether the text is what a spreadsheet makes of a long number: `6.10902E+17`."""
    return re.fullmatch(r"\d+(\.\d+)?E\+?\d+", number, re.ASCII) is not None
