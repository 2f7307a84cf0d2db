"""The calendar a cadre's phone follows, under an address that only he knows."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.planning.calendar_feed import feed
from lianxin.planning.models import Duty, Feed
from lianxin.planning.reading import as_told, trips_of
from lianxin.registry.models import Household

BACK, AHEAD = timedelta(days=14), timedelta(days=60)
SECRET_BYTES = 32
READ_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def open_feed(staff: Staff, *, actor: Any, now: datetime) -> str:
    """Make a calendar address and return its secret, which is told this once; an earlier one ends."""
    _end(staff, now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    Feed.objects.create(staff=staff, secret_hash=_hash(secret), made_at=now)
    record(kind="feed.opened", actor=actor, now=now, subject=staff)
    return secret


@transaction.atomic
def close_feed(staff: Staff, *, actor: Any, now: datetime) -> bool:
    """End a cadre's calendar address; False when he had none."""
    ended = _end(staff, now)
    if ended:
        record(kind="feed.closed", actor=actor, now=now, subject=staff)
    return ended


@transaction.atomic
def feed_text(secret: str, *, now: datetime) -> str | None:
    """The calendar under a secret, None for one that does not count (any more).

    Holds trips from two weeks ago on, and visits due within two months that have no trip. The last reading is
    noted once an hour; the ledger is not told of each.
    """
    found = Feed.objects.select_related("staff").filter(secret_hash=_hash(secret), ended_at=None).first()
    if found is None or not found.staff.is_active:
        return None
    if found.read_at is None or now - found.read_at > READ_NOTED_EVERY:
        Feed.objects.filter(pk=found.pk).update(read_at=now)
    today = timezone.localdate(now)
    trips = trips_of(found.staff, from_on=today - BACK, to_on=today + AHEAD)
    planned = {duty.id for trip in trips for stop in trip.stops for duty in stop.duties}
    ahead = Duty.objects.open().filter(opens_on__lte=today + AHEAD)
    owed = (ahead.filter(staff=found.staff), ahead.filter(companion=found.staff))  # each has its own index
    due = [as_told(duty) for some in owed for duty in some.order_by("due_on", "id") if duty.pk not in planned]
    stops = [(stop.home, stop.area) for trip in trips for stop in trip.stops]
    stops += [(duty.home, duty.area) for duty in due]
    homes, areas = ({at[row] for at in stops if at[row]} for row in (0, 1))
    labels = dict(Household.objects.filter(pk__in=homes).values_list("pk", "number"))
    labels |= dict(Area.objects.filter(pk__in=areas).values_list("pk", "name"))
    return feed(trips, due, labels=labels, made_at=found.made_at, lang=found.staff.language)


def _end(staff: Staff, now: datetime) -> bool:
    return bool(Feed.objects.filter(staff=staff, ended_at=None).update(ended_at=now))


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
