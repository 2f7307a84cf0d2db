"""A home that cannot be asked by telephone is owed a visit of a third person."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.planning.models import Duty
from lianxin.planning.office import window_of
from lianxin.planning.reading import standards_on
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import Reason
from lianxin.registry.models import Household


@transaction.atomic
def owe_call_back(household: Household, *, visited_on: date, staff: Any, now: datetime) -> Duty | None:
    """Let `staff` owe a home a call at the door about a visit of that day; None where no policy of visits is
    in force, and where somebody owes it one already."""
    today = timezone.localdate(now)
    owed = Duty.objects.open().filter(household=household, reason=Reason.CALL_BACK.value)
    try:
        numbers = standards_on(today)
    except PlanningRefused:
        return None
    if owed.exists():
        return None
    opens, due = window_of(Reason.CALL_BACK, today, today, numbers)
    return Duty.objects.create(
        household=household,
        area_id=household.area_id,
        staff=staff,
        reason=Reason.CALL_BACK.value,
        why={"on": visited_on.isoformat()},
        opens_on=opens,
        due_on=due,
        minutes=numbers.visit_minutes,
        made_on=today,
    )
