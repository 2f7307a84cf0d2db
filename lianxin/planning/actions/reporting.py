"""What happened in a place or a home is reported, and the visit that follows from it is owed at once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.planning.actions.must_visits import call_must_visits
from lianxin.planning.models import Report
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import OF_HOMES, OF_PLACES
from lianxin.registry.models import Household


@transaction.atomic
def report(
    kind: str,
    *,
    area: Area,
    household: Household | None = None,
    happened_on: date,
    count: int = 1,
    note: str = "",
    actor: Any,
    now: datetime,
) -> Report:
    """Report something of a place, or of one home in it; `count`: petitions from the place.

    Raises PlanningRefused: unknown-code, not-of-homes, not-of-places, elsewhere, day-ahead, no-count.
    """
    if kind not in OF_PLACES | OF_HOMES:
        raise PlanningRefused("unknown-code")
    if household is not None and kind not in OF_HOMES:
        raise PlanningRefused("not-of-homes")
    if household is None and kind not in OF_PLACES:
        raise PlanningRefused("not-of-places")
    if household is not None and household.area_id != area.pk:
        raise PlanningRefused("elsewhere")
    if happened_on > timezone.localdate(now):
        raise PlanningRefused("day-ahead")
    if count < 1:
        raise PlanningRefused("no-count")
    made = Report.objects.create(
        kind=kind,
        area=area,
        household=household,
        happened_on=happened_on,
        count=count,
        note=note.strip(),
        reported_at=now,
        reported_by=actor,
    )
    _tell("report.noted", made, actor=actor, now=now)
    _follow(made, now)
    return made


@transaction.atomic
def withdraw_report(report: Report, *, actor: Any, now: datetime) -> None:
    """Take a report back; visits that nothing else asks for are no longer owed, but overdue ones stay.

    Raises PlanningRefused: withdrawn.
    """
    made = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if made.withdrawn_at is not None:
        raise PlanningRefused("withdrawn")
    made.withdrawn_at = now
    made.save(update_fields=["withdrawn_at"])
    _tell("report.withdrawn", made, actor=actor, now=now)
    _follow(made, now)


def _follow(made: Report, now: datetime) -> None:
    """Ask the rules again, of that home or of that place alone."""
    if made.household_id:
        call_must_visits(now=now, homes=[made.household_id])
    else:
        call_must_visits(now=now, areas=[made.area_id])


def _tell(kind: str, made: Report, *, actor: Any, now: datetime) -> None:
    home = made.household_id
    record(
        kind=kind,
        actor=actor,
        now=now,
        subject=("household", home) if home else ("area", made.area_id),
        area=made.area_id,
        after={"report": made.kind, "happened_on": made.happened_on.isoformat(), "count": made.count},
    )
