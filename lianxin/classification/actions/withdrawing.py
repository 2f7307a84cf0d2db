"""Taking back an objection that nobody has answered yet: it was asked for by mistake."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.classification.actions.reviews import ReviewRefused, _close, _open
from lianxin.classification.models import Review

MOOT = "moot"


@transaction.atomic
def withdraw_objection(review: Review, *, actor: Any, now: datetime) -> None:
    """Close an objection as no longer wanted. Raises ReviewRefused: decided, wrong-outcome."""
    review = _open(review)
    if review.kind != Review.OBJECTION:
        raise ReviewRefused("wrong-outcome")
    _close(review, MOOT, "", actor=actor, now=now)
