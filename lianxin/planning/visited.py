"""What was visited, what stands, and which weeks are taken: read from the duties for the rounds ahead."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Q

from lianxin.planning.ahead import RoundHomes, Visited
from lianxin.planning.models import Duty
from lianxin.planning.vocabulary import Reason


def replaced(*, from_on: date, today: date) -> Q:
    """The duties that a plan replaces: rounds that have not opened yet, from its first day on."""
    return Q(reason=Reason.ROUND, ended_on=None, opens_on__gt=today, opens_on__gte=from_on)


def read_visited(homes: RoundHomes, some: Collection[UUID] | None, *, from_on: date, today: date) -> Visited:
    """The days on which the homes were visited, each day once, and the rounds that stand.

    A visit that could not be made and is settled counts too. A round that stands is counted on its last day,
    an overdue one today. `some`: the homes' keys when they are not all there are.
    """
    duties = Duty.objects.exclude(household=None).exclude(end=Duty.DROPPED).order_by()
    if some is not None:
        duties = duties.filter(household__among=list(some))
    stands = duties.filter(~replaced(from_on=from_on, today=today), reason=Reason.ROUND, ended_on=None)
    row_of = {key: row for row, key in enumerate(homes.keys)}
    days = set(duties.exclude(ended_on=None).values_list("household", "ended_on").distinct().iterator())
    found = [(row_of[home], day.toordinal()) for home, day in days if home in row_of]
    found += [
        (row_of[home], max(due, today).toordinal())
        for home, due in stands.values_list("household", "due_on").iterator()
        if home in row_of
    ]
    return Visited(*np.array(found, np.int64).reshape(-1, 2).T)


def read_others(
    homes: RoundHomes, some: Collection[UUID] | None, *, from_on: date, today: date
) -> tuple[np.ndarray, np.ndarray]:
    """(cadre row, ordinal of a day of the week) of the open visits that stay, of the cadres of these homes"""
    row_of = {key: row for row, key in enumerate(homes.cadres)}
    goes: Any = replaced(from_on=from_on, today=today)
    if some is not None:
        goes &= Q(household__among=list(some))
    stay = Duty.objects.open().exclude(goes).order_by()
    if some is not None:
        stay = stay.filter(staff__among=list(homes.cadres))
    found = [
        (row_of[staff], max(planned or opens, today).toordinal())
        for staff, planned, opens in stay.values_list("staff", "planned_on", "opens_on").iterator()
        if staff in row_of
    ]
    return tuple(np.array(found, np.int64).reshape(-1, 2).T)  # type: ignore[return-value]
