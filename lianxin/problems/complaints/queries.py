"""What pages ask: who hears which complaint. Worked out anew each time, from the posts of the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lianxin.problems.complaints.hearing import Hearing, Organisation
from lianxin.problems.complaints.models import Complaint, Question
from lianxin.problems.complaints.organisation import hearing_of, organisation_at
from lianxin.problems.complaints.receipts import code_index


@dataclass(frozen=True, slots=True)
class Heard:
    """A complaint that the person who asked may hear, and who hears it with him."""

    complaint: Complaint
    hearing: Hearing


def heard_by(person: Any, *, now: datetime, is_open: bool = True) -> list[Heard]:
    """What a person may hear: open ones by their day, or ended ones, the latest first."""
    return [one for one in _all(now, is_open) if person.pk in one.hearing.persons]


def waiting_for(now: datetime) -> dict[UUID, list[Complaint]]:
    """What each of those who hear it may take up: nobody did yet, or who did does not hear it any more."""
    found: dict[UUID, list[Complaint]] = {}
    for one in _all(now):
        if one.complaint.answered_at is None and one.complaint.taken_up_by_id not in one.hearing.persons:
            for person in one.hearing.persons:
                found.setdefault(person, []).append(one.complaint)
    return found


def due_from(now: datetime, before: datetime) -> dict[UUID, list[Complaint]]:
    """What is to be answered `before` a moment: of whoever took it up, else of each who hears it."""
    found: dict[UUID, list[Complaint]] = {}
    for one in _all(now):
        if one.complaint.answered_at is None and one.complaint.due_at < before:
            persons, at_it = one.hearing.persons, one.complaint.taken_up_by_id
            for person in [at_it] if at_it in persons else persons:
                found.setdefault(person, []).append(one.complaint)
    return found


def _all(now: datetime, is_open: bool = True) -> Iterator[Heard]:
    rows = Complaint.objects.select_related("area", "taken_up_by").prefetch_related("named__staff")
    rows = rows.open().order_by("due_at", "id") if is_open else rows.exclude(ended_at=None)
    organisation = organisation_at(now) if rows else None
    for row in rows if organisation else ():
        yield Heard(row, hearing_of(row, organisation))


def find_heard(person: Any, key: UUID, *, now: datetime) -> Heard | None:
    """One complaint, for whoever may hear it; None for everybody else, as if there were none."""
    rows = Complaint.objects.select_related("area", "taken_up_by", "recorded_by")
    row = rows.prefetch_related("named__staff").filter(pk=key).first()
    if row is None:
        return None
    hearing = hearing_of(row, organisation_at(now))
    return Heard(row, hearing) if person.pk in hearing.persons else None


def questions_to(person: Any) -> list[Question]:
    """What a person was asked to explain, what is open first."""
    return sorted(
        Question.objects.put_to(person), key=lambda one: (one.answered_at is not None, one.asked_at)
    )


def unexplained() -> QuerySet:
    """Questions that wait for whoever they were put to; an ended complaint waits for nobody."""
    return Question.objects.open().filter(complaint__ended_at=None)


def may_know_of(person: Any, staff: UUID, organisation: Organisation) -> bool:
    """Whether nothing that this person learns of a complaint about that one could come to his ears."""
    barred = {staff} | organisation.answering([staff]) | organisation.beside(staff)
    return person.pk not in barred


def found_by(code: str) -> Complaint | None:
    """The complaint of a receipt, for whoever holds that: he made it."""
    return Complaint.objects.filter(code_index=code_index(code)).first()
