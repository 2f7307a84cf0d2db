"""Complaints about everybody, one at each place of the world, for the rows of `confided.py`."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lianxin.people.models import Staff
from lianxin.problems.complaints.actions import Raised, record_complaint
from lianxin.problems.complaints.models import Complaint, Question
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.access.visited import once


@once
def complaint(place: Any) -> Complaint:
    """About everybody who works in the district; it happened at the place."""
    now = timezone.now()
    everybody = frozenset(Staff.objects.values_list("pk", flat=True))
    raised = Raised(
        words=place.mark,
        area=place.area.pk,
        channel=Channel.CLERK,
        raised_at=now,
        subjects=everybody,
        household=place.household.pk,
        complainant=place.mark,
    )
    return record_complaint(raised, actor=None, now=now).complaint


@once
def question(place: Any) -> Question:
    """Put to somebody whom the matrix does not know."""
    now = timezone.now()
    about = {"complaint": complaint(place), "staff": place.secondment.staff, "words": place.mark}
    return Question.objects.create(asked_at=now, due_at=now, **about)


def furnish(places: Iterable[Any]) -> None:
    """Make everything at once, after everybody was hired whom it is about."""
    for place in places:
        question(place)
