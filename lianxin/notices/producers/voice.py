"""What waits of the household's voice: for whoever answers for the place, and again as its day comes near."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.notices.producers.people import holders
from lianxin.notices.vocabulary import Notice
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.voice.models import Asking, Request
from lianxin.workdays import next_workday

REQUESTS, ASKED = "/rights/", "/rights/asked/"
NEAR = timedelta(days=5)
"""A request about data is near its deadline for so long: working through it takes days."""


def requests_waiting(now: datetime) -> Iterator[Notice]:
    """What households ask about what is kept of them; the law gives days for an answer."""
    yield from _told("requests", Request.objects.open(), REQUESTS, now)


def requests_due(now: datetime) -> Iterator[Notice]:
    """Those whose deadline is near, or past."""
    near = Request.objects.open().filter(due_on__lte=timezone.localdate(now) + NEAR)
    yield from _told("requests_due", near, REQUESTS, now)


def askings_waiting(now: datetime) -> Iterator[Notice]:
    """What was raised on the open page and waits for somebody to look."""
    yield from _told("asked", Asking.objects.waiting(), ASKED, now)


def askings_due(now: datetime) -> Iterator[Notice]:
    """Those to be looked at or answered by the end of the next workday, or before now."""
    soon = next_workday(timezone.localdate(now), calendar_in_force()).on + timedelta(days=1)
    ends = datetime.combine(soon, datetime.min.time(), timezone.get_default_timezone())
    yield from _told("asked_due", Asking.objects.waiting().filter(due_at__lt=ends), ASKED, now)


def _told(kind: str, waiting: Any, url: str, now: datetime) -> Iterator[Notice]:
    if waiting.exists():
        for person in holders("rights.answer", now):
            yield Notice(kind, person.pk, "", waiting.seen_by(person).count(), url)
