"""The row of an import of a list, from its beginning to its end, or to its undo."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.intake.models import VERBS, Import, scope_of
from lianxin.intake.undoing import UndoRefused
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.ledger.actions import record
from lianxin.people.access import ask


@transaction.atomic
def begin_run(kind: str, path: Path, *, name: str, actor: Any, now: datetime) -> Import:
    """Write down that a file is being imported. Raises IntakeRefused where another one is."""
    if Import.objects.under_way(timezone.now()).exists():
        raise IntakeRefused("import.under_way")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    run: Import = Import.objects.create(
        kind=kind,
        file_name=(name or path.name)[:200],
        sha256=sha256,
        area=scope_of(actor, kind),
        by=actor,
        started_at=now,
        written_at=timezone.now(),
    )
    about = {"file": run.file_name, "sha256": sha256, "kind": kind}
    record(kind="import.started", actor=actor, now=now, subject=run, area=run.area_id, after=about)
    return run


@transaction.atomic
def finish_run(
    run: Import, *, rows: int, counts: dict[str, Any], report: Any, actor: Any, now: datetime
) -> None:
    run.state, run.finished_at, run.rows = Import.DONE, now, rows
    run.counts, run.report = counts, report
    run.save()
    record(kind="import.finished", actor=actor, now=now, subject=run, area=run.area_id, after=counts)


@transaction.atomic
def fail_run(run: Import) -> None:
    """What was written so far stays; it can be undone, or completed by importing the file again."""
    Import.objects.filter(pk=run.pk).update(state=Import.FAILED, written_at=timezone.now())


def run_to_undo(kind: str, import_id: UUID, actor: Any) -> Import:
    """The import, locked. Call it inside the action's transaction. Raises UndoRefused: undo.unknown,
    undo.done_before."""
    run: Import | None = (
        Import.objects.select_for_update(of=("self",)).filter(pk=import_id, kind=kind).first()
    )
    ask(actor, VERBS[kind], run)
    if run is None:
        raise UndoRefused("undo.unknown")
    if run.undone_at:
        raise UndoRefused("undo.done_before", on=run.undone_at.date().isoformat())
    return run


def close_undo(run: Import, *, actor: Any, now: datetime) -> None:
    """Call it inside the action's transaction, last."""
    run.state, run.undone_at, run.undone_by = Import.UNDONE, now, actor
    run.save(update_fields=["state", "undone_at", "undone_by"])
    record(kind="import.undone", actor=actor, now=now, subject=run, area=run.area_id, after=run.counts)
