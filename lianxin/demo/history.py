"""Changes of the year as a batch for the register: new facts, what they retire, and notes for the corridor.

Reads only; `actions` writes the batch. The notes say of a household what changed, as `record_facts` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lianxin.demo.county import County
from lianxin.demo.year import Change
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.people.models import Staff
from lianxin.policies.catalogue import default
from lianxin.registry.actions import Batch, FactRow
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import to_text
from lianxin.registry.vocabulary import Source

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """Where the county's rows are on the register: household index → (key, area), resident index → key."""

    households: dict[int, tuple[UUID, UUID]]
    residents: dict[int, UUID]


def find(county: County, changes: Sequence[Change]) -> Known:
    """Look up the households and residents that the changes speak of (names are unique in a household)."""
    wanted = {county.numbers[change.household]: change.household for change in changes}
    rows = Household.objects.filter(number__in=wanted).values_list("number", "pk", "area")
    households = {wanted[number]: (key, area) for number, key, area in rows}
    people = {
        (households[change.household][0], county.names[change.resident]): change.resident
        for change in changes
        if change.resident >= 0
    }
    homes = {key for key, _name in people}
    listed = Resident.objects.filter(household__in=homes).values_list("household", "name", "pk")
    residents = {people[home, name]: key for home, name, key in listed if (home, name) in people}
    return Known(households, residents)


def batch_of(
    county: County, changes: Sequence[Change], cadres: Mapping[UUID, Sequence[Staff]], *, now: datetime
) -> tuple[Batch, list[Note]]:
    """Write each change as a fact that a cadre of the place observed. No fact may come twice in `changes`."""
    batch, notes = Batch(), []
    for start in range(0, len(changes), CHUNK):
        some = changes[start : start + CHUNK]
        known, keys = find(county, some), iter(new_keys(len(some)))
        current = _current(known, some)
        told: dict[UUID, tuple[dict[str, str | None], dict[str, str | None]]] = {}
        for change in some:
            key, area = known.households[change.household]
            team = cadres.get(area)
            by = team[change.household % len(team)].pk if team else None
            fact = _fact(county, change, known, next(keys), by, now)
            old = current.get((key, fact.resident_id, fact.indicator))
            if old:
                batch.retired.append(old[0])
            batch.facts.append(fact)
            name = f"{fact.indicator}:{fact.resident_id}" if fact.resident_id else fact.indicator
            before, after = told.setdefault(key, ({}, {}))
            before[name], after[name] = (old[1] if old else None), fact.value
        areas = dict(known.households.values())
        notes += [
            Note("facts.changed", "household", key, areas[key], before, after, reason=Source.CADRE.value)
            for key, (before, after) in told.items()
        ]
    return batch, notes


def _fact(county: County, change: Change, known: Known, key: UUID, by: UUID | None, now: datetime) -> FactRow:
    return FactRow(
        id=key,
        household_id=known.households[change.household][0],
        resident_id=known.residents[change.resident] if change.resident >= 0 else None,
        indicator=change.indicator,
        value=to_text(change.value, default()[change.indicator]),
        observed_on=county.today - timedelta(days=change.days_ago),
        source=Source.CADRE.value,
        source_note="",
        recorded_at=now,
        by_id=by,
    )


def _current(
    known: Known, changes: Sequence[Change]
) -> dict[tuple[UUID, UUID | None, str], tuple[UUID, str]]:
    """The current facts that the changes replace: (household, resident, indicator) → (key, value)."""
    facts, keys = Fact.objects.current(), [key for key, _area in known.households.values()]
    homes = facts.filter(
        household__in=keys, indicator__in={one.indicator for one in changes if one.resident < 0}
    )
    people = facts.filter(resident__in=known.residents.values())
    columns = ("household", "resident", "indicator", "pk", "value")
    return {
        (home, resident, indicator): (key, value)
        for rows in (homes, people)
        for home, resident, indicator, key, value in rows.values_list(*columns)
    }
