"""A household's answer goes into the box."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ratings.models import Ballot, Counted
from lianxin.ratings.months import month_of
from lianxin.ratings.pooling import WINDOW_MONTHS
from lianxin.ratings.sealing import Content, seal
from lianxin.ratings.vocabulary import QUESTIONS, Answer, Kind, Month, Question
from lianxin.registry.models import Household

STIRRED = 40
"""So many others of the month are taken out and put back with each ballot."""

CHANCE = SystemRandom()


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
    # One ballot of a home after the other: two at once would both be its first, and a pool of five hold four.
    list(Household.objects.select_for_update(no_key=True).filter(pk=household.pk).values_list("pk"))
    last = Counted.objects.select_for_update().filter(household=household, kind=kind.value).first()
    is_first = last is None or month - last.month >= WINDOW_MONTHS
    if is_first:
        Counted.objects.update_or_create(household=household, kind=kind.value, defaults={"month": month})
    given = tuple(answers.get(question, Answer.UNSAID) for question in QUESTIONS[kind])
    content = Content(
        kind, household.area_id, cadre.pk if cadre and kind is Kind.VISIT else None, is_first, given
    )
    _put(Ballot(month=month, sealed=seal(content)), month)


def _put(ballot: Ballot, month: Month) -> None:
    """Put a ballot among others of its month. A database keeps rows in the order in which they came, and
    PostgreSQL which ones came together; beside the day of a visit or of a judgement that would be a thread
    back. So others are taken out at random and all go in again together, in no order. Ballots of months that
    are over are left alone: a close may be reading them."""
    waiting = Ballot.objects.select_for_update(skip_locked=True).filter(month=month)
    others = list(waiting.order_by("?")[:STIRRED])
    Ballot.objects.filter(pk__in=[one.pk for one in others]).delete()
    together = [ballot, *others]
    CHANCE.shuffle(together)
    Ballot.objects.bulk_create(together)
