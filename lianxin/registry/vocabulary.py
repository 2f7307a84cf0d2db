"""The register's words. Codes are what the database keeps; they are never renamed, only retired."""

from datetime import date

from lianxin.wording import Word


class Code(Word):
    """A code that a column of the register holds."""

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(word.value, word.zh) for word in cls]


class Relation(Code):
    """What a resident is to the head of the household."""

    HEAD = "head", "户主", "head"
    SPOUSE = "spouse", "配偶", "spouse"
    CHILD = "child", "子女", "child"
    CHILD_IN_LAW = "child_in_law", "儿媳或女婿", "child-in-law"
    GRANDCHILD = "grandchild", "孙辈", "grandchild"
    PARENT = "parent", "父母", "parent"
    PARENT_IN_LAW = "parent_in_law", "岳父母或公婆", "parent-in-law"
    GRANDPARENT = "grandparent", "祖辈", "grandparent"
    SIBLING = "sibling", "兄弟姐妹", "sibling"
    OTHER = "other", "其他", "other"


class Sex(Code):
    MALE = "m", "男", "male"
    FEMALE = "f", "女", "female"
    UNSTATED = "u", "未填", "not stated"


class HouseholdState(Code):
    PRESENT = "present", "在册", "on the register"
    MOVED_AWAY = "moved_away", "已迁出", "moved away"
    MERGED = "merged", "已并户", "merged"
    DISSOLVED = "dissolved", "已销户", "closed"


class ResidentState(Code):
    PRESENT = "present", "在册", "on the register"
    MOVED = "moved", "已迁出", "moved away"
    DEAD = "dead", "已去世", "died"
    MISTAKEN = "mistaken", "登记有误，已撤下", "recorded by mistake"


class Source(Code):
    """Where a fact comes from. A better source wins over a worse one observed on the same day."""

    DOCUMENT = "document", "证件或文件", "document"
    CADRE = "cadre", "干部核实", "cadre"
    RESIDENT = "resident", "本户自述", "household"
    IMPORT = "import", "批量导入", "import"

    @property
    def rank(self) -> int:
        return {"document": 3, "cadre": 2, "resident": 1, "import": 0}[self.value]


def stands_over(new: tuple[date, str], old: tuple[date, str]) -> bool:
    """Whether a new fact `(observed_on, source)` takes the place of the current one: newer, or no worse."""
    return (new[0], Source(new[1]).rank) >= (old[0], Source(old[1]).rank)
