"""From claims of the office to the frame: which of them may be called back, one of each home."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.callbacks.scoring import weight_of
from lianxin.callbacks.standards import Numbers, numbers_of
from lianxin.callbacks.vocabulary import Risk, Unit
from lianxin.policies.models import Policy
from lianxin.problems.models import Judgement
from lianxin.registry.models import Resident
from lianxin.voice.consents import refusing
from lianxin.voice.vocabulary import Purpose

LOOKS_BACK = timedelta(days=90)


class Claim(NamedTuple):
    """What the office says that it did for a home: its key, the home and its area. `is_there`: the home is
    still in the register."""

    key: UUID
    household: UUID
    area: UUID
    is_there: bool


@dataclass(slots=True)
class Frame:
    """`claims` of the drawn units by key; `covered`: how many claims and homes there were, and what was left
    out (gone, earlier: another claim of the same home is later, no_phone, withdrawn, and what the population
    leaves out itself)."""

    units: list[Unit] = field(default_factory=list)
    reasons: Mapping[bytes, tuple[Risk, ...]] = field(default_factory=dict)
    claims: dict[bytes, Claim] = field(default_factory=dict)
    covered: dict[str, int] = field(default_factory=dict)


def numbers_on(day: date) -> Numbers:
    """The numbers of call-backs in force on a day."""
    policy = Policy.objects.in_force("visits", day)
    return numbers_of(policy.document.values if policy else {})


def framed(
    claims: Sequence[Claim],
    strata: Mapping[UUID, str],
    reasons: Mapping[bytes, tuple[Risk, ...]],
    numbers: Numbers,
) -> Frame:
    """The latest claim of each home, where the home can be called and did not say that it must not be.
    `claims` in order of time."""
    there = [one for one in claims if one.is_there]
    latest = {one.household: one for one in there}
    reached = _with_phone(latest)
    unwilling = refusing(Purpose.CALLS)
    left = [one for home, one in latest.items() if home in reached and home not in unwilling]
    units = [
        Unit(one.key.bytes, strata[one.area], weight_of(reasons.get(one.key.bytes, ()), numbers))
        for one in left
    ]
    covered = {
        "gone": len(claims) - len(there),
        "earlier": len(there) - len(latest),
        "homes": len(latest),
        "no_phone": len(latest.keys() - reached),
        "withdrawn": len((latest.keys() & reached) & unwilling),
    }
    return Frame(units, reasons, {one.key.bytes: one for one in left}, covered)


def strata_of(area: Area) -> dict[UUID, str]:
    """By area of homes the code of its stratum: the areas right below `area`, or `area` itself for homes that
    lie in none of them."""
    depth = len(area.codes)
    inside = Area.objects.within(area)
    return {one.pk: one.codes[depth] if len(one.codes) > depth else area.code for one in inside}


def disputed(from_on: date) -> set[UUID]:
    """Homes that lately said that something was not done."""
    said = Judgement.objects.filter(is_done=False, judged_at__date__gte=from_on - LOOKS_BACK).order_by()
    homes = said.exclude(ending__problem__household=None)
    return set(homes.values_list("ending__problem__household", flat=True))


def _with_phone(homes: Iterable[UUID]) -> set[UUID]:
    """Of these homes, those in which somebody has a telephone."""
    keys = list(homes)
    residents = Resident.objects.present().exclude(phone_index=None).order_by()
    if len(keys) < 2000:
        residents = residents.filter(household__among=keys)
    return set(keys) & set(residents.values_list("household", flat=True))
