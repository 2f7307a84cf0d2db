"""The long work of intake, carried out by the worker: looking at a file, importing it, undoing an import."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from lianxin.intake import sealed, uploads
from lianxin.intake.actions import Result, import_roster
from lianxin.intake.models import ROSTER, Import, Upload
from lianxin.intake.previewing import preview_of, unreadable
from lianxin.intake.undoing import UndoRefused, undo_import
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused, resumes

NAMED = 50


@resumes
def preview_upload(work: Work, tell: Tell) -> None:
    """Look at a file and keep what was found. A file that cannot be read is a finding, not a failure."""
    upload = waiting_upload(work, ROSTER)
    try:
        result = _read(upload, work, tell, dry_run=True)
    except IntakeRefused as refused:
        uploads.keep_preview(upload, unreadable(refused), 0)
    else:
        uploads.keep_preview(upload, preview_of(result), result.refused_rows)


def run_upload(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a file. It stays when the import stops halfway, so that it can be started once more."""
    upload = waiting_upload(work, ROSTER)
    try:
        result = _read(upload, work, tell, dry_run=False)
    except IntakeRefused as refused:
        told = refused.refusal
        raise WorkRefused(told.code, told.in_language("zh"), told.in_language("en")) from None
    assert result.import_id
    uploads.close_upload(upload, result.import_id, result.refused_rows)
    return {"import": str(result.import_id)}


@resumes
def undo_run(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import. When its process dies, the next one carries on where it stopped."""
    assert work.subject_id
    tell("looking")
    leaves = Import.objects.filter(pk=work.subject_id, leaves_changed=True).exists()
    tell_households = partial(tell, "undoing")
    try:
        run = undo_import(
            work.subject_id,
            actor=work.by,
            now=timezone.now(),
            leave_changed=leaves,
            progress=tell_households,
        )
    except UndoRefused as refused:
        households = list(refused.households[:NAMED])
        zh, en = refused.in_language("zh"), refused.in_language("en")
        raise WorkRefused(refused.code, zh, en, households=households) from None
    return {"import": str(run.pk)}


def waiting_upload(work: Work, kind: str) -> Upload:
    """The file of a kind that work is about. Raises WorkRefused when it is gone."""
    upload = Upload.objects.filter(pk=work.subject_id, kind=kind, run=None, dropped_at=None).first()
    if upload is None or not sealed.upload_file(upload.pk).exists():
        raise WorkRefused(
            "upload.gone",
            "这个文件已经不在了：导入过，或者撤下了。请重新选择文件。",
            "The file is gone: it was imported or taken away. Choose it again.",
        )
    return upload


def _read(upload: Upload, work: Work, tell: Tell, *, dry_run: bool) -> Result:
    """Run the import on a plain copy of the file that is gone afterwards; keep the refused rows sealed."""
    tell("reading")
    with sealed.opened(sealed.upload_file(upload.pk)) as plain, refused_place(upload) as refused:
        return import_roster(
            plain,
            actor=work.by,
            now=timezone.now(),
            dry_run=dry_run,
            refused_to=refused,
            progress=partial(tell, "checking" if dry_run else "writing"),
            name=upload.file_name,
        )


@contextmanager
def refused_place(upload: Upload) -> Iterator[Path]:
    """A place for the workbook of refused rows, sealed in the end."""
    with sealed.aside() as folder:
        plain = folder / "refused.xlsx"
        yield plain
        if plain.exists():
            sealed.seal(plain, sealed.refused_file(upload.pk))
