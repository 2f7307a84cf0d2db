"""Whose homes lie on a phone: those in the owner's care, those he owes a visit, else those of his village."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from lianxin.people.access import COLLECTOR_REACH, held_today, in_care
from lianxin.people.vocabulary import Role
from lianxin.planning.models import Duty
from lianxin.registry.models import Household

MOST_HOMES = 60


@dataclass(frozen=True, slots=True)
class Caseload:
    """Keys of homes, nearest due first. `is_village`: nobody is paired with him, so he has his village's."""

    homes: tuple[UUID, ...]
    is_village: bool


def caseload_of(person: Any) -> Caseload:
    """The homes a person carries, at most MOST_HOMES; those in his care come before the rest."""
    present = Household.objects.present()
    own = set(present.filter(in_care(person)).values_list("pk", flat=True))
    owed = Duty.objects.of(person).open().exclude(household=None)
    also = set(present.filter(pk__in=owed.values("household")).values_list("pk", flat=True)) - own
    if own or also:
        return Caseload(tuple([*_nearest(own), *_nearest(also)][:MOST_HOMES]), is_village=False)
    near = Q(pk__in=[])
    for post in held_today(person):
        if post.role is Role.COLLECTOR and post.level in COLLECTOR_REACH:
            near |= Q(area__path__startswith=post.path)
    village = set(present.filter(near).values_list("pk", flat=True))
    return Caseload(tuple(_nearest(village)[:MOST_HOMES]), is_village=bool(village))


def _nearest(keys: Iterable[UUID]) -> list[UUID]:
    """By the day on which a visit falls due next; homes that owe nothing last, and then by number."""
    some = list(keys)
    due = dict(
        Duty.objects.open()
        .filter(household__among=some)
        .order_by()
        .values("household")
        .annotate(first=Min("due_on"))
        .values_list("household", "first")
    )
    numbers = dict(Household.objects.filter(pk__among=some).values_list("pk", "number"))
    return sorted(some, key=lambda key: (due.get(key, date.max), numbers[key]))
