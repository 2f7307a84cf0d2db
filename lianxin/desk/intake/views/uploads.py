"""One file that was handed in: what was understood, what would change, what is refused; then the import."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin import switches
from lianxin.desk.intake.shelves import Shelf
from lianxin.desk.words import is_english
from lianxin.intake import sealed, uploads
from lianxin.intake.models import Upload
from lianxin.intake.sheets import SPREADSHEET
from lianxin.people.access import ask
from lianxin.work.models import Work


def seen_upload(request: HttpRequest, shelf: Shelf, key: UUID) -> Upload:
    """The file, if it is in sight (else 404)."""
    ask(request.user, shelf.verb)
    seen = Upload.objects.seen_by(request.user, shelf.kind).select_related("by", "run")
    return get_object_or_404(seen, pk=key)


@require_GET
def upload(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    upload = seen_upload(request, shelf, key)
    if upload.run_id:
        return redirect(shelf.names["imported"], upload.run_id)
    work = Work.objects.about(upload.pk).first()
    preview = upload.preview or {}
    _looking, importing = uploads.WORKS[shelf.kind]
    context = {
        "upload": upload,
        "work": work,
        "is_busy": work is not None and work.is_open,
        "has_failed": work is not None and work.state == Work.FAILED,
        "was_importing": work is not None and work.kind == importing,
        "preview": preview,
        "changing": shelf.changing(preview),
        "unchanged": shelf.unchanged(preview),
        "kept_days": switches.number_of("kept_unused_days"),
        "names": shelf.names,
        "here": shelf.here,
    }
    return render(request, shelf.template("upload"), context)


@require_POST
def reading(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    """Look at the file once more, after it could not be done or what it would change has changed."""
    return _take(request, shelf, key, uploads.look_again)


@require_POST
def importing(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    """Import the file, in the background."""
    return _take(request, shelf, key, uploads.start_import)


@require_POST
def removal(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponse:
    """Take the file away; nothing of it was imported."""
    upload = seen_upload(request, shelf, key)
    try:
        uploads.drop_upload(upload, actor=request.user, now=timezone.now())
    except uploads.UploadGone:
        return _say_gone(request, shelf, upload)
    messages.success(request, _("文件已撤下并删除，没有导入任何内容。"))
    return redirect(shelf.names["imports"])


@require_POST
def refused(request: HttpRequest, shelf: Shelf, key: UUID) -> HttpResponseBase:
    """The workbook of refused rows; it holds ID numbers or phones, so the ledger notes who took it."""
    upload = seen_upload(request, shelf, key)
    path = sealed.refused_file(upload.pk)
    if upload.cleared_at or not path.exists():
        messages.warning(request, _("退回的行已经清掉了。请用原来的文件再看一遍。"))
        return redirect(shelf.names["upload"], upload.pk)
    uploads.note_download(upload, actor=request.user, now=timezone.now())
    stem = upload.file_name.rsplit(".", 1)[0]
    name = f"{stem}-refused.xlsx" if is_english() else f"{stem}-退回的行.xlsx"
    response = StreamingHttpResponse(sealed.unseal(path), content_type=SPREADSHEET)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _take(request: HttpRequest, shelf: Shelf, key: UUID, step: Callable[..., Work]) -> HttpResponse:
    upload = seen_upload(request, shelf, key)
    try:
        step(upload, actor=request.user, now=timezone.now())
    except uploads.UploadGone:
        return _say_gone(request, shelf, upload)
    return redirect(shelf.names["upload"], upload.pk)


def _say_gone(request: HttpRequest, shelf: Shelf, upload: Upload) -> HttpResponse:
    messages.warning(request, _("这个文件正在导入、导入过了，或者已经撤下。"))
    return redirect(shelf.names["upload"], upload.pk)
