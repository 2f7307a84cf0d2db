"""How the desk speaks of what visits brought: kinds, categories, amounts, facts as told, minutes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.desk.words import said, spoken, titled, unit_words
from lianxin.policies.catalogue import default
from lianxin.policies.form.parts import VisitForm
from lianxin.policies.models import Policy
from lianxin.registry.values import shown
from lianxin.visits.forms.document import NoForm, read_form

Titles = Mapping[tuple[str, str], str]
"""(kind of item, category) → what the form calls it."""


def word(kind: type[Any], code: str) -> str:
    """The word of a code; a code that is newer than this server stays itself."""
    try:
        return said(kind(code))
    except ValueError:
        return code


def form_of(policy: Policy | None) -> VisitForm | None:
    """The form that a policy of visits states, None where it states none."""
    if policy is None:
        return None
    try:
        return read_form(policy.document)
    except NoForm:
        return None


def form_today(today: date) -> VisitForm | None:
    return form_of(Policy.objects.in_force("visits", today))


def titles_of(forms: Iterable[VisitForm | None]) -> Titles:
    """What categories are called; of two forms that name one, the earlier listed wins."""
    found: dict[tuple[str, str], str] = {}
    for form in forms:
        if form is None:
            continue
        for kind, categories in (("need", form.needs), ("advice", form.advice)):
            for one in categories:
                found.setdefault((kind, one.code), said(one.title))
    return found


def category_word(titles: Titles, kind: str, code: str) -> str:
    """What an item is about; empty for 问效, which is about an earlier item."""
    if kind == "effect":
        return ""
    return titles.get((kind, code)) or (_("急事") if code == "urgent" else code)


def amount(quantity: float | None, unit: str) -> str:
    """`1 张`, `2.5 亩`, or nothing."""
    return f"{quantity:,g} {unit_words(unit, quantity)}".strip() if quantity is not None else ""


def fact_title(code: str) -> str:
    indicator = default().get(code)
    return titled(indicator) if indicator else code


def fact_words(code: str, text: str | None) -> str:
    """A canonical value as people read it; what does not fit the catalogue stays as it was told."""
    indicator = default().get(code)
    if text is None or indicator is None:
        return text or ""
    try:
        return shown(text, indicator, spoken())
    except ValueError:
        return text


def lasted(begin: datetime, end: datetime) -> int:
    """Whole minutes between two moments, at least 0."""
    return max(0, round((end - begin).total_seconds() / 60))
