"""Asking the person concerned: he learns what he has to explain, and not who complained."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.problems.complaints.actions.hearing import hold
from lianxin.problems.complaints.actions.refusals import ComplaintsRefused, said
from lianxin.problems.complaints.actions.steps import take
from lianxin.problems.complaints.anonymous import gives_away
from lianxin.problems.complaints.limits import limits_at
from lianxin.problems.complaints.models import Complaint, Question
from lianxin.problems.complaints.vocabulary import StepKind
from lianxin.registry.models import Household, Resident


@transaction.atomic
def ask_subject(complaint: Complaint, *, staff: UUID, words: str, actor: Any, now: datetime) -> Question:
    """Ask one of those it is about to explain something. The words must not give away who complained.

    Raises ComplaintsRefused: not-yours, ended, not-taken-up, nobody-named, gives-away, asked, words-needed,
    too-long.
    """
    found = hold(complaint, actor, now)
    if not found.named.filter(staff=staff).exists():
        raise ComplaintsRefused("nobody-named")
    text = said(words)
    if gives_away(text, names=_names(found), numbers=_numbers(found), complaint=found.words):
        raise ComplaintsRefused("gives-away")
    if found.questions.open().filter(staff=staff).exists():
        raise ComplaintsRefused("asked")
    due_at = limits_at(now).explanation_due(now)
    asked = Question.objects.create(complaint=found, staff_id=staff, words=text, asked_at=now, due_at=due_at)
    take(found, StepKind.ASKED, by=actor, now=now, words=text)
    return asked


@transaction.atomic
def explain(question: Question, *, words: str, actor: Any, now: datetime) -> None:
    """The person concerned explains. Raises ComplaintsRefused: not-yours, explained, words-needed,
    too-long."""
    found = Question.objects.select_for_update().filter(pk=question.pk, staff=actor).first()
    if found is None:
        raise ComplaintsRefused("not-yours")
    if found.answered_at is not None:
        raise ComplaintsRefused("explained")
    found.answer, found.answered_at = said(words), now
    found.save(update_fields=["answer", "answered_at"])
    complaint = Complaint.objects.select_for_update().get(pk=found.complaint_id)
    take(complaint, StepKind.EXPLAINED, by=actor, now=now, words=found.answer)


def _names(complaint: Complaint) -> Iterator[str]:
    """Whoever may be meant as the one who complained: as he said, and everybody of the home."""
    yield complaint.complainant
    if complaint.recorded_by_id and complaint.recorded_by_id not in {
        one.staff_id for one in complaint.named.all()
    }:
        yield from _name_of(complaint)
    if complaint.household_id:
        names = Resident.objects.filter(household=complaint.household_id).order_by()
        yield from names.values_list("name", flat=True)


def _name_of(complaint: Complaint) -> Iterator[str]:
    """Whoever carried it: the person concerned need not know through whom it came."""
    carrier = complaint.recorded_by
    if carrier is not None:
        yield carrier.name


def _numbers(complaint: Complaint) -> Iterator[str]:
    yield complaint.contact
    if complaint.household_id:
        yield from Household.objects.filter(pk=complaint.household_id).values_list("number", flat=True)
        for resident in Resident.objects.filter(household=complaint.household_id):
            yield resident.phone
