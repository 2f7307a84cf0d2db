"""The left rail: which sections there are, and who sees which."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.people.access import may


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the rail; `verb` is what a person must be allowed somewhere to see it."""

    address: str
    icon: str
    title: str | Promise
    verb: str | None = None


SECTIONS = (
    Section("desk:today", "today", _("今天")),
    Section("desk:households", "households", _("户情"), "household.see"),
    Section("desk:imports", "imports", _("导入"), "import.run"),
    Section("desk:reviews", "reviews", _("复核"), "classification.see"),
    Section("desk:pairing", "pairing", _("结对"), "pairing.see"),
    Section("desk:visits", "planning", _("走访"), "planning.see"),
    Section("desk:problems", "problems", _("问题"), "problem.see"),
    Section("desk:complaints", "complaints", _("投诉"), "complaint.record"),
    Section("desk:ratings", "ratings", _("评价"), "rating.see"),
    Section("desk:callbacks", "callbacks", _("回访"), "callback.see"),
    Section("desk:overview", "overview", _("总览"), "classification.see"),
    Section("desk:staff", "staff", _("干部"), "staff.see"),
    Section("desk:policies", "policies", _("办法"), "policy.see"),
    Section("desk:areas", "areas", _("区划"), "area.see"),
    Section("desk:ledger", "ledger", _("台账"), "ledger.see"),
    Section("desk:settings", "settings", _("设置"), "switch.see"),
)


def sections_for(person: Any) -> list[Section]:
    return [section for section in SECTIONS if section.verb is None or may(person, section.verb)]
