"""What became of an import's households since: who stands in the way of undoing it, told by the ledger."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from lianxin.databases.reading import keys_of, raw_rows
from lianxin.intake.known import chunks
from lianxin.intake.models import Import
from lianxin.ledger.models import Event
from lianxin.registry.models import Household

# Events after which a household is still as the import left it. Any other, also one still unknown, counts
# as work that built on the import.
HARMLESS = frozenset(
    ("class.changed", "class.expired", "resident.revealed")
    + ("household.paired", "household.unpaired", "handover.met", "handover.lapsed")
)

BY_IMPORTS = frozenset(("household.imported", "household.removed", "household.changed"))
"""What an import and its undo say of a household; people's work is called the last two as well."""


@dataclass
class Survey:
    """An import's households: {household: its area when imported}, those already undone, and for those in
    which somebody went on working, the number of the last such event.
    """

    touched: dict[UUID, UUID | None] = field(default_factory=dict)
    undone: set[UUID] = field(default_factory=set)
    later: dict[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A household in the way of an undo, and the last thing that happened to it."""

    number: str
    event: Event


def survey(run: Import, homes: Collection[UUID] | None = None) -> Survey:
    """Read everything that happened since the import began: about a second for 300,000 events.

    `homes` asks about these households alone, which is quick. The work of imports that were undone meanwhile
    does not count, except in the households that their undo left as they were.
    """
    found, own = Survey(), str(run.pk)
    undone = {str(key): set(left) for key, left in _undone_imports()}
    for number, kind, home, area, after in _events_since(run, homes):
        by_import = _import_in(after)
        if by_import == own:
            if kind == "household.imported":
                found.touched[home] = area
            else:
                found.undone.add(home)
        elif by_import in undone and str(home) not in undone[by_import]:
            continue
        elif home in found.touched and home not in found.undone:
            found.later[home] = number
    return found


def glance(run: Import) -> tuple[Survey, Counter[str]]:
    """What `survey` finds, and in how many households each later import was the last to work: for a page.

    Looks at the last event of each household alone, which takes a tenth of the time. All that happened is
    read of an import whose undo has begun, and of households that an import was the last to touch whose work
    is undone or being undone.
    """
    last = run.batches.aggregate(last=Max("until_event"))["last"]
    if run.state != Import.DONE or last is None:
        found = survey(run)
        return found, _imports_of(found.later.values())
    rows = _newest_since(run, last)
    homes, areas = (keys_of([row[column] for row in rows]) for column in (0, 1))
    found = Survey(dict(zip(homes, areas, strict=True)))
    told: dict[int, UUID] = {}
    for home, (*_, newest) in zip(homes, rows, strict=True):
        if newest:
            number, kind = newest.split()
            found.later[home] = int(number)
            if kind in BY_IMPORTS:
                told[int(number)] = home
    undone = {str(key) for key, _left in _undone_imports()}
    again = [told[number] for number, key in _imports_in(told) if key in undone]
    for some in map(set, chunks(again)):
        known = survey(run, some).later
        found.later = {home: at for home, at in found.later.items() if home not in some} | known
        told |= {number: home for home, number in known.items()}
    return found, _imports_of(number for number, home in told.items() if found.later.get(home) == number)


def _newest_since(run: Import, last: int) -> list[tuple[Any, ...]]:
    """Raw: each household of an import with its area then, and number and kind of the last event that built
    on it, if there is one. `last`: the last event of the import itself."""
    since = Event.objects.filter(subject_id=OuterRef("subject_id"), pk__gt=OuterRef("pk"))
    since = since.filter(subject_kind="household").exclude(kind__in=HARMLESS).order_by("-pk")
    newest = since.values(newest=Concat(Cast("pk", CharField()), Value(" "), F("kind")))[:1]
    own = Event.objects.filter(kind="household.imported", pk__gt=_first_event(run), pk__lte=last)
    rows = own.annotate(newest=Subquery(newest)).order_by("pk")
    told = raw_rows(rows.values_list("subject_id", "area_id", "newest", "after_json"))
    return [(home, area, newest) for home, area, newest, after in told if str(run.pk) in after]


def _imports_in(
    events: Iterable[int], kinds: Collection[str] = BY_IMPORTS
) -> Iterator[tuple[int, str | None]]:
    """Those of some events that have one of these kinds, and of which import each tells."""
    for some in chunks(events):
        told = Event.objects.filter(pk__in=some, kind__in=kinds).order_by("pk")
        for number, after in told.values_list("pk", "after_json"):
            yield number, _import_in(after)


def _imports_of(events: Iterable[int]) -> Counter[str]:
    """How many of these events are the work of each import: its own, not that of its undo."""
    return Counter(key for _number, key in _imports_in(events, ["household.imported"]) if key)


def obstacles(found: Survey) -> list[Obstacle]:
    """The households in the way, those changed last first."""
    events: dict[UUID, Event] = {}
    numbers: dict[UUID, str] = {}
    for some in chunks(found.later):
        last = Event.objects.in_bulk([found.later[home] for home in some])
        events |= {event.subject_id: event for event in last.values()}
        numbers |= dict(Household.objects.filter(pk__in=some).values_list("pk", "number"))
    in_the_way = [Obstacle(numbers.get(home, "—"), event) for home, event in events.items()]
    return sorted(in_the_way, key=lambda one: one.event.pk, reverse=True)


def _events_since(run: Import, homes: Collection[UUID] | None) -> Any:
    events = Event.objects.filter(pk__gt=_first_event(run), subject_kind="household").exclude(
        kind__in=HARMLESS
    )
    if homes is not None:
        events = events.filter(subject_id__in=homes)
    columns = ("pk", "kind", "subject_id", "area_id", "after_json")
    return events.order_by("pk").values_list(*columns).iterator(5_000)


def _first_event(run: Import) -> int:
    first = Event.objects.about("import", run.pk).values_list("pk", flat=True).first()
    return first or 0


def _undone_imports() -> Any:
    return Import.objects.exclude(undone_at=None).values_list("pk", "left")


def _import_in(after: str) -> str | None:
    """The import an event tells of; most events tell of none, and reading them as JSON would take long."""
    return json.loads(after).get("import") if '"import"' in after else None
