"""Every night: what recurs, counted once for everybody who looks in the morning."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.limits import floor_of
from lianxin.problems.models import Recurring, TopicCount
from lianxin.problems.recurring import came_lately
from lianxin.problems.topics import candidates


@transaction.atomic
def count_recurring(*, now: datetime) -> int:
    """Once a day: count what recurs in each town, in one pass over two windows of problems, and put it in the
    place of yesterday's candidates. Returns how many there are; 0 where the day was counted before or there
    is no policy of deadlines."""
    today, ground = timezone.localdate(now), ground_or_none(now)
    if ground is None or TopicCount.objects.filter(day=today).exists():
        return 0
    came = list(came_lately(today, ground.ladder))
    found = candidates(came, today=today, floor=floor_of(ground.ladder))
    Recurring.objects.all().delete()
    rows = [
        (new_key(), one.town, one.category, one.problems, one.homes, one.villages, one.before)
        for one in found
    ]
    insert_rows(Recurring, rows)
    count = TopicCount.objects.create(day=today, problems=len(came), found=len(found), counted_at=now)
    record(
        kind="topics.counted",
        actor=None,
        now=now,
        subject=("topics", new_key()),
        after={"problems": count.problems, "found": count.found},
    )
    return count.found
