"""What whoever hears a complaint does with it along the way."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.people.models import Staff
from lianxin.problems.complaints.actions.refusals import ComplaintsRefused, said
from lianxin.problems.complaints.actions.steps import take
from lianxin.problems.complaints.hearing import Hearing, who_hears
from lianxin.problems.complaints.limits import limits_at
from lianxin.problems.complaints.models import Complaint, Named
from lianxin.problems.complaints.organisation import about, hearing_of, organisation_at
from lianxin.problems.complaints.vocabulary import INSIDE, Level, Standing, StepKind


def hold(complaint: Complaint, actor: Any, now: datetime, *, is_taken_up: bool = True) -> Complaint:
    """The complaint as it stands now, locked. Raises ComplaintsRefused unless the actor may hear it now:
    that is asked here once more, whatever a page has asked before."""
    found = Complaint.objects.select_for_update().filter(pk=complaint.pk).first()
    if found is None or actor.pk not in hearing_of(found, organisation_at(now)).persons:
        raise ComplaintsRefused("not-yours")
    if found.standing is Standing.ENDED:
        raise ComplaintsRefused("ended")
    if is_taken_up and found.taken_up_at is None:
        raise ComplaintsRefused("not-taken-up")
    return found


def put_before(complaint: Complaint, hearing: Hearing, now: datetime) -> None:
    """Put a locked complaint before another level, or other people of it: they begin anew, and so does their
    time. Nothing is saved."""
    due = limits_at(now).answer_due(now)
    complaint.level, complaint.begins_at = hearing.level.value, now
    complaint.due_at, complaint.is_provisional, complaint.next_at = due.at, due.is_provisional, due.at
    complaint.taken_up_at, complaint.taken_up_by = None, None


@transaction.atomic
def take_up(complaint: Complaint, *, actor: Any, now: datetime) -> None:
    """受理: one of those who may hear it looks into it. Raises ComplaintsRefused: not-yours, ended,
    taken-up."""
    found = hold(complaint, actor, now, is_taken_up=False)
    if found.taken_up_at is not None:
        raise ComplaintsRefused("taken-up")
    found.taken_up_at, found.taken_up_by = now, actor
    found.save(update_fields=["taken_up_at", "taken_up_by"])
    take(found, StepKind.TAKEN_UP, by=actor, now=now)


@transaction.atomic
def note(complaint: Complaint, *, words: str, actor: Any, now: datetime) -> None:
    """Write down what was found. Raises ComplaintsRefused: not-yours, ended, not-taken-up, words-needed,
    too-long."""
    found = hold(complaint, actor, now)
    take(found, StepKind.NOTED, by=actor, now=now, words=said(words))


@transaction.atomic
def reveal_complainant(complaint: Complaint, *, reason: str, actor: Any, now: datetime) -> tuple[str, str]:
    """Who complained, and how to reach him; that it was looked up, and why, is kept.

    Raises ComplaintsRefused: not-yours, ended, not-taken-up, words-needed, too-long.
    """
    found = hold(complaint, actor, now)
    take(found, StepKind.REVEALED, by=actor, now=now, words=said(reason))
    return found.complainant, found.contact


@transaction.atomic
def name_subjects(complaint: Complaint, *, staff: Collection[UUID], actor: Any, now: datetime) -> Hearing:
    """Say whom it is about, once that is known. Who hears it follows from that at once, so that whoever named
    them may see it no more. Raises ComplaintsRefused: not-yours, ended, not-taken-up, nobody."""
    found = hold(complaint, actor, now)
    known = Staff.objects.filter(pk__in=list(staff))
    if not known:
        raise ComplaintsRefused("nobody")
    Named.objects.filter(complaint=found).delete()
    Named.objects.bulk_create([Named(complaint=found, staff=one) for one in known])
    names = "、".join(f"{one.name}（{one.number}）" for one in known)
    take(found, StepKind.NAMED, by=actor, now=now, words=names)
    return hear_anew(found, now=now)


def hear_anew(complaint: Complaint, *, now: datetime) -> Hearing:
    """Bring a locked complaint before whoever hears it by the posts of today, if those are others."""
    hearing = hearing_of(Complaint.objects.get(pk=complaint.pk), organisation_at(now))
    has_left = complaint.taken_up_by_id is not None and complaint.taken_up_by_id not in hearing.persons
    if hearing.level.value != complaint.level or has_left:
        put_before(complaint, hearing, now)
        complaint.save()
        take(complaint, StepKind.MOVED, now=now)
    return hearing


@transaction.atomic
def pass_up(complaint: Complaint, *, reason: str, actor: Any, now: datetime) -> Level:
    """Give it to the next level up that may hear it; it does not come back. Raises ComplaintsRefused:
    not-yours, ended, at-the-top, words-needed, too-long."""
    found = hold(complaint, actor, now, is_taken_up=False)
    above = level_above(found, now)
    if above is None:
        raise ComplaintsRefused("at-the-top")
    take(found, StepKind.PASSED_UP, by=actor, now=now, words=said(reason))
    found.floor = above.level.value
    put_before(found, above, now)
    found.save()
    return above.level


def level_above(complaint: Complaint, now: datetime) -> Hearing | None:
    """The next level above the one that hears it now which has somebody; None: there is none inside."""
    organisation, meant = organisation_at(now), about(complaint)
    at = who_hears(meant, organisation).level.place
    for level in INSIDE:
        if level.place > at:
            hearing = who_hears(replace(meant, floor=level), organisation)
            if hearing.persons and hearing.level.place > at:
                return hearing
    return None
