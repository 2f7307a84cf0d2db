"""What waits of exclusions: a review, after an appeal the last word, and the second person who lifts one.
Only for whoever may have a say."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lianxin.notices.producers.people import holders
from lianxin.notices.vocabulary import Notice
from lianxin.problems.actions.excluding import is_impartial
from lianxin.problems.models import Exclusion

REVIEWS, APPEALS = "/problems/exclusions/", "/problems/exclusions/?show=appeals"
LIFTINGS = "/problems/exclusions/?show=liftings"
MOST = 200
"""Those that wait longest; so many never wait in a district that works them off."""


def exclusions_to_review(now: datetime) -> Iterator[Notice]:
    return _of("exclusions", "exclusion.review", Exclusion.objects.to_review(), REVIEWS, now)


def appeals_to_decide(now: datetime) -> Iterator[Notice]:
    return _of("appeals", "exclusion.decide", Exclusion.objects.to_decide(), APPEALS, now)


def liftings_to_answer(now: datetime) -> Iterator[Notice]:
    """Whoever asked is not told of his own."""
    return _of("liftings", "exclusion.review", Exclusion.objects.to_lift(), LIFTINGS, now)


def _of(kind: str, verb: str, rows: Any, url: str, now: datetime) -> Iterator[Notice]:
    waiting = list(rows.select_related("problem__town").order_by("due_at", "pk")[:MOST])
    for person in holders(verb, now) if waiting else ():
        seen = set(rows.seen_by(person).values_list("pk", flat=True))
        count = sum(one.pk in seen and is_impartial(one, person, now) for one in waiting)
        if count:
            yield Notice(kind, person.pk, "", count, url)
