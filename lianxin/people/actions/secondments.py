"""干部下沉: who works down in an area for a time, and which unit he came from."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.people.models import Secondment, Staff
from lianxin.people.refusals import PeopleRefusal


@transaction.atomic
def second_staff(
    *,
    staff: Staff,
    area: Area,
    unit: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    actor: Staff | None,
    now: datetime,
) -> Secondment:
    """Post someone down into an area, from today unless said otherwise. It gives no right; a post does.

    `unit` is where he comes from, his own unit unless said otherwise; `to_on` the first day he is back, if
    that is known. Raises PeopleRefusal: unit-empty, staff-disabled, area-closed, post-dates, seconded.
    """
    unit, from_on = unit.strip() or staff.unit, from_on or timezone.localdate(now)
    if not unit:
        raise PeopleRefusal("unit-empty")
    if not staff.is_active:
        raise PeopleRefusal("staff-disabled", name=staff.name)
    if area.closed_on is not None:
        raise PeopleRefusal("area-closed", area=area.name)
    if to_on is not None and to_on < from_on:
        raise PeopleRefusal("post-dates", to_on=to_on, from_on=from_on)
    present = staff.secondments.unfinished(from_on).select_related("area").first()
    if present:
        raise PeopleRefusal("seconded", name=staff.name, area=present.area.name)
    secondment = Secondment(staff=staff, area=area, unit=unit, from_on=from_on, to_on=to_on)
    start_secondment(secondment, actor=actor, now=now)
    return secondment


@transaction.atomic
def end_secondment(
    *, secondment: Secondment, to_on: date | None = None, actor: Staff | None, now: datetime, reason: str = ""
) -> None:
    """Call someone back; `to_on` is the first day he is back, today by default.

    Raises PeopleRefusal: secondment-ended, post-dates.
    """
    to_on = to_on or timezone.localdate(now)
    if secondment.to_on is not None and secondment.to_on <= timezone.localdate(now):
        raise PeopleRefusal("secondment-ended", to_on=secondment.to_on)
    if to_on < secondment.from_on:
        raise PeopleRefusal("post-dates", to_on=to_on, from_on=secondment.from_on)
    finish_secondment(secondment, to_on=to_on, actor=actor, now=now, reason=reason)


def count_secondments(area: Area) -> int:
    """How many people are posted down into an area, today or from some later day on."""
    return Secondment.objects.unfinished(timezone.localdate()).filter(area=area).count()


@transaction.atomic
def move_secondments(area: Area, into: Area, *, actor: Staff | None, now: datetime) -> int:
    """Carry every unfinished secondment over to the area into which theirs is merged; returns how many."""
    today = timezone.localdate(now)
    moved = list(Secondment.objects.unfinished(today).filter(area=area).select_related("staff"))
    for one in moved:
        start, end = max(one.from_on, today), one.to_on
        finish_secondment(one, to_on=start, actor=actor, now=now, reason="area.merged")
        there = Secondment(staff=one.staff, unit=one.unit, area=into, from_on=start, to_on=end)
        start_secondment(there, actor=actor, now=now)
    return len(moved)


def start_secondment(secondment: Secondment, *, actor: Staff | None, now: datetime) -> None:
    """Save a new secondment and tell the ledger. For actions that have checked it."""
    secondment.save(force_insert=True)
    after = {"staff": str(secondment.staff_id), "unit": secondment.unit}
    after["from_on"] = secondment.from_on.isoformat()
    record(
        kind="secondment.started",
        actor=actor,
        now=now,
        subject=secondment,
        area=secondment.area_id,
        after=after,
    )


def finish_secondment(
    secondment: Secondment, *, to_on: date, actor: Staff | None, now: datetime, reason: str = ""
) -> None:
    """Give a secondment its end and tell the ledger. For actions that have checked it."""
    before = {"to_on": secondment.to_on.isoformat() if secondment.to_on else None}
    secondment.to_on = to_on
    secondment.save(update_fields=["to_on"])
    record(
        kind="secondment.ended",
        actor=actor,
        now=now,
        subject=secondment,
        area=secondment.area_id,
        before=before,
        after={"to_on": to_on.isoformat(), "staff": str(secondment.staff_id), "unit": secondment.unit},
        reason=reason,
    )
