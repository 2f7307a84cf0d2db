"""From the tables to the frame: which visits of a place and period may be called back, and why to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.callbacks.scoring import Made, reasons_of, weight_of
from lianxin.callbacks.standards import Numbers, numbers_of
from lianxin.callbacks.vocabulary import Risk, Unit
from lianxin.policies.models import Policy
from lianxin.problems.models import Judgement
from lianxin.registry.models import Resident
from lianxin.registry.vocabulary import HouseholdState
from lianxin.visits.models import Visit
from lianxin.visits.vocabulary import Place
from lianxin.voice.consents import refusing
from lianxin.voice.vocabulary import Purpose

COLUMNS = ("pk", "household", "staff", "begun_at", "started_at", "ended_at", "nothing_raised", "place")
COLUMNS += ("household__state", "household__area")
LOOKS_BACK = timedelta(days=90)


@dataclass(slots=True)
class Frame:
    """`visits` of the drawn units by key; `covered`: how many visits and homes there were, and what was left
    out (by_phone, gone, earlier: another visit of the same home is later, no_phone, withdrawn)."""

    units: list[Unit] = field(default_factory=list)
    reasons: Mapping[bytes, tuple[Risk, ...]] = field(default_factory=dict)
    visits: dict[bytes, Any] = field(default_factory=dict)
    covered: dict[str, int] = field(default_factory=dict)


def numbers_on(day: date) -> Numbers:
    """The numbers of call-backs in force on a day."""
    policy = Policy.objects.in_force("visits", day)
    return numbers_of(policy.document.values if policy else {})


def frame_of(area: Area, from_on: date, to_on: date, numbers: Numbers) -> Frame:
    """One visit of each home that was visited: its latest. Strata are the areas right below `area`, or `area`
    itself for homes that lie in none of them."""
    strata = strata_of(area)
    made = Visit.objects.exclude(household=None).filter(visited_on__gte=from_on, visited_on__lte=to_on)
    made = made.filter(household__area__in=list(strata)).order_by("begun_at", "pk")
    rows = list(made.values_list(*COLUMNS, named=True))
    at_home = [row for row in rows if row.place != Place.PHONE.value]
    there = [row for row in at_home if row.household__state == HouseholdState.PRESENT.value]
    latest = {row.household: row for row in there}
    reached = _with_phone(list(latest))
    unwilling = refusing(Purpose.CALLS)
    left = {home: row for home, row in latest.items() if home in reached and home not in unwilling}
    why = reasons_of([_scored(row) for row in at_home], _disputed(from_on), numbers)
    units = [
        Unit(row.pk.bytes, strata[row.household__area], weight_of(why.get(row.pk.bytes, ()), numbers))
        for row in left.values()
    ]
    covered = {
        "visits": len(rows),
        "by_phone": len(rows) - len(at_home),
        "gone": len(at_home) - len(there),
        "earlier": len(there) - len(latest),
        "homes": len(latest),
        "no_phone": len(latest.keys() - reached),
        "withdrawn": len((latest.keys() & reached) & unwilling),
    }
    return Frame(units, why, {row.pk.bytes: row for row in left.values()}, covered)


def strata_of(area: Area) -> dict[UUID, str]:
    """By area of homes the code of its stratum."""
    depth = len(area.codes)
    inside = Area.objects.within(area)
    return {one.pk: one.codes[depth] if len(one.codes) > depth else area.code for one in inside}


def _scored(row: Any) -> Made:
    minutes = (row.ended_at - row.started_at).total_seconds() / 60
    return Made(row.pk.bytes, row.household, row.staff, row.begun_at, minutes, row.nothing_raised)


def _with_phone(homes: Sequence[UUID]) -> set[UUID]:
    """Of these homes, those in which somebody has a telephone."""
    residents = Resident.objects.present().exclude(phone_index=None).order_by()
    if len(homes) < 2000:
        residents = residents.filter(household__among=homes)
    return set(homes) & set(residents.values_list("household", flat=True))


def _disputed(from_on: date) -> set[UUID]:
    """Homes that lately said that something was not done."""
    said = Judgement.objects.filter(is_done=False, judged_at__date__gte=from_on - LOOKS_BACK).order_by()
    homes = said.exclude(ending__problem__household=None)
    return set(homes.values_list("ending__problem__household", flat=True))
