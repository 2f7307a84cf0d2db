"""Codes that speak: an enum whose members carry their Chinese and English words. Pure."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A code with its words: `MERGED = "merged", "并入另一件", "merged"`. The code alone is kept."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member
