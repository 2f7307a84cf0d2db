"""Every night: no item without an end or an owner with a clock. What nobody follows is opened; what is wrong
with a problem is counted, and `lianxin doctor` names it."""

from datetime import datetime

from django.utils import timezone

from lianxin.problems.actions.from_visits import open_waiting
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.actions.recomputing import recompute_due
from lianxin.problems.faults import count_faults
from lianxin.problems.models import Night


def check_tonight(*, now: datetime) -> int:
    """Once a day: open what nobody follows, work out provisional deadlines anew, count what is wrong.
    Returns how many items were opened; 0 where the day was checked before or there is no policy."""
    today = timezone.localdate(now)
    if ground_or_none(now) is None or Night.objects.filter(day=today).exists():
        return 0
    opened = open_waiting(now=now)
    recompute_due(now=now)
    Night.objects.create(day=today, opened=opened, faults=count_faults(), checked_at=now)
    return opened
