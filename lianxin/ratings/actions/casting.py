"""A household's answer goes into the box."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ratings.models import Ballot, Counted
from lianxin.ratings.months import month_of
from lianxin.ratings.pooling import WINDOW_MONTHS
from lianxin.ratings.sealing import Content, seal
from lianxin.ratings.vocabulary import QUESTIONS, Answer, Kind, Question


@transaction.atomic
def cast_ballot(
    household: Any, kind: Kind, answers: Mapping[Question, Answer], *, cadre: Any = None, now: datetime
) -> None:
    """Put one ballot of a household into the box; `cadre` is who came, of a visit.

    Nothing is returned and the ledger gets no event: either would be a thread from the ballot to the
    household. What is counted is recorded at the close of the month. A question that is not of the kind is
    left aside; one without an answer counts as not said.
    """
    month = month_of(timezone.localdate(now))
    last = Counted.objects.select_for_update().filter(household=household, kind=kind.value).first()
    is_first = last is None or month - last.month >= WINDOW_MONTHS
    if is_first:
        Counted.objects.update_or_create(household=household, kind=kind.value, defaults={"month": month})
    given = tuple(answers.get(question, Answer.UNSAID) for question in QUESTIONS[kind])
    content = Content(
        kind, household.area_id, cadre.pk if cadre and kind is Kind.VISIT else None, is_first, given
    )
    Ballot.objects.create(month=month, sealed=seal(content))
