"""干部表: workbooks of staff handed in, looked at, imported and undone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.intake.forms import ImportsFilter
from lianxin.desk.intake.uploading import FIELD, Sealing
from lianxin.desk.intake.views.imports import MEGABYTE, newest_works
from lianxin.desk.paging import page_of
from lianxin.desk.unclear import unclear
from lianxin.desk.words import is_english
from lianxin.intake import sealed, uploads
from lianxin.intake.models import STAFF, Import, Upload
from lianxin.intake.opening.limits import MAX_FILE_BYTES
from lianxin.intake.sheets import SPREADSHEET
from lianxin.intake.staff.template import write_staff_template
from lianxin.people.access import ask
from lianxin.work.models import Work


@require_http_methods(["GET", "POST"])
@csrf_exempt
def imports(request: HttpRequest) -> HttpResponse:
    """The list; a POST hands in a file. Its token is checked in `_receive`, once the file is being sealed."""
    ask(request.user, "staff.edit")
    if request.method == "GET":
        return imports_page(request)
    sealing = Sealing(request)
    request.upload_handlers = [sealing]
    try:
        return _receive(request, sealing)
    finally:
        sealing.put_away()


@csrf_protect
def _receive(request: HttpRequest, sealing: Sealing) -> HttpResponse:
    arrived: Any = request.FILES.get(FIELD)
    if sealing.is_too_large:
        limit = MAX_FILE_BYTES // MEGABYTE
        return imports_page(request, fault=_("文件超过 %(limit)d MB。请拆成几个再交。") % {"limit": limit})
    if arrived is None:
        return imports_page(request, fault=_("没有收到文件。请先选一个文件，再按“看一遍”。"))
    upload, _work = uploads.receive_upload(
        key=arrived.key,
        file_name=arrived.name,
        size=arrived.size,
        sha256=arrived.sha256,
        kind=STAFF,
        actor=request.user,
        now=timezone.now(),
    )
    sealing.is_taken = True
    return redirect("desk:staff-upload", upload.pk)


def imports_page(request: HttpRequest, *, fault: str = "") -> HttpResponse:
    form = ImportsFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    now, wished = timezone.now(), form.cleaned_data
    listed = Import.objects.seen_by(request.user, STAFF).defer("report").select_related("by")
    page = page_of(listed, "id", after=wished["after"], before=wished["before"], newest_first=True)
    seen = Upload.objects.seen_by(request.user, STAFF).filter(run=None, dropped_at=None)
    waiting = list(seen.select_related("by")[:50])
    works = newest_works(upload.pk for upload in waiting)
    context = {
        "fault": fault,
        "waiting": [(upload, works.get(upload.pk)) for upload in waiting],
        "page": page,
        "total": listed.count(),
        "listed": [(run, run.state_at(now)) for run in page.rows],
        "here": "staff",
    }
    return render(request, "desk/staff/imports.html", context, status=422 if fault else 200)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty staff workbook to fill in."""
    ask(request.user, "staff.edit")
    with sealed.aside() as folder:
        path = folder / "staff.xlsx"
        write_staff_template(path)
        response = HttpResponse(path.read_bytes(), content_type=SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="staff.xlsx"'
    return response


def seen_upload(request: HttpRequest, key: UUID) -> Upload:
    """The file, if it is in sight (else 404)."""
    ask(request.user, "staff.edit")
    seen = Upload.objects.seen_by(request.user, STAFF).select_related("by", "run")
    return get_object_or_404(seen, pk=key)


@require_GET
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file: what was understood, what would change, what is refused."""
    upload = seen_upload(request, key)
    if upload.run_id:
        return redirect("desk:staff-imported", upload.run_id)
    work = Work.objects.about(upload.pk).first()
    preview = upload.preview or {}
    kinds = [preview.get(what, {}) for what in ("staff", "posts")]
    context = {
        "upload": upload,
        "work": work,
        "is_busy": work is not None and work.is_open,
        "has_failed": work is not None and work.state == Work.FAILED,
        "preview": preview,
        "changing": sum(counts.get(how, 0) for counts in kinds for how in ("created", "updated")),
        "here": "staff",
    }
    return render(request, "desk/staff/upload.html", context)


@require_POST
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look at the file once more."""
    return _take(request, key, uploads.look_again)


@require_POST
def importing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import the file, in the background."""
    return _take(request, key, uploads.start_import)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the file away; nothing of it was imported."""
    return _take(request, key, uploads.drop_upload)


@require_POST
def refused(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The workbook of refused rows; it holds phones, so the ledger notes who took it."""
    upload = seen_upload(request, key)
    path = sealed.refused_file(upload.pk)
    if upload.cleared_at or not path.exists():
        messages.warning(request, _("退回的行已经清掉了。请用原来的文件再看一遍。"))
        return redirect("desk:staff-upload", upload.pk)
    uploads.note_download(upload, actor=request.user, now=timezone.now())
    stem = upload.file_name.rsplit(".", 1)[0]
    name = f"{stem}-refused.xlsx" if is_english() else f"{stem}-退回的行.xlsx"
    response = StreamingHttpResponse(sealed.unseal(path), content_type=SPREADSHEET)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _take(request: HttpRequest, key: UUID, step: Callable[..., Any]) -> HttpResponse:
    upload = seen_upload(request, key)
    try:
        step(upload, actor=request.user, now=timezone.now())
    except uploads.UploadGone:
        messages.warning(request, _("这个文件正在导入、导入过了，或者已经撤下。"))
    return redirect("desk:staff-upload", upload.pk)
