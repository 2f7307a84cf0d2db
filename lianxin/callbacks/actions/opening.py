"""A round is opened, with a secret that nobody knows, and may be discarded as long as it was not drawn."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.callbacks.actions.refusals import CallbacksRefused
from lianxin.callbacks.actions.telling import note
from lianxin.callbacks.drawing import SECRET_BYTES, commitment
from lianxin.callbacks.models import Round
from lianxin.callbacks.sizing import Z
from lianxin.callbacks.vocabulary import Subject

MOST_CALLS, MOST_DAYS, MOST_WORDS = 5000, 400, 2000


@transaction.atomic
def open_round(
    area: Area,
    *,
    subject: Subject = Subject.VISITS,
    from_on: date,
    to_on: date,
    confidence: int = 95,
    margin: float = 0.1,
    calls: int | None = None,
    actor: Any,
    now: datetime,
) -> Round:
    """Open a round about what was done in a place, and commit to its secret. How many homes are called by
    chance follows from confidence and margin, or is `calls`.

    Raises CallbacksRefused: period-wrong, period-taken, size-wrong.
    """
    if not 0 <= (to_on - from_on).days < MOST_DAYS:
        raise CallbacksRefused("period-wrong")
    if confidence not in Z or not 0.01 <= margin <= 0.3 or not (calls is None or 1 <= calls <= MOST_CALLS):
        raise CallbacksRefused("size-wrong")
    Area.objects.select_for_update().get(pk=area.pk)
    if Round.objects.taking(subject, area, from_on, to_on).exists():
        raise CallbacksRefused("period-taken")
    secret = secrets.token_bytes(SECRET_BYTES)
    made = Round.objects.create(
        subject=subject.value,
        area=area,
        from_on=from_on,
        to_on=to_on,
        confidence=confidence,
        margin=margin,
        calls=calls,
        commitment=commitment(secret),
        secret=secret,
        opened_at=now,
        opened_by=actor,
    )
    after = {"from": from_on.isoformat(), "to": to_on.isoformat(), "commitment": made.commitment}
    after |= {"subject": subject.value}
    after |= {"confidence": confidence, "margin": margin} | ({"calls": calls} if calls else {})
    note("callbacks.opened", made, actor, now, after)
    return made


@transaction.atomic
def discard_round(made: Round, *, reason: str, actor: Any, now: datetime) -> Round:
    """Give up a round that was not drawn; it stays to be seen. Raises CallbacksRefused: drawn, discarded,
    reason-needed."""
    found = Round.objects.select_for_update().get(pk=made.pk)
    if found.drawn_at is not None:
        raise CallbacksRefused("drawn")
    if found.discarded_at is not None:
        raise CallbacksRefused("discarded")
    if not reason.strip():
        raise CallbacksRefused("reason-needed")
    found.discarded_at, found.discarded_by = now, actor
    found.reason = reason.strip()[:MOST_WORDS]
    found.save(update_fields=["discarded_at", "discarded_by", "reason"])
    after = {"from": found.from_on.isoformat(), "to": found.to_on.isoformat()}
    note("callbacks.discarded", found, actor, now, after)
    return found
