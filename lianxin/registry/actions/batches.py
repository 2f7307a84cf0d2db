"""Writing many households at once (an import), with a journal by which the tables can be put back exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models, transaction

from lianxin.databases.inserting import insert_many, insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.registry.actions.people import tail_rows
from lianxin.registry.models import Fact, Household, NameTail, Resident
from lianxin.registry.removal import removed

TABLES: dict[str, Any] = {"household": Household, "resident": Resident}
CHUNK = 500


class UndoRefused(ValueError):
    """Undo would destroy later work; `households` are the numbers of those that were changed since."""

    def __init__(self, households: Sequence[str]) -> None:
        super().__init__("changed since: " + ", ".join(households))
        self.households = tuple(households)


class FactRow(NamedTuple):
    """A fact to be written: the columns of `Fact` in their order; a batch has tens of thousands of them."""

    id: UUID
    household_id: UUID
    resident_id: UUID | None
    indicator: str
    value: str
    observed_on: date
    source: str
    source_note: str
    recorded_at: datetime
    by_id: UUID | None
    is_current: bool = True
    retracted_at: datetime | None = None


@dataclass
class Batch:
    """What is to be written: new rows, changed rows with the names of their changed fields, retired facts.

    `changed` holds (object as it should become, {field: value before}).
    """

    households: list[Household] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    retired: list[UUID] = field(default_factory=list)
    changed: list[tuple[Household | Resident, dict[str, Any]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.households or self.residents or self.facts or self.retired or self.changed)


@dataclass(frozen=True)
class Journal:
    """What a batch did, as JSON values; holds personal data, so it is stored encrypted."""

    households: list[str]
    residents: list[str]
    facts: list[str]
    retired: list[str]
    changed: list[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@transaction.atomic
def write_batch(batch: Batch, notes: Iterable[Note], *, actor: Any, now: datetime) -> Journal:
    """Write a batch and its ledger notes in one transaction; return the journal that undoes it."""
    insert_many(batch.households)
    changed = [_apply(thing, before) for thing, before in batch.changed]
    renamed = [thing for thing, before in batch.changed if isinstance(thing, Resident) and "name" in before]
    insert_many(batch.residents)
    if renamed:
        NameTail.objects.filter(resident__in=renamed).delete()
    insert_rows(NameTail, tail_rows(batch.residents + renamed))
    for some in _chunks(batch.retired):
        Fact.objects.filter(pk__in=some).update(is_current=False)
    insert_rows(Fact, batch.facts)
    record_many(notes, actor=actor, now=now)
    return Journal(
        households=[str(row.pk) for row in batch.households],
        residents=[str(row.pk) for row in batch.residents],
        facts=[str(row.id) for row in batch.facts],
        retired=[str(key) for key in batch.retired],
        changed=changed,
    )


@transaction.atomic
def undo_batch(journal: Journal, notes: Iterable[Note], *, actor: Any, now: datetime) -> None:
    """Put the tables back as they were before `write_batch`.

    Raises UndoRefused when later work is in the way; then nothing is changed.
    """
    later = sorted(_touched_since(journal))
    if later:
        raise UndoRefused(later)
    try:
        _take_away(journal)
    except models.ProtectedError as protected:
        raise UndoRefused(sorted({row.household.number for row in protected.protected_objects})) from None
    record_many(notes, actor=actor, now=now)


def _take_away(journal: Journal) -> None:
    """Raises ProtectedError where a room to the right built upon what is to go."""
    for some in _chunks(journal.facts):
        Fact.objects.filter(pk__in=some).delete()
    for some in _chunks(journal.retired):
        Fact.objects.filter(pk__in=some).update(is_current=True)
    for some in _chunks(journal.residents):
        NameTail.objects.filter(resident__in=some).delete()
        Resident.objects.filter(pk__in=some).delete()
    for change in reversed(journal.changed):
        _restore(change)
    for some in _chunks(journal.households):
        removed(some)
        Household.objects.filter(pk__in=some).delete()


def _apply(thing: Household | Resident, before: dict[str, Any]) -> dict[str, Any]:
    after = {name: _plain(thing, name) for name in before}
    thing.save(update_fields=[thing._meta.get_field(name).name for name in before])
    return {
        "table": thing._meta.model_name,
        "key": str(thing.pk),
        "before": {name: _packed(value) for name, value in before.items()},
        "after": after,
    }


def _restore(change: dict[str, Any]) -> None:
    thing = TABLES[change["table"]].objects.get(pk=change["key"])
    for name, value in change["before"].items():
        setattr(thing, name, _unpacked(thing, name, value))
    thing.save(update_fields=[thing._meta.get_field(name).name for name in change["before"]])
    if isinstance(thing, Resident) and "name" in change["before"]:
        thing.tails.all().delete()
        insert_rows(NameTail, tail_rows([thing]))


def _touched_since(journal: Journal) -> set[str]:
    """Numbers of households in which something the batch wrote was changed, or built upon, afterwards."""
    numbers: set[str] = set()
    for change in journal.changed:
        thing = TABLES[change["table"]].objects.get(pk=change["key"])
        if any(_plain(thing, name) != value for name, value in change["after"].items()):
            household = thing if isinstance(thing, Household) else thing.household
            numbers.add(household.number)
    ours = set(journal.facts)
    for some in _chunks(journal.facts):
        superseded = Fact.objects.filter(pk__in=some).exclude(is_current=True, retracted_at=None)
        numbers.update(superseded.values_list("household__number", flat=True))
    for some in _chunks(journal.residents):
        rows = Fact.objects.filter(resident__in=some).values_list("pk", "household__number")
        numbers.update(number for key, number in rows if str(key) not in ours)
    new_residents = set(journal.residents)
    for some in _chunks(journal.households):
        rows = Fact.objects.filter(household__in=some).values_list("pk", "household__number")
        numbers.update(number for key, number in rows if str(key) not in ours)
        members = Resident.objects.filter(household__in=some).values_list("pk", "household__number")
        numbers.update(number for key, number in members if str(key) not in new_residents)
    return numbers


def _chunks(keys: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _plain(thing: models.Model, name: str) -> Any:
    return _packed(getattr(thing, name))


def _packed(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, UUID | date) else value


def _unpacked(thing: models.Model, name: str, value: Any) -> Any:
    column = thing._meta.get_field(name)
    if value is not None and name.endswith("_index"):
        return bytes.fromhex(value)
    return column.to_python(value) if value is not None else None
