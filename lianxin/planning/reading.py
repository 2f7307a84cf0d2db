"""From the tables to what the pure part of planning knows: policies, duties, trips, homes for the rounds."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Min

from lianxin.classification.judging import Inputs, read_inputs
from lianxin.classification.models import Tenure
from lianxin.classification.vocabulary import BY_CODE
from lianxin.pairing.models import Pairing
from lianxin.planning import models
from lianxin.planning.ahead import RoundHomes, Tenures
from lianxin.planning.manners import manners
from lianxin.planning.refusals import PlanningRefused, refusing
from lianxin.planning.standards import Standards, standards
from lianxin.planning.vocabulary import Duty, Reason, Stop, Trip
from lianxin.policies.models import Policy
from lianxin.registry.models import Household

CODE_OF = {tier.value: code for code, tier in enumerate(BY_CODE)}
UNASSESSED = CODE_OF["unassessed"]


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies that planning goes by; `must` is None where none of 五必去 and 五必访 is in force."""

    visits: Policy
    tiers: Policy
    must: Policy | None

    @property
    def standards(self) -> Standards:
        with refusing():
            return standards(self.visits.document.values, self.tiers.document.values)


def policies_on(day: date) -> Policies:
    """The policies in force on a day. Raises PlanningRefused `no-policy`."""
    visits, tiers, must = (Policy.objects.in_force(kind, day) for kind in ("visits", "tiers", "must-visit"))
    if visits is None or tiers is None:
        raise PlanningRefused("no-policy")
    return Policies(visits, tiers, must)


def standards_on(day: date) -> Standards:
    """The numbers of planning in force on a day. Raises PlanningRefused: no-policy, number_missing."""
    return policies_on(day).standards


def last_plan() -> models.Plan | None:
    """The newest plan of the district, None where none was ever made."""
    return models.Plan.objects.first()


def as_told(duty: models.Duty) -> Duty:
    """A row as the pure part knows it."""
    return Duty(
        home=duty.household_id,
        cadre=duty.staff_id,
        reason=Reason(duty.reason),
        why=duty.why,
        opens_on=duty.opens_on,
        due_on=duty.due_on,
        minutes=duty.minutes,
        area=duty.area_id,
        planned_on=duty.planned_on,
        id=duty.pk,
        companion=duty.companion_id,
    )


def trips_of(staff: Any, *, from_on: date, to_on: date) -> list[Trip]:
    """A cadre's trips by day, to homes he is handing over too. Duties no longer his, or not needed any more,
    are left out of them, and a door or a day without any is not shown."""
    rows = list(models.Trip.objects.filter(staff=staff, day__gte=from_on, day__lte=to_on).order_by("day"))
    keys = {key for row in rows for stop in row.stops for key in stop["duties"]}
    kept = models.Duty.objects.of(staff).filter(pk__in=keys).exclude(end=models.Duty.DROPPED)
    duties = {str(duty.pk): as_told(duty) for duty in kept}
    trips = (_trip(row, duties) for row in rows)
    return [trip for trip in trips if trip.stops]


def _trip(row: models.Trip, duties: dict[str, Duty]) -> Trip:
    stops = []
    for stop in row.stops:
        own = tuple(duties[key] for key in stop["duties"] if key in duties)
        if own:
            stops.append(Stop(own[0].home, own[0].area, own, stop["arrives"], stop["leaves"], stop["km"]))
    return Trip(row.staff_id, row.day, tuple(stops), row.minutes, row.km, row.leaves, row.back)


def read_round_homes(keys: Collection[UUID] | None = None) -> RoundHomes:
    """The present households that have a cadre, all or those among some, by number."""
    rows = Household.objects.present().exclude(keeper=None).order_by("number")
    if keys is not None:
        rows = rows.filter(pk__among=list(keys))
    found = list(rows.values_list("pk", "area", "keeper", "standing__tier"))
    homes, areas, keepers, tiers = zip(*found, strict=True) if found else ((), (), (), ())
    row_of = {key: row for row, key in enumerate(homes)}
    cadres = list(dict.fromkeys(keepers))
    cadre_row = {key: row for row, key in enumerate(cadres)}
    villages = {key: row for row, key in enumerate(dict.fromkeys(areas))}
    return RoundHomes(
        keys=homes,
        areas=areas,
        cadres=cadres,
        cadre=np.array([cadre_row[key] for key in keepers], np.int64),
        village=np.array([villages[key] for key in areas], np.int64),
        tier=np.array([CODE_OF[tier] if tier else UNASSESSED for tier in tiers], np.int64),
        paired_on=_first_paired(row_of, None if keys is None else homes),
        tenures=_tenures(row_of, None if keys is None else homes),
    )


def read_minutes(homes: Sequence[UUID], inputs: Inputs, policy: Policy, numbers: Standards) -> np.ndarray:
    """How long a visit to each of these homes takes, shape (n,)."""
    found = manners(policy.document, inputs.columns, numbers)
    row_of = {key: row for row, key in enumerate(inputs.register.keys)}
    return found.minutes[[row_of[key] for key in homes]]


def read_after_work(inputs: Inputs, policy: Policy, numbers: Standards) -> set[UUID]:
    """The homes in which people are only after work."""
    found = manners(policy.document, inputs.columns, numbers)
    return {inputs.register.keys[row] for row in np.flatnonzero(found.after_work)}


def read_facts(policy: Policy, *, on: date, keys: Sequence[UUID] | None = None) -> Inputs:
    """What the rules of a policy ask of homes, of all or of some."""
    return read_inputs(policy.document.catalogue, as_of=on, keys=keys)


def _first_paired(row_of: dict[UUID, int], some: Iterable[UUID] | None) -> np.ndarray:
    """The ordinal of the day from which each home has had a cadre, shape (n,)."""
    pairs = Pairing.objects.order_by().values("household").annotate(first=Min("from_on"))
    if some is not None:
        pairs = pairs.filter(household__among=list(some))
    days = np.zeros(len(row_of), np.int64)
    for home, first in pairs.values_list("household", "first"):
        if home in row_of:
            days[row_of[home]] = first.toordinal()
    return days


def _tenures(row_of: dict[UUID, int], some: Iterable[UUID] | None) -> Tenures:
    """The times each home spent in classes."""
    rows = Tenure.objects.order_by()
    if some is not None:
        rows = rows.filter(household__among=list(some))
    found = [
        (row_of[home], CODE_OF[tier], first.toordinal(), last.toordinal() if last else 0)
        for home, tier, first, last in rows.values_list("household", "tier", "from_on", "to_on").iterator()
        if home in row_of
    ]
    return Tenures(*np.array(found, np.int64).reshape(-1, 4).T)
