"""The words of the policy pages: kinds, what rules give, faults, and why a trial is past its time."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.words import TIERS, is_english, said, tier_word
from lianxin.people.vocabulary import BY_CODE
from lianxin.planning.vocabulary import Reason
from lianxin.policies.drafting.checking import Found
from lianxin.policies.faults import Fault

KINDS = {
    "tiers": gettext_lazy("分类联系办法"),
    "must-visit": gettext_lazy("五必去、五必访"),
    "benefits": gettext_lazy("惠民政策"),
    "signals": gettext_lazy("疑点"),
    "deadlines": gettext_lazy("办理时限"),
    "pairing": gettext_lazy("结对办法"),
    "visits": gettext_lazy("走访办法"),
}
MANNERS = {
    "longer": gettext_lazy("要多坐一会儿"),
    "after_work": gettext_lazy("下班以后去"),
    "nothing": gettext_lazy("没有特别的"),
}
BY_THE_DISTRICT = "set by the district"


def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def gives_word(gives: str) -> str:
    """What a rule gives, in words: a class, an ability that the cadre should have, why a visit is owed."""
    if gives in TIERS:
        return tier_word(gives)
    if gives in BY_CODE:
        return said(BY_CODE[gives])
    return said(Reason(gives)) if gives in list(Reason) else str(MANNERS.get(gives, gives))


def cited(source: str) -> str:
    """A source as a reader sees it; what no law says is the district's own word."""
    return _("本区规定") if source == BY_THE_DISTRICT else source


def uncited(typed: str) -> str:
    """A source as the file has it, from what somebody typed."""
    own = {BY_THE_DISTRICT, "本区规定", _("本区规定").casefold()}
    return BY_THE_DISTRICT if typed.casefold() in own else typed


def fault_words(fault: Fault) -> str:
    return fault.message_en if is_english() else fault.message


def found_words(found: Found) -> str:
    """What is wrong, and for a condition near which character."""
    words = fault_words(found.fault)
    if found.field.name != "when" or found.at is None:
        return words
    return _("%(fault)s（第 %(at)d 个字附近）") % {"fault": words, "at": found.at}


def refusal_words(refused: Any) -> str:
    """The words of an exception that carries `zh` and `en`."""
    return str(refused.en if is_english() else refused.zh)
