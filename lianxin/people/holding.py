"""Which posts people hold on a day, as far as rights go. Every request asks this, so it is plain SQL: the ORM
takes longer to word the question than the database to answer it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

HELD = (
    "SELECT p.staff_id, p.role, a.level, a.path FROM people_post p JOIN areas_area a ON a.id = p.area_id "
    "WHERE p.staff_id IN ({marks}) AND p.from_on <= %s AND (p.to_on IS NULL OR p.to_on > %s) "
    "ORDER BY p.from_on, p.id"
)

Holding = tuple[str, str, str]
"""Role, and level and path of the area that it is held on."""


def holdings_of(people: Sequence[UUID], day: date) -> dict[UUID, list[Holding]]:
    """What each of these people holds on that day; whoever holds nothing has an empty list."""
    found: dict[UUID, list[Holding]] = {key: [] for key in people}
    if not found:
        return found
    at_once = transaction.get_connection()
    raw = {key.bytes if at_once.vendor == "sqlite" else key: key for key in found}
    on: Any = at_once.ops.adapt_datefield_value(day)
    with at_once.cursor() as cursor:
        cursor.execute(HELD.format(marks=", ".join(["%s"] * len(raw))), [*raw, on, on])
        for key, *holding in cursor.fetchall():
            found[raw[key]].append(tuple(holding))
    return found
