"""What one search looks through, kind by kind. A new kind is a function here and a line in KINDS.

Each kind asks for its own right and finds only what the person may see; none of them writes down what was
typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.desk.problems.speech import Speech
from lianxin.desk.searches.pages import pages_called
from lianxin.desk.staff.listing import rows_of as staff_rows
from lianxin.desk.words import said
from lianxin.people.access import areas_seen, may
from lianxin.people.models import Staff
from lianxin.people.pinyin import spell
from lianxin.problems.models import Problem
from lianxin.problems.queries import called, shown
from lianxin.problems.vocabulary import Phase
from lianxin.registry.search import understand

LIMIT = 20
PROBLEM = re.compile(r"(?:连-?)?(?P<year>20\d\d)-(?P<number>\d{1,9})")
SHORTEST = 2
"""Letters of pinyin that a place must be found by at least; fewer mean hundreds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, what else says which one it is, and its page."""

    name: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `is_cut` says that there is more than what is listed."""

    code: str
    title: str | Promise
    hits: list[Hit]
    is_cut: bool = False


def places(text: str, person: Any) -> list[Hit]:
    """Areas in sight by name, pinyin or initials; of who sees households, the households there."""
    wanted = understand(text).text.lower()
    sees = may(person, "household.see")
    if not wanted or (wanted.isascii() and len(wanted) < SHORTEST):
        return []
    seen = areas_seen(person, "household.see" if sees else "area.see").open().order_by("path")
    found = [area for area in seen.select_related("parent") if _is_called(area.name, wanted)]
    address = reverse("desk:households") if sees else ""
    return [
        Hit(
            area.name,
            area.parent.name if area.parent else "",
            f"{address}?area={area.code}" if sees else reverse("desk:area", args=[area.code]),
        )
        for area in sorted(found, key=lambda area: (len(area.name), area.path))
    ]


def staff(text: str, person: Any) -> list[Hit]:
    """Staff by part of a name, pinyin, or a number."""
    wanted = understand(text).text
    if not wanted or not may(person, "staff.see"):
        return []
    people = Staff.objects.seen_by(person).called(wanted).order_by("-is_active", "number")[: LIMIT + 1]
    return [
        Hit(
            row.staff.name,
            " ".join([row.staff.number, *(f"{post.area.name} {post.title}" for post in row.posts)]),
            reverse("desk:person", args=[row.staff.pk]),
        )
        for row in staff_rows(people, on=timezone.localdate())
    ]


def problems(text: str, person: Any) -> list[Hit]:
    """A problem by its number (连-2026-000123, or its year and number alone: 2026-123), or by the one that
    12345, the petition office or whoever passed it on gave it."""
    typed = understand(text).text
    if not typed or not may(person, "problem.see"):
        return []
    found, mine = PROBLEM.fullmatch(typed), Problem.objects.seen_by(person)
    numbered = f"连-{found['year']}-{found['number']:0>6}" if found else ""
    seen = [*(shown(mine).filter(number=numbered) if found else ())]
    seen += [one for one in called(mine, typed)[: LIMIT + 1] if one.number != numbered]
    speech = Speech.at(timezone.now())
    return [
        Hit(
            f"{one.number} {speech.title(one)}",
            f"{one.area.name} {said(Phase(one.phase))}",
            reverse("desk:problem", args=[one.pk]),
        )
        for one in seen
    ]


def pages(text: str, person: Any) -> list[Hit]:
    """Pages and what is done on them: 导入, 办法, 模板."""
    return [Hit(name, "", address) for name, address in pages_called(text, person)]


def _is_called(name: str, wanted: str) -> bool:
    spelling = spell(name)
    spelled = wanted.isascii() and (
        spelling.pinyin.startswith(wanted) or spelling.initials.startswith(wanted)
    )
    return wanted in name.lower() or spelled


KINDS: tuple[tuple[str, str | Promise, Callable[[str, Any], list[Hit]]], ...] = (
    ("places", _("地方"), places),
    ("staff", _("干部"), staff),
    ("problems", _("问题"), problems),
    ("pages", _("页面"), pages),
)


def groups(text: str, person: Any, *, limit: int = LIMIT) -> list[Group]:
    """What was found of each kind that found anything, households aside (they have a list of their own)."""
    found = [(code, title, find(text, person)) for code, title, find in KINDS]
    return [Group(code, title, hits[:limit], len(hits) > limit) for code, title, hits in found if hits]
