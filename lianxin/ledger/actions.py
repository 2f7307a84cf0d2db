"""Writing to the ledger. Every action of every room ends here, inside its own transaction.

Why something was done is told in one of two ways. A `reason` is what somebody typed: it may name an illness
or a phone, and only its ciphertext is stored. A `cause` is a code of the software itself, with a day or a
number behind it at most: it stands in clear, can be asked for in a query, and costs nothing to keep.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, overload
from uuid import UUID

from django.db import models, transaction

from lianxin.databases.inserting import insert_rows, next_numbers
from lianxin.ledger.models import Event, Pending, sealed_words

BATCH = 2000
COLUMNS = [field.attname for field in Event._meta.concrete_fields]
CAUSE = re.compile(r"[a-z][a-z_.]*( \d[\d-]*)?")


@dataclass(frozen=True, slots=True)
class Note:
    """One event to be recorded in a batch; the moment is the batch's, as is the actor unless it names one."""

    kind: str
    subject_kind: str
    subject_id: UUID | None
    area_id: UUID | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""
    actor_id: UUID | None = None
    cause: str = ""


def record(
    *,
    kind: str,
    actor: models.Model | None,
    now: datetime,
    subject: models.Model | tuple[str, UUID],
    area: models.Model | UUID | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    cause: str = "",
) -> Event:
    """Record one event and leave it for the corridor. Call it inside the action's transaction.

    `before` and `after` hold the changed fields only, JSON values; never an ID number, a phone, a diagnosis
    or a free-text note in clear. `reason` is what somebody typed, `cause` a code: one of them at most. Raises
    TransactionManagementError outside a transaction, ValueError for a cause that is no code.
    """
    if isinstance(subject, models.Model):
        subject = (subject._meta.model_name, subject.pk)
    area_id = area.pk if isinstance(area, models.Model) else area
    note = Note(kind, *subject, area_id, before, after, reason, cause=cause)
    return record_many([note], actor=actor, now=now)[0]


class Recorded(Sequence[Event]):
    """Events that were recorded, in order, each made when somebody asks for it: of a hundred thousand that an
    import records, nobody does."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Event]: ...
    def __getitem__(self, at: int | slice) -> Event | Sequence[Event]:
        if isinstance(at, slice):
            return Recorded(self._rows[at])
        return Event.from_db(transaction.get_connection().alias, COLUMNS, self._rows[at])


def record_many(notes: Iterable[Note], *, actor: models.Model | None, now: datetime) -> Recorded:
    """Record many events in as few statements as possible; returns them in order, with their numbers."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("ledger.record needs the transaction of its action")
    recorded: list[tuple[Any, ...]] = []
    queue = iter(notes)
    while some := list(islice(queue, BATCH)):
        rows = _rows(some, actor, now)
        insert_rows(Event, rows, is_numbered=True)
        insert_rows(Pending, [(row[0], row[1], 0, None, "") for row in rows], is_numbered=True)
        recorded += rows
    return Recorded(recorded)


def record_past(notes: Sequence[tuple[datetime, Note]]) -> None:
    """Record events of a past that is written down with the register itself, each at a moment of its own.

    They go in as given, the earliest first, and are handed on to nobody: whoever calls this has written what
    follows from them. For the demo alone; in a district at work `record_many` is the way. Raises
    TransactionManagementError outside a transaction.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("ledger.record needs the transaction of its action")
    numbers = next_numbers(Event, len(notes)) if notes else ()
    rows = [_row(number, note, at, None) for number, (at, note) in zip(numbers, notes, strict=True)]
    insert_rows(Event, rows, is_numbered=True)


def _rows(notes: list[Note], actor: models.Model | None, now: datetime) -> list[tuple[Any, ...]]:
    """The notes as rows of the table of events, numbered in their order."""
    by = actor.pk if actor else None
    numbers = next_numbers(Event, len(notes))
    return [_row(number, note, now, by) for number, note in zip(numbers, notes, strict=True)]


def _row(number: int, note: Note, at: datetime, by: UUID | None) -> tuple[Any, ...]:
    """In the order of the columns of `Event`."""
    about = (note.subject_kind, note.subject_id, note.area_id)
    if note.cause and (note.reason or not CAUSE.fullmatch(note.cause)):
        raise ValueError(f"{note.kind}: a cause is a code, and stands alone; what was typed is a reason")
    told = (_text(note.before), _text(note.after), note.cause, sealed_words(note.reason))
    return (number, note.kind, at, note.actor_id or by, *about, *told)


def _text(value: dict[str, Any] | None) -> str:
    return _encode(value) if value else ""


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
