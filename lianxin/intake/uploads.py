"""Files handed in on a page: received, looked at, imported or dropped, and cleared away in the end."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin import switches
from lianxin.intake import sealed
from lianxin.intake.models import CALENDAR, PETITIONS, ROSTER, STAFF, VERBS, Import, Upload, scope_of
from lianxin.ledger.actions import record
from lianxin.people.access import ask
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

PREVIEW, RUN, UNDO = "import.preview", "import.run", "import.undo"
# {kind of file: (work that looks at it, work that imports it)}
WORKS = {
    ROSTER: (PREVIEW, RUN),
    STAFF: ("staff.preview", "staff.run"),
    CALENDAR: ("calendar.preview", "calendar.run"),
    PETITIONS: ("petitions.preview", "petitions.run"),
}
ORPHAN_S = 24 * 60 * 60


class UploadGone(ValueError):
    """The file was imported or dropped meanwhile."""


@transaction.atomic
def receive_upload(
    *, key: UUID, file_name: str, size: int, sha256: str, actor: Any, now: datetime, kind: str = ROSTER
) -> tuple[Upload, Work]:
    """Take in a file that lies sealed under `key`, and have it looked at."""
    ask(actor, VERBS[kind])
    upload = Upload.objects.create(
        id=key,
        kind=kind,
        file_name=file_name[:200],
        size=size,
        sha256=sha256,
        area=scope_of(actor, kind),
        by=actor,
        uploaded_at=now,
    )
    about = {"file": upload.file_name, "sha256": sha256, "kind": kind}
    record(kind="import.uploaded", actor=actor, now=now, subject=upload, area=upload.area_id, after=about)
    return upload, ask_for(WORKS[kind][0], subject_id=upload.pk, actor=actor, now=now)


def look_again(upload: Upload, *, actor: Any, now: datetime) -> Work:
    """Have a file looked at once more. Raises UploadGone."""
    return _ask_about(upload, WORKS[upload.kind][0], actor, now)


def start_import(upload: Upload, *, actor: Any, now: datetime) -> Work:
    """Have a file imported. Raises UploadGone."""
    return _ask_about(upload, WORKS[upload.kind][1], actor, now)


@transaction.atomic
def start_undo(run: Import, *, actor: Any, now: datetime, leave_changed: bool = False) -> Work:
    """Have an import undone; with `leave_changed` all but the households that were changed since."""
    ask(actor, "import.undo", run)
    Import.objects.filter(pk=run.pk).update(leaves_changed=leave_changed)
    return ask_for(UNDO, subject_id=run.pk, actor=actor, now=now)


@transaction.atomic
def keep_preview(upload: Upload, preview: dict[str, Any], refused_rows: int) -> None:
    """Write down what looking at the file found. It says nothing about the register, so the ledger rests."""
    Upload.objects.filter(pk=upload.pk).update(preview=preview, refused_rows=refused_rows)


@transaction.atomic
def close_upload(upload: Upload, run_id: UUID, refused_rows: int) -> None:
    """The file is on the register: its bytes go, its refused rows stay for a while."""
    Upload.objects.filter(pk=upload.pk).update(run=run_id, refused_rows=refused_rows, preview=None)
    transaction.on_commit(lambda: sealed.upload_file(upload.pk).unlink(missing_ok=True))


@transaction.atomic
def drop_upload(upload: Upload, *, actor: Any, now: datetime) -> None:
    """Take a file away that is not to be imported. Raises UploadGone."""
    ask(actor, VERBS[upload.kind], upload)
    waiting = Upload.objects.filter(pk=upload.pk, run=None, dropped_at=None)
    is_busy = Work.objects.about(upload.pk).open().filter(kind=WORKS[upload.kind][1]).exists()
    if is_busy or not waiting.update(dropped_at=now, cleared_at=now, preview=None):
        raise UploadGone
    about = {"file": upload.file_name, "kind": upload.kind}
    record(kind="import.dropped", actor=actor, now=now, subject=upload, area=upload.area_id, after=about)
    transaction.on_commit(lambda: _remove_files(upload.pk))


@transaction.atomic
def note_download(upload: Upload, *, actor: Any, now: datetime) -> None:
    """Tell the ledger that somebody takes the refused rows out of the house."""
    ask(actor, VERBS[upload.kind], upload)
    about = {"file": upload.file_name, "kind": upload.kind}
    kind = "import.refused_downloaded"
    record(kind=kind, actor=actor, now=now, subject=upload, area=upload.area_id, after=about)


def clear_uploads(*, now: datetime) -> int:
    """Remove what is no longer needed: files nobody imported, old workbooks of refused rows, leftovers."""
    stale = now - timedelta(days=switches.number_of("kept_unused_days"))
    unused = Upload.objects.filter(run=None, dropped_at=None, uploaded_at__lt=stale)
    for upload in unused:
        if not Work.objects.about(upload.pk).open().exists():
            drop_upload(upload, actor=None, now=now)
    past = now - timedelta(days=switches.number_of("kept_refused_days"))
    old = Upload.objects.filter(cleared_at=None, run__isnull=False, uploaded_at__lt=past)
    cleared = 0
    for upload in old:
        Upload.objects.filter(pk=upload.pk).update(cleared_at=now)
        _remove_files(upload.pk)
        cleared += 1
    return cleared + len(unused) + _remove_orphans()


def _ask_about(upload: Upload, kind: str, actor: Any, now: datetime) -> Work:
    ask(actor, VERBS[upload.kind], upload)
    if not Upload.objects.filter(pk=upload.pk, run=None, dropped_at=None).exists():
        raise UploadGone
    return ask_for(kind, subject_id=upload.pk, actor=actor, now=now)


def _remove_files(key: UUID) -> None:
    sealed.upload_file(key).unlink(missing_ok=True)
    sealed.drop(sealed.refused_file(key))


def _remove_orphans() -> int:
    """Remove what a crash left: files without an upload, and plain copies nobody reads any more."""
    removed = 0
    for path in sealed.folder().iterdir():
        if time.time() - path.stat().st_mtime < ORPHAN_S:
            continue
        if path.name.startswith(sealed.OPENED):
            rmtree(path, ignore_errors=True)
            removed += 1
        elif not _is_known(path):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _is_known(path: Path) -> bool:
    try:
        key = UUID(path.stem)
    except ValueError:
        return False
    return Upload.objects.filter(pk=key, cleared_at=None).exists()
