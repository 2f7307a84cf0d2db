"""What single homes answered goes: after the months of the policy, and when the home has it erased."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT
from lianxin.callbacks.framing import numbers_on
from lianxin.callbacks.models import Call
from lianxin.ledger.actions import record

MONTH_DAYS = 30.44
GONE: dict[str, Any] = {"answers": None, "words": "", "worry": ""}


@transaction.atomic
def forget_answers(*, now: datetime) -> int:
    """Drop the answers of homes from rounds closed longer ago than the policy keeps them; the round's sums
    stay. Those of a finding without a decision wait for it. Returns how many calls were emptied."""
    months = numbers_on(timezone.localdate(now))["call_keep_months"]
    old = Call.objects.filter(
        forgotten_at=None, round__closed_at__lt=now - timedelta(days=months * MONTH_DAYS)
    )
    done = old.exclude(finding__isnull=False, finding__decided_at=None)
    keys = list(done.values_list("pk", flat=True))
    if keys:
        Call.objects.filter(pk__in=keys).update(**GONE, forgotten_at=now)
        district = Area.objects.get(level=DISTRICT)
        after = {"calls": len(keys)}
        record(kind="calls.forgotten", actor=None, now=now, subject=district, area=district, after=after)
    return len(keys)


def forget_erased(events: Sequence[Any], *, now: datetime) -> int:
    """A household had erased what need not be kept: what callers noted of it and what worries it goes too.

    Coded answers stay until their months are over: sums and findings rest on them.
    """
    homes: list[UUID] = [event.subject_id for event in events if event.subject_id]
    return Call.objects.filter(household__in=homes).update(words="", worry="")
