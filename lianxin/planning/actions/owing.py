"""Visits the office owes besides rounds: hand-overs and reviews, kept in step with those that are open."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lianxin.classification.models import Review, Standing
from lianxin.databases.inserting import insert_rows
from lianxin.ledger.keys import new_key
from lianxin.pairing.models import HandOver
from lianxin.planning.models import Duty
from lianxin.planning.office import window_of
from lianxin.planning.reading import standards_on
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import Reason
from lianxin.registry.models import Household


@transaction.atomic
def owe_handovers(homes: Collection[UUID] | None = None, *, now: datetime) -> int:
    """See to it that each open hand-over is owed by both cadres, and no closed one; returns the new ones.

    A hand-over that took place ends its duty as done, any other end lets it go.
    """
    today = timezone.localdate(now)
    standing = _of(HandOver.objects.open(), homes).select_related("household")
    owed = {
        (row.household_id, row.staff_id, row.companion_id): row
        for row in _of(Duty.objects.open().filter(reason=Reason.HAND_OVER), homes)
    }
    wanted = {(one.household_id, one.coming_id, one.leaving_id): one for one in standing}
    for place, row in owed.items():
        if place not in wanted:
            _end_handover(row, today)
    fresh = [one for place, one in wanted.items() if place not in owed]
    if not fresh:
        return 0
    takes = standards_on(today).longer_minutes
    insert_rows(
        Duty,
        [
            (new_key(), one.household_id, one.household.area_id, one.coming_id, one.leaving_id)
            + (Reason.HAND_OVER.value, {"on": one.from_on.isoformat()})
            + (one.from_on, max(one.due_on, one.from_on), None, takes, today, None, "")
            for one in fresh
        ],
    )
    return len(fresh)


def _end_handover(duty: Duty, today: date) -> None:
    closed = HandOver.objects.filter(household=duty.household_id, coming=duty.staff_id, end=HandOver.MET)
    met = closed.filter(from_on=duty.opens_on).first()
    ended_on, end = (met.ended_on, Duty.DONE) if met else (today, Duty.DROPPED)
    Duty.objects.filter(pk=duty.pk).update(ended_on=ended_on, end=end)


@transaction.atomic
def owe_reviews(homes: Collection[UUID] | None = None, *, now: datetime) -> int:
    """See to it that a home whose class must be looked at again is owed a visit; returns the new duties.

    That is a home with an open review, or whose class expires soon; one visit serves both. What was visited
    for it within that time is not owed again.
    """
    today = timezone.localdate(now)
    try:
        numbers = standards_on(today)
    except PlanningRefused:
        return 0
    soon = timedelta(days=numbers.review_before_days)
    until: dict[UUID, date] = {}
    asked = _of(Review.objects.open().exclude(household__keeper=None), homes).order_by("-opened_at")
    for home, opened_at in asked.values_list("household", "opened_at"):
        until[home] = timezone.localdate(opened_at) + soon
    expiring = _of(Standing.objects.exclude(household__keeper=None), homes)
    expiring = expiring.filter(expires_on__gte=today, expires_on__lte=today + soon).order_by()
    for home, expires_on in expiring.values_list("household", "expires_on"):
        until[home] = min(until.get(home, expires_on), expires_on)
    duties = _of(Duty.objects.filter(reason=Reason.REVIEW), homes)
    moot = duties.open().filter(due_on__gte=today)
    gone = [key for key, home in moot.values_list("pk", "household") if home not in until]
    Duty.objects.filter(pk__among=gone).update(ended_on=today, end=Duty.DROPPED)
    recent = duties.exclude(end=Duty.DROPPED).filter(made_on__gte=today - soon) | duties.open()
    served = set(recent.order_by().values_list("household", flat=True))
    fresh = {home: on for home, on in until.items() if home not in served}
    rows = list[tuple[Any, ...]]()
    keepers = Household.objects.present().filter(pk__among=list(fresh))
    for home, area, keeper in keepers.order_by("number").values_list("pk", "area", "keeper"):
        opens, due = window_of(Reason.REVIEW, fresh[home], today, numbers)
        why = {"on": fresh[home].isoformat()}
        rows.append(
            (new_key(), home, area, keeper, None, Reason.REVIEW.value, why, opens, due)
            + (None, numbers.longer_minutes, today, None, "")
        )
    insert_rows(Duty, rows)
    return len(rows)


def _of(rows: QuerySet, homes: Collection[UUID] | None) -> Any:
    """All of them, or those of some homes."""
    return rows if homes is None else rows.filter(household__among=list(homes))
