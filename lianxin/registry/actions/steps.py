"""A step in a family's life as a list of changed fields: the ledger tells it, and undo reverses it."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.models import Event
from lianxin.registry.models import Fact, Household, Resident

TABLES: dict[str, Any] = {"household": Household, "resident": Resident}
KEYS = ("household_id", "area_id", "merged_into_id")
DAYS = ("left_on",)
Save = Callable[[Household | Resident, list[str]], None]


class StructureRefused(ValueError):
    """A step that the register cannot take; `message` says why and what to do, in the language spoken."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Step:
    """Changes, saved one by one in the order they are asked for, and written to the ledger at the end.

    Who takes many steps at once gives a `save` of his own that waits, and records the notes himself.
    """

    def __init__(self, save: Save | None = None) -> None:
        self.changes: list[dict[str, Any]] = []
        self.touched: dict[UUID, UUID] = {}
        self._save = save or _save

    def change(self, thing: Household | Resident, **fields: Any) -> None:
        self.touch(thing)
        for field, value in fields.items():
            self.note(thing, field, getattr(thing, field), value)
            setattr(thing, field, value)
        self._save(thing, list(fields))
        self.touch(thing)

    def note(self, thing: Household | Resident, field: str, before: Any, after: Any) -> None:
        self.changes.append(
            {
                "table": thing._meta.model_name,
                "key": str(thing.pk),
                "field": field,
                "before": _plain(before),
                "after": _plain(after),
            }
        )

    def touch(self, thing: Household | Resident) -> None:
        household = thing if isinstance(thing, Household) else thing.household
        self.touched[household.pk] = household.area_id

    def notes(self, kind: str, about: Household, reason: str = "") -> list[Note]:
        """What the ledger is told: the step itself, then each household that is not what it was."""
        self.touch(about)
        told = Note(
            kind, "household", about.pk, about.area_id, after={"changes": self.changes}, reason=reason
        )
        return [
            told,
            *(
                Note("household.changed", "household", key, area_id, cause=kind)
                for key, area_id in self.touched.items()
            ),
        ]

    def write(self, kind: str, about: Household, *, actor: Any, now: datetime, reason: str = "") -> Event:
        return record_many(self.notes(kind, about, reason), actor=actor, now=now)[0]


def take_back(event: Event) -> Step:
    """Put back what an event's step changed, last change first.

    Raises StructureRefused when a field it set was changed again since: then only a new step can mend it.
    """
    changes = event.after["changes"]
    expected = {(change["table"], change["key"], change["field"]): change["after"] for change in changes}
    things = {(table, key): TABLES[table].objects.get(pk=key) for table, key, _ in expected}
    for (table, key, field), value in expected.items():
        if _plain(getattr(things[table, key], field)) != value:
            raise StructureRefused(
                "changed-since",
                _("%(thing)s在这一步之后又改过，不能直接撤销；请按现在的情况再登记一次。")
                % {"thing": things[table, key]},
            )
    step = Step()
    for (table, key), run in groupby(reversed(changes), key=lambda change: (change["table"], change["key"])):
        fields = {change["field"]: _typed(change["field"], change["before"]) for change in run}
        step.change(things[table, key], **fields)
    return step


def _save(thing: Household | Resident, fields: list[str]) -> None:
    thing.save(update_fields=[field.removesuffix("_id") if field in KEYS else field for field in fields])
    if isinstance(thing, Resident) and "household_id" in fields:
        Fact.objects.filter(resident=thing).update(household_id=thing.household_id)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | date) else value


def _typed(field: str, value: Any) -> Any:
    if value is None:
        return None
    if field in KEYS:
        return UUID(value)
    return date.fromisoformat(value) if field in DAYS else value
