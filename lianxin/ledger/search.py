"""Looking something up in the ledger: by who, about what, of which kind, where, when; the latest first.

Pages go by key, so a deep page costs no more than the first: a million events are answered in milliseconds.
The database is only ever asked for the first rows of an index that stands in the right order. A choice of
several kinds or areas is therefore asked one by one, within one statement: in one question, a database would
sort every event of these kinds to show fifty.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat

from lianxin.ledger.models import Event, EventQuerySet

PAGE = 50
FEW_AREAS = 6
MOST_PARTS = 400
"""Questions in one statement; SQLite takes 500."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; what is None or False is not asked about. Days are local and both inclusive.

    `actor` is the person who acted, `is_by_machine` asks for what nobody did in person. `subjects` and
    `areas` are keys: the ledger knows neither what lies below an area nor who belongs to a household.
    """

    actor: UUID | None = None
    is_by_machine: bool = False
    subjects: frozenset[UUID] | None = None
    kinds: frozenset[str] | None = None
    areas: frozenset[UUID] | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of events, the latest first. `older` and `newer` ask for the neighbours, or are None."""

    events: list[Event]
    older: int | None = None
    newer: int | None = None


def find(
    search: Search, *, older_than: int | None = None, newer_than: int | None = None, size: int = PAGE
) -> Found:
    """Return a page of what was looked for: the newest, or what lies just before or after an event's number.

    A number that the ledger does not have is as good as none; `newer_than` wins over `older_than`.
    """
    edge = Event.objects.filter(pk=newer_than or older_than).values_list("at", "pk").first()
    rises = bool(edge and newer_than)
    parts = [part.before_or_after(edge, rises=rises)[: size + 1] for part in _parts(search)]
    numbers = _first_of(parts, size + 1, rises=rises)
    has_more, numbers = len(numbers) > size, numbers[:size]
    if not numbers:
        return Found([])
    if rises:
        numbers.reverse()
    events = Event.objects.in_bulk(numbers)
    has_older, has_newer = (True, has_more) if rises else (has_more, edge is not None)
    return Found(
        [events[number] for number in numbers],
        numbers[-1] if has_older else None,
        numbers[0] if has_newer else None,
    )


def _first_of(parts: Sequence[EventQuerySet], size: int, *, rises: bool) -> list[int]:
    """The numbers of the first events of all parts together, each part cut and in order already.

    All are asked in one statement, each along its own index; what comes is put in order here.
    """
    asked = []
    for part in parts:
        with suppress(EmptyResultSet):  # a choice of nothing
            asked.append(part.values_list("at", "pk").query.sql_with_params())
    found: list[tuple[Any, int]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(asked), MOST_PARTS):
            some = asked[start : start + MOST_PARTS]
            sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{at}" for at, (one, _) in enumerate(some))
            cursor.execute(sql, [value for _sql, values in some for value in values])
            found += cursor.fetchall()
    return [number for _at, number in sorted(found, reverse=not rises)[:size]]


def _parts(search: Search) -> Iterator[EventQuerySet]:
    """The questions that together ask for the search; no event answers two of them.

    Between areas and kinds, those are gone through that leave less to read: of a few areas every event, of
    many areas those of a kind.
    """
    kinds, areas = search.kinds, search.areas
    events = Event.objects.between(search.first_on, search.last_on)
    if search.subjects is not None:
        events = events.filter(subject_id__in=search.subjects)
    if search.actor or search.is_by_machine:
        events = events.by(search.actor)
    if search.actor or search.subjects is not None:
        yield events.filter(**_within("kind", kinds), **_within("area_id", areas))
    elif areas is not None and (kinds is None or len(areas) <= FEW_AREAS):
        # The kind is disguised, lest the database go through its index instead of the area's.
        of_kind = events.alias(disguised=Concat("kind", Value(""))).filter(**_within("disguised", kinds))
        yield from (of_kind.filter(area_id=area) for area in areas)
    elif kinds is not None:
        yield from (events.filter(kind=kind, **_within("area_id", areas)) for kind in kinds)
    else:
        yield events


def _within(field: str, choice: frozenset[Any] | None) -> dict[str, frozenset[Any]]:
    return {} if choice is None else {f"{field}__in": choice}
