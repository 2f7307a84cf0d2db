"""Visits: somebody wrote down that he was at a home."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.callbacks.framing import Claim, Frame, disputed, framed, strata_of
from lianxin.callbacks.populations.population import Population
from lianxin.callbacks.scoring import Made, reasons_of
from lianxin.callbacks.standards import Numbers
from lianxin.callbacks.vocabulary import Subject
from lianxin.registry.vocabulary import HouseholdState
from lianxin.visits.models import Visit
from lianxin.visits.vocabulary import Place

COLUMNS = ("pk", "household", "staff", "begun_at", "started_at", "ended_at", "nothing_raised", "place")
COLUMNS += ("household__state", "household__area")


def frame_of(area: Area, from_on: date, to_on: date, numbers: Numbers) -> Frame:
    """Visits at the door to homes of the place in the period; `by_phone` were none."""
    strata = strata_of(area)
    made = Visit.objects.exclude(household=None).filter(visited_on__gte=from_on, visited_on__lte=to_on)
    made = made.filter(household__area__in=list(strata)).order_by("begun_at", "pk")
    rows = list(made.values_list(*COLUMNS, named=True))
    at_home = [row for row in rows if row.place != Place.PHONE.value]
    reasons = reasons_of([_scored(row) for row in at_home], disputed(from_on), numbers)
    there = HouseholdState.PRESENT.value
    claims = [
        Claim(row.pk, row.household, row.household__area, row.household__state == there) for row in at_home
    ]
    frame = framed(claims, strata, reasons, numbers)
    frame.covered |= {"visits": len(rows), "by_phone": len(rows) - len(at_home)}
    return frame


def doers_of(visits: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """By visit who made it."""
    rows = Visit.objects.filter(pk__among=list(visits)).order_by().values_list("pk", "staff")
    return {key: frozenset({staff}) for key, staff in rows}


def _scored(row: Any) -> Made:
    minutes = (row.ended_at - row.started_at).total_seconds() / 60
    return Made(row.pk.bytes, row.household, row.staff, row.begun_at, minutes, row.nothing_raised)


VISITS = Population(Subject.VISITS, "visit", frame_of, doers_of, is_gated=True)
