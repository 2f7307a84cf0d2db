"""What happens to duties when a home changes hands, class or place: nothing owed is lost or owed twice."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import router, transaction
from django.db.models import F, Q
from django.utils import timezone

from lianxin.databases.updating import update_rows
from lianxin.planning.actions.owing import owe_handovers, owe_reviews
from lianxin.planning.actions.planning_rounds import plan_some
from lianxin.planning.models import Duty, Plan
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.visited import replaced
from lianxin.planning.vocabulary import Reason
from lianxin.registry.models import Household


@transaction.atomic
def refresh_duties(events: Sequence[Any], *, now: datetime) -> int:
    """Bring the duties of the events' homes in step with the register; returns how many homes were looked at.

    Open duties go to the new cadre, or end where there is none; hand-overs and reviews are owed while they
    are open; rounds are planned for homes that have none, and anew where the class changed or a visit was
    late. The events say only which homes to look at, so it may be repeated.
    """
    events = [one for one in events if one.kind != "duty.done" or one.after.get("late")]
    homes = list({one.subject_id for one in events if one.subject_kind == "household" and one.subject_id})
    if not homes or not _concerned(homes):
        return 0
    today = timezone.localdate(now)
    _hand_on(homes, now)
    try:
        owe_handovers(homes, now=now)
        owe_reviews(homes, now=now)
        if Plan.objects.exists():
            anew = ("class.changed", "duty.done")
            again = {one.subject_id for one in events if one.kind in anew}
            bare = _without_rounds([home for home in homes if home not in again], today)
            plan_some([*again, *bare], now=now)
    except PlanningRefused:
        return len(homes)  # no policy, no plan: the homes wait for it, and nothing is lost
    return len(homes)


def _concerned(homes: Collection[UUID]) -> bool:
    """Whether any of the homes has a cadre or is owed something."""
    kept = Household.objects.filter(pk__among=list(homes)).exclude(keeper=None)
    return kept.exists() or Duty.objects.open().filter(household__among=list(homes)).exists()


def _hand_on(homes: Collection[UUID], now: datetime) -> None:
    """Give open duties to whoever has the home now. Without a cadre, or off the register, nothing is owed."""
    today = timezone.localdate(now)
    mine = Duty.objects.open().filter(household__among=list(homes)).order_by()
    lost = mine.filter(Q(household__keeper=None) | ~Q(household__state="present"))
    keys = list(lost.values_list("pk", flat=True))
    ahead = Duty.objects.filter(replaced(from_on=today, today=today), pk__among=keys)
    ahead._raw_delete(router.db_for_write(Duty))
    Duty.objects.filter(pk__among=keys).update(ended_on=today, end=Duty.DROPPED)
    others = mine.exclude(reason=Reason.HAND_OVER)
    moved = others.exclude(staff=F("household__keeper")) | others.exclude(area=F("household__area"))
    rows = moved.values_list("pk", "household__keeper", "household__area")
    update_rows(Duty, ("staff_id", "area_id"), list(rows))


def _without_rounds(homes: Collection[UUID], today: Any) -> list[UUID]:
    """Homes with a cadre for which no round is planned ahead."""
    planned = Duty.objects.open().filter(reason=Reason.ROUND, opens_on__gt=today)
    planned = planned.filter(household__among=list(homes)).values("household")
    kept = Household.objects.present().exclude(keeper=None).filter(pk__among=list(homes))
    return list(kept.exclude(pk__in=planned).values_list("pk", flat=True))
