"""Importing a staff workbook, batch by batch, and undoing it."""

import hashlib
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT, Max
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.databases.haste import collecting_seldom
from lianxin.intake.actions import Progress
from lianxin.intake.known import chunks
from lianxin.intake.models import STAFF, Import, ImportBatch, scope_of
from lianxin.intake.readers import Setting
from lianxin.intake.staff.planning import StaffPlanner
from lianxin.intake.staff.refused_book import write_refused_staff
from lianxin.intake.staff.results import StaffResult, staff_sheets
from lianxin.intake.staff.workbook import StaffBatch, read_staff
from lianxin.intake.undoing import UndoRefused
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.access import ask
from lianxin.people.actions.bringing import BroughtJournal, bring_staff, take_back_staff
from lianxin.people.models import Post, Secondment, Staff

NAMED = 20


def import_staff(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    dry_run: bool = False,
    refused_to: Path | None = None,
    progress: Progress | None = None,
    name: str = "",
) -> StaffResult:
    """Bring the people of a workbook in; returns what changed, what was refused and why.

    Nobody gets a password; slips are printed afterwards. A dry run writes nothing. Each batch is a
    transaction of its own. Raises IntakeRefused when the file cannot be read or another import is under way,
    PermissionDenied when `actor` may not edit staff.
    """
    ask(actor, "staff.edit")
    began = time.monotonic()
    file = read_staff(path, setting=Setting(timezone.localdate(now)))
    result = StaffResult(rows=file.rows, refused=list(file.refusals), is_dry_run=dry_run)
    result.warn(file.cautions)
    result.sheets = staff_sheets(file)
    run = None if dry_run else _begin(name or path.name, path, actor, now)
    planner, done = StaffPlanner(actor=actor, now=now), 0
    try:
        with collecting_seldom():
            for ordinal, batch in enumerate(file.batches(Area.objects.candidates())):
                _take_in(batch, ordinal, planner, run, result, actor, now)
                done += batch.rows
                if progress:
                    progress(done, result.rows)
    except BaseException:
        if run:
            Import.objects.filter(pk=run.pk).update(state=Import.FAILED, written_at=timezone.now())
        raise
    result.close()
    if run:
        result.import_id = run.pk
        _finish(run, result, actor, now)
    if refused_to:
        result.refused_rows = write_refused_staff(refused_to, file, result.refused)
    result.seconds = time.monotonic() - began
    return result


def undo_staff_import(
    import_id: UUID, *, actor: Any, now: datetime, progress: Progress | None = None
) -> Import:
    """Take an import back, a batch in each transaction, the last first. `progress`: (batches done, in all).

    Raises UndoRefused, naming the people on whom something builds since; then nothing is changed. One that
    stops halfway, because somebody signed in meanwhile, is carried on by asking again.
    """
    run = Import.objects.filter(pk=import_id, kind=STAFF).first()
    ask(actor, "staff.edit", run)
    if run is None:
        raise UndoRefused("undo.unknown")
    if run.undone_at:
        raise UndoRefused("undo.done_before", on=run.undone_at.date().isoformat())
    batches = list(run.batches.order_by("-ordinal"))
    if numbers := set().union(*map(in_the_way, batches)):
        raise _refusal(numbers)
    _hold(run)
    try:
        for done, batch in enumerate(batches, 1):
            _take_back(run, batch, actor, now)
            if progress:
                progress(done, len(batches))
    except BaseException:
        Import.objects.filter(pk=run.pk).update(state=Import.HALFWAY)
        raise
    _close(run, actor, now)
    return run


@transaction.atomic
def _hold(run: Import) -> None:
    """Take hold of the import, unless this or another one is being worked on."""
    list(Import.objects.select_for_update().filter(pk=run.pk))
    if Import.objects.under_way(timezone.now()).exists():
        raise UndoRefused("undo.under_way")
    Import.objects.filter(pk=run.pk).update(state=Import.UNDOING, written_at=timezone.now())


@transaction.atomic
def _take_back(run: Import, batch: ImportBatch, actor: Any, now: datetime) -> None:
    if numbers := in_the_way(batch):
        raise _refusal(numbers)
    take_back_staff(BroughtJournal(**batch.packed_journal), about=str(run.pk), actor=actor, now=now)
    batch.delete()
    Import.objects.filter(pk=run.pk).update(written_at=timezone.now())


@transaction.atomic
def _close(run: Import, actor: Any, now: datetime) -> None:
    run.state, run.undone_at, run.undone_by = Import.UNDONE, now, actor
    run.save(update_fields=["state", "undone_at", "undone_by"])
    record(kind="import.undone", actor=actor, now=now, subject=run, after=run.counts)


def _refusal(numbers: set[str]) -> UndoRefused:
    named = tuple(sorted(numbers))
    shown = "、".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")
    return UndoRefused("staff.undo_changed", named, count=len(named), numbers=shown)


def in_the_way(batch: ImportBatch) -> set[str]:
    """The numbers of the people of a batch on whom something builds since: they acted, or were changed."""
    journal = BroughtJournal(**batch.packed_journal)
    added = set(map(UUID, journal.staff))
    corrected = {UUID(key) for key, *_ in journal.corrected}
    posts = [*journal.posts, *(key for key, *_ in journal.retitled)]
    owners = dict(Post.objects.filter(pk__in=posts).values_list("pk", "staff"))
    owners |= dict(Secondment.objects.filter(pk__in=journal.secondments).values_list("pk", "staff"))
    about = {key: key for key in added | corrected} | owners
    later = Event.objects.filter(pk__gt=batch.until_event)
    people: set[UUID] = set()
    for some in chunks(about):
        touched = later.filter(subject_id__in=some).exclude(kind="staff.phone_revealed")
        people |= {about[key] for key in touched.values_list("subject_id", flat=True)}
    for some in chunks(added):
        people |= set(later.filter(actor_id__in=some).values_list("actor_id", flat=True))
        for table, ours in ((Post, journal.posts), (Secondment, journal.secondments)):
            more = table.objects.filter(staff__in=some).exclude(pk__in=ours)
            people |= set(more.values_list("staff", flat=True))
        for relation in Staff._meta.related_objects:
            if relation.on_delete is PROTECT and relation.related_model not in (Post, Secondment):
                rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                people |= set(rows.values_list(relation.field.attname, flat=True))
    return set(Staff.objects.filter(pk__in=people).values_list("number", flat=True))


def _take_in(
    batch: StaffBatch,
    ordinal: int,
    planner: StaffPlanner,
    run: Import | None,
    result: StaffResult,
    actor: Any,
    now: datetime,
) -> None:
    """Plan one batch and, unless this is a dry run, write it with its journal."""
    with transaction.atomic():
        plan = planner.plan(batch.drafts)
        if run and plan.bringing:
            journal = bring_staff(plan.bringing, about=str(run.pk), actor=actor, now=now)
            until = Event.objects.aggregate(last=Max("pk"))["last"]
            run.batches.create(ordinal=ordinal, until_event=until, packed_journal=journal.to_json())
            Import.objects.filter(pk=run.pk).update(written_at=timezone.now())
    result.counts += plan.counts
    result.sample_staff(plan.samples)
    result.refused += [*batch.refusals, *plan.refusals]
    result.warn([*batch.cautions, *plan.cautions])


@transaction.atomic
def _begin(name: str, path: Path, actor: Any, now: datetime) -> Import:
    if Import.objects.under_way(timezone.now()).exists():
        raise IntakeRefused("import.under_way")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    run = Import.objects.create(
        kind=STAFF,
        file_name=name[:200],
        sha256=sha256,
        area=scope_of(actor, STAFF),
        by=actor,
        started_at=now,
        written_at=timezone.now(),
    )
    about = {"file": run.file_name, "sha256": sha256, "kind": STAFF}
    record(kind="import.started", actor=actor, now=now, subject=run, after=about)
    return run


@transaction.atomic
def _finish(run: Import, result: StaffResult, actor: Any, now: datetime) -> None:
    run.state, run.finished_at, run.rows = Import.DONE, now, result.rows
    run.counts = {**result.tally, "refused": len(result.refused), "warnings": len(result.warnings)}
    run.report = result.report()
    run.save()
    record(kind="import.finished", actor=actor, now=now, subject=run, after=run.counts)
