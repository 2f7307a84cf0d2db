"""Running an import. Each batch is a transaction of its own, so a run that stops halfway can be run again."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.names import NameIndex
from lianxin.databases.haste import collecting_seldom
from lianxin.intake.changing import Moment
from lianxin.intake.models import Import, scope_of
from lianxin.intake.planning import Planner
from lianxin.intake.readers import Setting
from lianxin.intake.refused_book import write_refused
from lianxin.intake.results import Result, sheets_read
from lianxin.intake.roster import BATCH, Batch, read_roster
from lianxin.intake.undoing import UndoRefused, undo_import
from lianxin.intake.vocabulary import HouseholdDraft, IntakeRefused
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.access import ask
from lianxin.policies.catalogue import Catalogue, default
from lianxin.registry.actions import write_batch

__all__ = ["Result", "UndoRefused", "import_drafts", "import_roster", "undo_import"]

# Called with (rows done, rows in all) after each batch.
Progress = Callable[[int, int], None]


def import_roster(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    dry_run: bool = False,
    refused_to: Path | None = None,
    progress: Progress | None = None,
    catalogue: Catalogue | None = None,
    name: str = "",
) -> Result:
    """Bring a roster into the register; returns what changed, what was refused and why.

    A dry run writes nothing at all. `refused_to`: where to write the workbook of refused rows. `name`: what
    the file is called when it is not the path's own name. The ledger
    notes end in the corridor, which the caller walks. Raises IntakeRefused when the file cannot be read or
    another import is under way, PermissionDenied when `actor` may not import.
    """
    ask(actor, "import.run")
    began = time.monotonic()
    catalogue = catalogue or default()
    roster = read_roster(path, catalogue=catalogue, setting=_setting(now))
    sha256 = _digest(path)
    result = Result(rows=roster.rows, refused=list(roster.refusals), is_dry_run=dry_run)
    result.warn(roster.cautions)
    result.sheets = sheets_read(roster)
    moment = Moment(actor, now, _observed_on(sha256, now), catalogue)
    batches = roster.batches(NameIndex(Area.objects.candidates()).match)
    run = None if dry_run else _begin(name or path.name, sha256, moment)
    _carry_out(run, batches, moment, result, progress)
    if refused_to:
        result.refused_rows = write_refused(refused_to, roster, result.refused)
    result.seconds = time.monotonic() - began
    return result


def import_drafts(
    drafts: Iterable[HouseholdDraft], *, actor: Any, now: datetime, name: str = "", dry_run: bool = False
) -> Result:
    """Bring drafts that were made elsewhere (the demo) into the register, as `import_roster` does."""
    ask(actor, "import.run")
    began = time.monotonic()
    moment = Moment(actor, now, timezone.localdate(now), default())
    result = Result(is_dry_run=dry_run)
    run = None if dry_run else _begin(name, "", moment)
    _carry_out(run, _batches(drafts, result), moment, result, None)
    result.seconds = time.monotonic() - began
    return result


def _carry_out(
    run: Import | None,
    batches: Iterable[Batch],
    moment: Moment,
    result: Result,
    progress: Progress | None,
) -> None:
    """Plan each batch and, unless this is a dry run, write it with its journal."""
    planner = Planner(moment)
    done = 0
    with _marked_when_it_fails(run), collecting_seldom():
        for ordinal, batch in enumerate(batches):
            with transaction.atomic():
                plan = planner.plan(batch.drafts, run.pk if run else None)
                if run and plan.notes:
                    batch_to_write = plan.to_batch(moment)
                    journal = write_batch(batch_to_write, plan.notes, actor=moment.actor, now=moment.now)
                    until = Event.objects.aggregate(last=Max("pk"))["last"]
                    run.batches.create(ordinal=ordinal, until_event=until, packed_journal=journal.to_json())
            result.counts += plan.counts
            result.sample(plan.samples)
            result.refused += [*batch.refusals, *plan.refusals]
            result.warn([*batch.cautions, *plan.cautions])
            done += batch.rows
            if run:
                Import.objects.filter(pk=run.pk).update(written_at=timezone.now(), rows=done)
            if progress:
                progress(done, result.rows)
        result.close()
        if run:
            result.import_id = run.pk
            _finish(run, result, moment)


@transaction.atomic
def _begin(file_name: str, sha256: str, moment: Moment) -> Import:
    if Import.objects.under_way(timezone.now()).exists():
        raise IntakeRefused("import.under_way")
    run = Import.objects.create(
        file_name=file_name[:200],
        sha256=sha256,
        area=scope_of(moment.actor),
        by=moment.actor,
        started_at=moment.now,
        written_at=timezone.now(),
    )
    about = {"file": file_name, "sha256": sha256}
    record(kind="import.started", actor=moment.actor, now=moment.now, subject=run, after=about)
    return run


@transaction.atomic
def _finish(run: Import, result: Result, moment: Moment) -> None:
    run.state, run.finished_at, run.rows = Import.DONE, moment.now, result.rows
    run.counts = {**result.tally, "refused": len(result.refused), "warnings": len(result.warnings)}
    run.report = result.report()
    run.save()
    record(kind="import.finished", actor=moment.actor, now=moment.now, subject=run, after=run.counts)


@contextmanager
def _marked_when_it_fails(run: Import | None) -> Iterator[None]:
    """Leave a run that stops halfway marked as failed: it can be undone, or completed by running it again."""
    try:
        yield
    except BaseException:
        if run:
            Import.objects.filter(pk=run.pk).update(state=Import.FAILED, written_at=timezone.now())
        raise


def _setting(now: datetime) -> Setting:
    district = Area.objects.open().filter(level="district").values_list("code", flat=True).first()
    return Setting(timezone.localdate(now), (district or "")[:2])


def _observed_on(sha256: str, now: datetime) -> date:
    """Return the day to which facts without a date belong: when this very file first came, else today."""
    first = Import.objects.in_force().filter(sha256=sha256, state=Import.DONE).order_by("started_at").first()
    return timezone.localdate(first.started_at if first else now)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batches(drafts: Iterable[HouseholdDraft], result: Result) -> Iterator[Batch]:
    """Yield drafts in batches, counting their rows as they come."""
    queue = iter(drafts)
    while some := list(islice(queue, BATCH)):
        rows = sum(len(draft.rows) for draft in some)
        result.rows += rows
        yield Batch(drafts=some, households=len(some), rows=rows)
