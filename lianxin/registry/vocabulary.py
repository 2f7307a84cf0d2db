"""The register's words. Codes are what the database keeps; they are never renamed, only retired."""

from datetime import date
from enum import Enum

WORDS: dict[str, tuple[str, str]] = {
    "head": ("户主", "head"),
    "spouse": ("配偶", "spouse"),
    "child": ("子女", "child"),
    "child_in_law": ("儿媳或女婿", "child-in-law"),
    "grandchild": ("孙辈", "grandchild"),
    "parent": ("父母", "parent"),
    "parent_in_law": ("岳父母或公婆", "parent-in-law"),
    "grandparent": ("祖辈", "grandparent"),
    "sibling": ("兄弟姐妹", "sibling"),
    "other": ("其他", "other"),
    "m": ("男", "male"),
    "f": ("女", "female"),
    "u": ("未填", "not stated"),
    "present": ("在册", "on the register"),
    "moved_away": ("已迁出", "moved away"),
    "merged": ("已并户", "merged"),
    "dissolved": ("已销户", "closed"),
    "moved": ("已迁出", "moved away"),
    "dead": ("已去世", "died"),
    "mistaken": ("登记有误，已撤下", "recorded by mistake"),
    "document": ("证件或文件", "document"),
    "cadre": ("干部核实", "cadre"),
    "resident": ("本户自述", "household"),
    "import": ("批量导入", "import"),
}


class Word(Enum):
    """A code with its Chinese and English words."""

    @property
    def zh(self) -> str:
        return WORDS[self.value][0]

    @property
    def en(self) -> str:
        return WORDS[self.value][1]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(word.value, word.zh) for word in cls]


class Relation(Word):
    """What a resident is to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child_in_law"
    GRANDCHILD = "grandchild"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER = "other"


class Sex(Word):
    MALE = "m"
    FEMALE = "f"
    UNSTATED = "u"


class HouseholdState(Word):
    PRESENT = "present"
    MOVED_AWAY = "moved_away"
    MERGED = "merged"
    DISSOLVED = "dissolved"


class ResidentState(Word):
    PRESENT = "present"
    MOVED = "moved"
    DEAD = "dead"
    MISTAKEN = "mistaken"


class Source(Word):
    """Where a fact comes from. A better source wins over a worse one observed on the same day."""

    DOCUMENT = "document"
    CADRE = "cadre"
    RESIDENT = "resident"
    IMPORT = "import"

    @property
    def rank(self) -> int:
        return {"document": 3, "cadre": 2, "resident": 1, "import": 0}[self.value]


def stands_over(new: tuple[date, str], old: tuple[date, str]) -> bool:
    """Whether a new fact `(observed_on, source)` takes the place of the current one: newer, or no worse."""
    return (new[0], Source(new[1]).rank) >= (old[0], Source(old[1]).rank)
