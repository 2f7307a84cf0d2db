"""The long work on a file of any kind: looking at it, bringing it in. How kinds differ is in a `Kind`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from lianxin.intake import sealed, uploads
from lianxin.intake.models import Upload
from lianxin.intake.previewing import unreadable
from lianxin.intake.undoing import UndoRefused
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused

NAMED = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code on uploads, the action that brings one in, and the summary of its result.

    The result has `refused_rows` and `import_id`.
    """

    code: str
    bring_in: Callable[..., Any]
    summary: Callable[[Any], dict[str, Any]]


def look_at(kind: Kind, work: Work, tell: Tell) -> None:
    """Look at a file and keep what was found. A file that cannot be read is a finding, not a failure."""
    upload = _waiting(kind, work)
    try:
        result = _read(kind, upload, work, tell, dry_run=True)
    except IntakeRefused as refused:
        uploads.keep_preview(upload, unreadable(refused), 0)
    else:
        uploads.keep_preview(upload, kind.summary(result), result.refused_rows)


def bring_in(kind: Kind, work: Work, tell: Tell) -> dict[str, Any]:
    """Import a file. It stays when the import stops halfway, so that it can be started once more."""
    upload = _waiting(kind, work)
    try:
        result = _read(kind, upload, work, tell, dry_run=False)
    except IntakeRefused as refused:
        told = refused.refusal
        raise WorkRefused(told.code, told.in_language("zh"), told.in_language("en")) from None
    assert result.import_id
    uploads.close_upload(upload, result.import_id, result.refused_rows)
    return {"import": str(result.import_id)}


@contextmanager
def undoing(work: Work, tell: Tell, named: str) -> Iterator[Any]:
    """Around the undo of an import: yields what tells how far it is; what stands against it is `named`."""
    assert work.subject_id
    tell("looking")
    try:
        yield partial(tell, "undoing")
    except UndoRefused as refused:
        zh, en = refused.in_language("zh"), refused.in_language("en")
        stands = {named: list(refused.households[:NAMED])}
        raise WorkRefused(refused.code, zh, en, **stands) from None


def _waiting(kind: Kind, work: Work) -> Upload:
    """The file that work is about. Raises WorkRefused when it is gone."""
    upload = Upload.objects.filter(pk=work.subject_id, kind=kind.code, run=None, dropped_at=None).first()
    if upload is None or not sealed.upload_file(upload.pk).exists():
        raise WorkRefused(
            "upload.gone",
            "这个文件已经不在了：导入过，或者撤下了。请重新选择文件。",
            "The file is gone: it was imported or taken away. Choose it again.",
        )
    return upload


def _read(kind: Kind, upload: Upload, work: Work, tell: Tell, *, dry_run: bool) -> Any:
    """Run the import on a plain copy of the file that is gone afterwards; keep the refused rows sealed."""
    tell("reading")
    with sealed.opened(sealed.upload_file(upload.pk)) as plain, _refused_place(upload) as refused:
        return kind.bring_in(
            plain,
            actor=work.by,
            now=timezone.now(),
            dry_run=dry_run,
            refused_to=refused,
            progress=partial(tell, "checking" if dry_run else "writing"),
            name=upload.file_name,
        )


@contextmanager
def _refused_place(upload: Upload) -> Iterator[Path]:
    """A place for the workbook of refused rows, sealed in the end."""
    with sealed.aside() as folder:
        plain = folder / "refused.xlsx"
        yield plain
        if plain.exists():
            sealed.seal(plain, sealed.refused_file(upload.pk))
