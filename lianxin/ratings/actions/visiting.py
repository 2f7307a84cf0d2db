"""A household says of a visit whether somebody came, and whether he listened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.ratings.actions.casting import cast_ballot
from lianxin.ratings.asked import visits_to_rate
from lianxin.ratings.models import Answered
from lianxin.ratings.vocabulary import Answer, Kind, Question


def rate_visit(household: Any, visit: UUID, answers: Mapping[Question, Answer], *, now: datetime) -> bool:
    """Put a household's ballot about one of its visits into the box, once; whether it went in.

    It does not where the visit is another's, too long ago or answered before. As with every ballot the
    ledger gets no event, and nothing says which household gave which answer: not even that nobody came.
    """
    found = visits_to_rate(household, timezone.localdate(now)).filter(pk=visit).first()
    if found is None:
        return False
    try:
        with transaction.atomic():
            Answered.objects.create(visit=found)
            cast_ballot(household, Kind.VISIT, answers, cadre=found.staff, now=now)
    except IntegrityError:
        if not Answered.objects.filter(visit=found).exists():
            raise
        return False
    return True
