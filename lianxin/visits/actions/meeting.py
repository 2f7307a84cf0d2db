"""The duties that visits met, also when they came in late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.people.models import Staff
from lianxin.planning.actions import record_done
from lianxin.planning.actions.doing import ANY_VISIT
from lianxin.planning.models import Duty
from lianxin.planning.refusals import PlanningRefused
from lianxin.visits.models import Visit
from lianxin.visits.vocabulary import Place


def meet_duties(visits: Sequence[Visit], *, now: datetime) -> None:
    """End what these visits meet: the duties they name, of their own door; and where none of those is left,
    what the same cadre owes that home and any visit meets."""
    named = [UUID(key) for visit in visits for key in visit.duties]
    duties = {duty.pk: duty for duty in Duty.objects.filter(pk__among=named)} if named else {}
    beside = _open_at(visits)
    staff = Staff.objects.in_bulk({visit.staff_id for visit in visits})
    ended: set[UUID] = set()
    for visit in visits:
        named_here = (duties.get(UUID(key)) for key in visit.duties)
        own = [duty for duty in named_here if duty is not None and _is_at(duty, visit)]
        met = any(duty.end == Duty.DONE for duty in own)
        for duty in own:
            if duty.ended_on is None and duty.pk not in ended:
                met |= _meet(duty, visit, staff[visit.staff_id], now, ended)
        if met or visit.place != Place.HOME or visit.household_id is None:
            continue
        for duty in beside.get((visit.household_id, visit.staff_id), ()):
            if duty.pk not in ended and _meet(duty, visit, staff[visit.staff_id], now, ended):
                break


def _meet(duty: Duty, visit: Visit, actor: Staff, now: datetime, ended: set[UUID]) -> bool:
    """Whether the visit ended the duty, or it was ended before."""
    if duty.opens_on > visit.visited_on:
        return False
    try:
        ended.update(record_done(duty, on=visit.visited_on, actor=actor, now=now).duties)
    except PlanningRefused as refused:
        return refused.code == "ended"
    return True


def _is_at(duty: Duty, visit: Visit) -> bool:
    if visit.household_id is None:
        return duty.household_id is None and duty.area_id == visit.area_id
    return duty.household_id == visit.household_id


def _open_at(visits: Sequence[Visit]) -> dict[tuple[Any, Any], list[Duty]]:
    """What any visit meets and is open at these homes, by home and cadre; what is due first comes first."""
    homes = [visit.household_id for visit in visits if visit.household_id and visit.place == Place.HOME]
    found: dict[tuple[Any, Any], list[Duty]] = {}
    for duty in (
        Duty.objects.open().filter(household__among=homes, reason__in=ANY_VISIT).order_by("due_on", "pk")
    ):
        found.setdefault((duty.household_id, duty.staff_id), []).append(duty)
    return found
