"""Households and the people in them, found by whatever one has: one line for each household."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lianxin.desk.households.rows import Row, rows_of
from lianxin.people.access import may
from lianxin.registry.models import Household, Resident
from lianxin.registry.search import LIMIT, find_residents, understand


@dataclass(frozen=True, slots=True)
class Found:
    """A household, and who in it fits what was typed."""

    row: Row
    people: list[Resident]


def find_households(text: str, person: Any, *, limit: int = LIMIT) -> tuple[list[Found], bool]:
    """What fits, within sight, and whether there is more than what is listed."""
    if not may(person, "household.see"):
        return [], False
    residents = find_residents(text, person, limit=limit)
    people: dict[UUID, list[Resident]] = {}
    for resident in residents:
        people.setdefault(resident.household_id, []).append(resident)
    numbered = by_number(text, person)[:limit]
    households = {one.pk: one for one in [*numbered, *(one.household for one in residents)]}
    rows = rows_of(list(households.values())[:limit])
    found = [Found(row, people.get(row.household.pk, [])) for row in rows]
    return found, len(residents) >= limit or len(numbered) >= limit


def by_number(text: str, person: Any) -> QuerySet[Household]:
    """Households whose number begins with what was typed, if it can be a number."""
    query = understand(text)
    seen = Household.objects.seen_by(person).select_related("area")
    if "number" not in query.meanings:
        return seen.none()
    begins = Q(number__prefix=query.text) | Q(number__prefix=query.text.upper())
    return seen.filter(begins).order_by("number")
