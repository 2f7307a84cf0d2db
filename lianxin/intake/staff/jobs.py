"""The long work of staff workbooks, carried out by the worker: looking at one, importing it, undoing that."""

from functools import partial
from typing import Any

from django.utils import timezone

from lianxin.intake import sealed, uploads
from lianxin.intake.jobs import NAMED, refused_place, waiting_upload
from lianxin.intake.models import STAFF, Upload
from lianxin.intake.previewing import unreadable
from lianxin.intake.staff.actions import import_staff, undo_staff_import
from lianxin.intake.staff.results import StaffResult, staff_preview
from lianxin.intake.undoing import UndoRefused
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused


def preview_staff(work: Work, tell: Tell) -> None:
    """Look at a workbook and keep what was found. One that cannot be read is a finding, not a failure."""
    upload = waiting_upload(work, STAFF)
    try:
        result = _read(upload, work, tell, dry_run=True)
    except IntakeRefused as refused:
        uploads.keep_preview(upload, unreadable(refused), 0)
    else:
        uploads.keep_preview(upload, staff_preview(result), result.refused_rows)


def run_staff(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a workbook. It stays when the import stops halfway, so that it can be started once more."""
    upload = waiting_upload(work, STAFF)
    try:
        result = _read(upload, work, tell, dry_run=False)
    except IntakeRefused as refused:
        told = refused.refusal
        raise WorkRefused(told.code, told.in_language("zh"), told.in_language("en")) from None
    assert result.import_id
    uploads.close_upload(upload, result.import_id, result.refused_rows)
    return {"import": str(result.import_id)}


def undo_staff(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import of staff."""
    assert work.subject_id
    tell("looking")
    say = partial(tell, "undoing")
    try:
        run = undo_staff_import(work.subject_id, actor=work.by, now=timezone.now(), progress=say)
    except UndoRefused as refused:
        zh, en = refused.in_language("zh"), refused.in_language("en")
        raise WorkRefused(refused.code, zh, en, numbers=list(refused.households[:NAMED])) from None
    return {"import": str(run.pk)}


def _read(upload: Upload, work: Work, tell: Tell, *, dry_run: bool) -> StaffResult:
    """Run the import on a plain copy of the file that is gone afterwards; keep the refused rows sealed."""
    tell("reading")
    with sealed.opened(sealed.upload_file(upload.pk)) as plain, refused_place(upload) as refused:
        return import_staff(
            plain,
            actor=work.by,
            now=timezone.now(),
            dry_run=dry_run,
            refused_to=refused,
            progress=partial(tell, "checking" if dry_run else "writing"),
            name=upload.file_name,
        )
