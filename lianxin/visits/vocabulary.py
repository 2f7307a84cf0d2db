"""The words of a visit: what was raised, where and with whom one spoke, what changed in a family. Pure.

Codes are what the phones send and the database keeps; they are never renamed, only retired.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Word(StrEnum):
    """A code with its Chinese and English words, which stand in the table of its kind."""

    @property
    def zh(self) -> str:
        return WORDS[type(self)][self][0]

    @property
    def en(self) -> str:
        return WORDS[type(self)][self][1]


class ItemKind(Word):
    """三问: what was raised in a visit."""

    NEED = "need"
    ADVICE = "advice"
    EFFECT = "effect"


class ItemState(Word):
    OPEN = "open"
    SETTLED = "settled"


class Worked(Word):
    """问效: whether what was done for the home did any good."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Place(Word):
    HOME = "home"
    ELSEWHERE = "elsewhere"
    PHONE = "phone"


class MetOther(Word):
    """Who spoke for the home when none of its residents was met."""

    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    VILLAGE_CADRE = "village_cadre"
    OTHER = "other"


class FamilyChange(Word):
    BORN = "born"
    DIED = "died"
    MOVED_OUT = "moved_out"
    MOVED_IN = "moved_in"
    MARRIED_IN = "married_in"
    CORRECTED = "corrected"


class FeedbackAbout(Word):
    FORM = "form"
    APP = "app"
    BURDEN = "burden"
    OTHER = "other"


class Replied(Word):
    """What became of a word about the system; `NOTED` leaves it open."""

    NOTED = "noted"
    DONE = "done"
    DECLINED = "declined"


class Side(Word):
    """The two sides of a clash: what the phone told, and what the register held when it came in."""

    TOLD = "told"
    HELD = "held"


ITEM_KINDS: Mapping[ItemKind, tuple[str, str]] = MappingProxyType(
    {
        ItemKind.NEED: ("问需", "need"),
        ItemKind.ADVICE: ("问计", "advice"),
        ItemKind.EFFECT: ("问效", "effect"),
    }
)
ITEM_STATES: Mapping[ItemState, tuple[str, str]] = MappingProxyType(
    {ItemState.OPEN: ("还没办", "open"), ItemState.SETTLED: ("当场办了", "settled on the spot")}
)
WORKED: Mapping[Worked, tuple[str, str]] = MappingProxyType(
    {
        Worked.YES: ("管用", "it worked"),
        Worked.PARTLY: ("有些用", "it helped somewhat"),
        Worked.NO: ("不管用", "it did not work"),
    }
)
PLACES: Mapping[Place, tuple[str, str]] = MappingProxyType(
    {
        Place.HOME: ("在家里", "at home"),
        Place.ELSEWHERE: ("在别处", "elsewhere"),
        Place.PHONE: ("打电话", "by phone"),
    }
)
MET_OTHERS: Mapping[MetOther, tuple[str, str]] = MappingProxyType(
    {
        MetOther.RELATIVE: ("亲戚", "a relative"),
        MetOther.NEIGHBOUR: ("邻居", "a neighbour"),
        MetOther.VILLAGE_CADRE: ("村组干部", "a village or group cadre"),
        MetOther.OTHER: ("别的人", "somebody else"),
    }
)
FAMILY_CHANGES: Mapping[FamilyChange, tuple[str, str]] = MappingProxyType(
    {
        FamilyChange.BORN: ("添了孩子", "a child was born"),
        FamilyChange.DIED: ("有人去世", "somebody died"),
        FamilyChange.MOVED_OUT: ("有人迁出", "somebody moved away"),
        FamilyChange.MOVED_IN: ("有人迁入", "somebody moved in"),
        FamilyChange.MARRIED_IN: ("有人嫁入或入赘", "somebody married in"),
        FamilyChange.CORRECTED: ("登记有误，要更正", "the register is wrong"),
    }
)
FEEDBACK_ABOUT: Mapping[FeedbackAbout, tuple[str, str]] = MappingProxyType(
    {
        FeedbackAbout.FORM: ("走访表", "the form"),
        FeedbackAbout.APP: ("手机应用", "the app"),
        FeedbackAbout.BURDEN: ("重复填报、负担重", "repeated or needless work"),
        FeedbackAbout.OTHER: ("其他", "something else"),
    }
)
REPLIED: Mapping[Replied, tuple[str, str]] = MappingProxyType(
    {
        Replied.NOTED: ("记下了，在看", "noted, being looked at"),
        Replied.DONE: ("已经改好", "put right"),
        Replied.DECLINED: ("这次不改", "not changed this time"),
    }
)
SIDES: Mapping[Side, tuple[str, str]] = MappingProxyType(
    {
        Side.TOLD: ("走访时说的", "what the visit told"),
        Side.HELD: ("原来登记的", "what the register held"),
    }
)
WORDS: Mapping[type, Mapping[Any, tuple[str, str]]] = MappingProxyType(
    {
        ItemKind: ITEM_KINDS,
        ItemState: ITEM_STATES,
        Worked: WORKED,
        Place: PLACES,
        MetOther: MET_OTHERS,
        FamilyChange: FAMILY_CHANGES,
        FeedbackAbout: FEEDBACK_ABOUT,
        Replied: REPLIED,
        Side: SIDES,
    }
)
