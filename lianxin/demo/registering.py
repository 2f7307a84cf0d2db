"""Lives of the year as the register takes them: newcomers as a batch, deaths and departures as losses.

Reads only; `actions` writes them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lianxin.demo.county import County
from lianxin.demo.lives import Birth, Death, Departure, Life, Wedding
from lianxin.demo.newcomers import Newcomer
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.people.models import Staff
from lianxin.registry import actions as registry
from lianxin.registry.actions import Batch, FactRow
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Source


def newcomers_of(
    county: County,
    lives: Sequence[Life],
    newcomers: Mapping[Birth | Wedding, Newcomer],
    cadres: Mapping[UUID, Sequence[Staff]],
    *,
    now: datetime,
) -> tuple[Batch, list[Note]]:
    """Everyone who joins a household, with the first facts a cadre of the place noted about each."""
    batch, notes = Batch(), []
    comings = [one for one in lives if isinstance(one, Birth | Wedding)]
    homes = _households(county, comings)
    keys = iter(new_keys(sum(len(newcomers[coming].facts) for coming in comings)))
    for coming in comings:
        home, person = homes[coming.household], newcomers[coming]
        resident = registry.new_resident(
            home,
            name=person.name,
            relation=person.relation,
            sex=person.sex,
            birth_on=person.born,
            id_number=person.id_number,
            phone=person.phone,
        )
        team = cadres.get(home.area_id)
        by = team[coming.household % len(team)].pk if team else None
        seen = county.today - timedelta(days=coming.days_ago)
        about = (Source.CADRE.value, "", now, by)
        batch.residents.append(resident)
        batch.facts += [
            FactRow(next(keys), home.pk, resident.pk, code, value, seen, *about)
            for code, value in person.facts
        ]
        told = {f"{code}:{resident.pk}": value for code, value in person.facts}
        come = Note("household.changed", "household", home.pk, home.area_id, after={"resident": person.name})
        notes += [
            come,
            Note("facts.changed", "household", home.pk, home.area_id, {}, told, cause=Source.CADRE.value),
        ]
    return batch, notes


def losses_of(county: County, lives: Sequence[Life]) -> list[registry.Death | registry.Departure]:
    """The deaths and departures among `lives`."""
    gone = [one for one in lives if isinstance(one, Death | Departure)]
    homes = _households(county, gone)
    bereaved = [homes[one.household] for one in gone if isinstance(one, Death)]
    listed = Resident.objects.filter(household__in=bereaved).defer("id_number", "phone")
    people = {(one.household_id, one.name): one for one in listed}
    losses: list[registry.Death | registry.Departure] = []
    for one in gone:
        home, on = homes[one.household], county.today - timedelta(days=one.days_ago)
        if isinstance(one, Departure):
            losses.append(registry.Departure(home, on))
            continue
        dead = people[home.pk, county.names[one.resident]]
        dead.household = home
        heir = None if one.heir < 0 else people[home.pk, county.names[one.heir]]
        if heir:
            heir.household = home
        losses.append(registry.Death(dead, on, heir))
    return losses


def _households(county: County, lives: Sequence[Life]) -> dict[int, Household]:
    wanted = {county.numbers[one.household]: one.household for one in lives}
    found = Household.objects.filter(number__in=wanted).defer("note")
    return {wanted[home.number]: home for home in found}
