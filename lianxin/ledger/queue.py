"""The ledger as a work queue: claim a batch of events, and finish it or put it back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from lianxin.ledger.models import Event, Pending

Handler = Callable[..., Any]
HandOn = Mapping[str, Sequence[Handler]]
BATCH = 2000
FIRST_WAIT = timedelta(seconds=10)


def carry_batch(hand_on: HandOn, *, now: datetime, batch: int = BATCH) -> int:
    """Claim the oldest waiting events of one kind, run their handlers, and forget them, in one transaction.

    Returns how many events were dealt with; 0 means nothing is ready. When a handler raises, its transaction
    is undone, the whole batch waits, and its events are then tried one by one, so that a single bad event
    cannot hold up the others.
    """
    claimed: list[Pending] = []
    try:
        with transaction.atomic():
            claimed = _claim(now, batch)
            if claimed:
                events = [waiting.event for waiting in claimed]
                for handler in hand_on.get(claimed[0].kind, ()):
                    handler(events, now=now)
                Pending.objects.filter(pk__in=[event.pk for event in events]).delete()
        return len(claimed)
    except Exception as trouble:
        if not claimed:
            raise
        _put_back(claimed, trouble, now)
        return len(claimed)


def _claim(now: datetime, batch: int) -> list[Pending]:
    waiting = Pending.objects.ready(now)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    first = waiting.first()
    if first is None:
        return []
    if first.attempts:
        return list(waiting.select_related("event").filter(pk=first.pk))
    same = waiting.filter(kind=first.kind, attempts=0, event_id__gte=first.pk)
    return list(same.select_related("event")[:batch])


def _put_back(claimed: list[Pending], trouble: Exception, now: datetime) -> None:
    """Count the attempt: a batch is tried again at once, event by event; a single event waits ever longer."""
    again = None
    if len(claimed) == 1:
        again = now + FIRST_WAIT * 2 ** min(claimed[0].attempts, 12)
    Pending.objects.filter(pk__in=[waiting.pk for waiting in claimed]).update(
        attempts=F("attempts") + 1, not_before=again, trouble=type(trouble).__name__
    )


def waiting_events() -> int:
    """How many events the corridor has not handed on yet."""
    return Pending.objects.count()


def stuck_events() -> list[Event]:
    """Events whose handlers failed five times or more; `lianxin doctor` names them."""
    return [waiting.event for waiting in Pending.objects.stuck().select_related("event")[:100]]
