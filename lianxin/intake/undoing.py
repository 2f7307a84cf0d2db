"""Undoing an import: the register's tables return to what they were, or nothing at all is changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianxin.intake.known import chunks
from lianxin.intake.messages import message
from lianxin.intake.models import Import, ImportBatch
from lianxin.ledger.actions import Note, record
from lianxin.ledger.models import Event
from lianxin.people.access import areas_seen, ask
from lianxin.registry import actions as registry
from lianxin.registry.models import Fact, Household, Resident

# Events after which a household is no longer as the import left it. Reading and classifying do not count.
LATER_WORK = frozenset(
    ("facts.changed", "household.imported", "household.changed", "household.moved", "household.moved_away")
    + ("household.split", "household.merged", "resident.moved", "resident.died")
    + ("class.contested", "review.decided")
)
NAMED = 20


class UndoRefused(ValueError):
    """An import that cannot be undone; `code` and `values` say why, `households` are those in the way."""

    def __init__(self, code: str, households: tuple[str, ...] = (), **values: object) -> None:
        self.code = code
        self.households = households
        self.values = values
        super().__init__(self.in_language("zh"))

    def in_language(self, lang: str) -> str:
        return message(self.code, lang, **self.values)


@transaction.atomic
def undo_import(import_id: UUID, *, actor: Any, now: datetime) -> Import:
    """Undo a whole import, last batch first. Raises UndoRefused, naming the households, when later work,
    another import included, builds on it; then nothing is changed."""
    ask(actor, "import.undo")
    run = Import.objects.select_for_update().filter(pk=import_id).first()
    if run is None:
        raise UndoRefused("undo.unknown")
    if run.undone_at:
        raise UndoRefused("undo.done_before", on=run.undone_at.date().isoformat())
    if Import.objects.under_way(now).exists():
        raise UndoRefused("undo.under_way")
    in_the_way: set[str] = set()
    for batch in run.batches.order_by("-ordinal"):
        touched = _touched(batch)
        _ask_for(actor, touched)
        in_the_way |= _changed_since(batch, touched)
        try:
            registry.undo_batch(batch.journal, _notes(batch, touched, run), actor=actor, now=now)
        except registry.UndoRefused as refused:
            in_the_way |= set(refused.households)
    if in_the_way:
        raise _refusal(sorted(in_the_way))
    run.batches.all().delete()
    run.state, run.undone_at, run.undone_by = Import.UNDONE, now, actor
    run.save()
    record(kind="import.undone", actor=actor, now=now, subject=run, after=run.counts)
    return run


def _touched(batch: ImportBatch) -> dict[UUID, Household]:
    """Return the households in which a batch wrote anything, by key."""
    journal = batch.journal
    keys = {UUID(key) for key in journal.households}
    for table, rows in ((Fact, journal.facts), (Fact, journal.retired), (Resident, journal.residents)):
        for some in chunks(rows):
            keys |= set(table.objects.filter(pk__in=some).values_list("household", flat=True))
    changed = [(UUID(change["key"]), change["table"]) for change in journal.changed]
    keys |= {key for key, table in changed if table == "household"}
    for some in chunks(key for key, table in changed if table == "resident"):
        keys |= set(Resident.objects.filter(pk__in=some).values_list("household", flat=True))
    return {home.pk: home for some in chunks(keys) for home in Household.objects.filter(pk__in=some)}


def _ask_for(actor: Any, touched: dict[UUID, Household]) -> None:
    """Undoing reaches every household of the import, so all must lie where the person may undo."""
    seen = set(areas_seen(actor, "import.undo").values_list("pk", flat=True))
    if any(home.area_id not in seen for home in touched.values()):
        raise PermissionDenied("import.undo")


def _changed_since(batch: ImportBatch, touched: dict[UUID, Household]) -> set[str]:
    """Return the numbers of households with later work, imports that were undone meanwhile left out."""
    undone = {str(key) for key in Import.objects.exclude(undone_at=None).values_list("pk", flat=True)}
    numbers: set[str] = set()
    for some in chunks(touched):
        later = Event.objects.filter(pk__gt=batch.until_event, subject_kind="household", subject_id__in=some)
        for event in later.filter(kind__in=LATER_WORK):
            if event.after.get("import") not in undone:
                numbers.add(touched[event.subject_id].number)
    return numbers


def _notes(batch: ImportBatch, touched: dict[UUID, Household], run: Import) -> Iterator[Note]:
    created = {UUID(key) for key in batch.journal.households}
    for key, home in touched.items():
        kind = "household.removed" if key in created else "household.changed"
        yield Note(
            kind, "household", key, home.area_id, after={"import": str(run.pk)}, reason="import.undone"
        )


def _refusal(numbers: list[str]) -> UndoRefused:
    shown = "、".join(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
    return UndoRefused("undo.changed_since", tuple(numbers), count=len(numbers), numbers=shown)
