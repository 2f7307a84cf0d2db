"""The ledger as a work queue: claim a batch of events, and finish it or put it back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from lianxin.ledger.models import Event, Pending, PendingQuerySet

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
    claimed: list[tuple[int, int]] = []
    try:
        with transaction.atomic():
            first = _oldest(now)
            if first is None:
                return 0
            if not hand_on.get(first.kind):
                return _forget(first, now, batch)
            claimed = _claim(first, now, batch)
            keys = [key for key, _attempts in claimed]
            events = list(Event.objects.filter(pk__in=keys).order_by("pk"))
            for handler in hand_on[first.kind]:
                handler(events, now=now)
            _strike_out(keys)
        return len(claimed)
    except Exception as trouble:
        if not claimed:
            raise
        _put_back(claimed, trouble, now)
        return len(claimed)


def _oldest(now: datetime) -> Pending | None:
    return _unclaimed(now).first()


def _claim(first: Pending, now: datetime, batch: int) -> list[tuple[int, int]]:
    """The events to be handed on with the oldest one: it alone, if it failed before. Numbers and attempts."""
    alike = _unclaimed(now).filter(pk=first.pk) if first.attempts else _like(first, now)
    return list(alike.values_list("pk", "attempts")[:batch])


def _forget(first: Pending, now: datetime, batch: int) -> int:
    """Let events go for which nobody waits, without reading them; returns how many."""
    keys = list(_like(first, now).values_list("pk", flat=True)[:batch])
    _strike_out(keys)
    return len(keys)


def _unclaimed(now: datetime) -> PendingQuerySet:
    waiting = Pending.objects.ready(now)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    return waiting


def _like(first: Pending, now: datetime) -> PendingQuerySet:
    return _unclaimed(now).filter(kind=first.kind, attempts=first.attempts, event_id__gte=first.pk)


def _strike_out(keys: list[int]) -> None:
    Pending.objects.filter(pk__in=keys).delete()


def _put_back(claimed: list[tuple[int, int]], trouble: Exception, now: datetime) -> None:
    """Count the attempt: a batch is tried again at once, event by event; a single event waits ever longer."""
    again = None
    if len(claimed) == 1:
        again = now + FIRST_WAIT * 2 ** min(claimed[0][1], 12)
    Pending.objects.filter(pk__in=[key for key, _attempts in claimed]).update(
        attempts=F("attempts") + 1, not_before=again, trouble=type(trouble).__name__
    )


def waiting_events() -> int:
    """How many events the corridor has not handed on yet."""
    return Pending.objects.count()


def stuck_events() -> list[Event]:
    """Events whose handlers failed five times or more; `lianxin doctor` names them."""
    return [waiting.event for waiting in Pending.objects.stuck().select_related("event")[:100]]
