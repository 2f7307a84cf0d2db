"""Files of evidence as the page of a problem shows them: beside the step they came with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.people.access import may
from lianxin.problems.models import Evidence, Problem
from lianxin.voice import consents
from lianxin.voice.vocabulary import Purpose

REMOVE = "problem.end"
"""Who may end a problem may also remove what shows how it went, and say what its home may see."""


class RemovalForm(Plain):
    """Why a file is removed; it stays in the ledger."""

    reason = forms.CharField(label=_("为什么删"), max_length=200)


@dataclass(frozen=True, slots=True)
class Files:
    """What came with one step. `removed`: how many there were besides, and are no more; `is_seen`: the home
    agrees to see photos on its page, and so sees those that are marked for it."""

    photos: list[Evidence]
    documents: list[Evidence]
    removed: int
    may_remove: bool
    is_seen: bool = False

    @property
    def number(self) -> int:
        """How many are still here."""
        return len(self.photos) + len(self.documents)


def files_by_moment(problem: Problem, person: Any) -> Mapping[datetime, Files]:
    """The files of a problem that a person sees, by the moment of the step they came with: one query, and one
    of the home's consent where a photo is marked for it."""
    rows = Evidence.objects.filter(problem=problem).select_related("attached_by")
    by_moment: dict[datetime, list[Evidence]] = defaultdict(list)
    for one in rows:
        by_moment[one.attached_at].append(one)
    is_editor = bool(by_moment) and may(person, REMOVE, problem)
    is_marked = any(one.is_for_household for one in rows)
    is_seen = is_marked and consents.holds(problem.household_id, Purpose.EVIDENCE)
    return {at: _files(some, is_editor, is_seen) for at, some in by_moment.items()}


def _files(some: Iterable[Evidence], may_remove: bool, is_seen: bool) -> Files:
    rows = list(some)
    present = [one for one in rows if one.removed_at is None]
    photos = [one for one in present if one.is_photo]
    documents = [one for one in present if not one.is_photo]
    return Files(photos, documents, len(rows) - len(present), may_remove, is_seen)
