"""Files handed in and imports that were run; handing in a file, and the empty workbook to fill in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.desk.intake.forms import ImportsFilter
from lianxin.desk.intake.shelves import Shelf
from lianxin.desk.intake.uploading import FIELD, Sealing
from lianxin.desk.paging import page_of
from lianxin.desk.unclear import unclear
from lianxin.intake import sealed
from lianxin.intake.models import Import, Upload
from lianxin.intake.opening.limits import MAX_FILE_BYTES
from lianxin.intake.sheets import SPREADSHEET
from lianxin.intake.uploads import receive_upload
from lianxin.people.access import ask
from lianxin.work.models import Work

MEGABYTE = 1024**2


@require_http_methods(["GET", "POST"])
@csrf_exempt
def imports(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """The list; a POST hands in a file. Its token is checked in `_receive`, once the file is being sealed."""
    ask(request.user, shelf.verb)
    if request.method == "GET":
        return imports_page(request, shelf)
    sealing = Sealing(request)
    request.upload_handlers = [sealing]
    try:
        return _receive(request, shelf, sealing)
    finally:
        sealing.put_away()


@csrf_protect
def _receive(request: HttpRequest, shelf: Shelf, sealing: Sealing) -> HttpResponse:
    arrived: Any = request.FILES.get(FIELD)
    if sealing.is_too_large:
        return imports_page(request, shelf, fault=shelf.too_large % {"limit": MAX_FILE_BYTES // MEGABYTE})
    if arrived is None:
        return imports_page(request, shelf, fault=_("没有收到文件。请先选一个文件，再按“看一遍”。"))
    upload, _work = receive_upload(
        key=arrived.key,
        file_name=arrived.name,
        size=arrived.size,
        sha256=arrived.sha256,
        kind=shelf.kind,
        actor=request.user,
        now=timezone.now(),
    )
    sealing.is_taken = True
    return redirect(shelf.names["upload"], upload.pk)


def imports_page(request: HttpRequest, shelf: Shelf, *, fault: str = "") -> HttpResponse:
    form = ImportsFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    now, wished = timezone.now(), form.cleaned_data
    listed = Import.objects.seen_by(request.user, shelf.kind).defer("report").select_related("by")
    page = page_of(listed, "id", after=wished["after"], before=wished["before"], newest_first=True)
    seen = Upload.objects.seen_by(request.user, shelf.kind).filter(run=None, dropped_at=None)
    waiting = list(seen.select_related("by")[:50])
    works = newest_works(upload.pk for upload in waiting)
    context = {
        "fault": fault,
        "limit": MAX_FILE_BYTES // MEGABYTE,
        "waiting": [(upload, works.get(upload.pk)) for upload in waiting],
        "page": page,
        "total": listed.count(),
        "figures": shelf.figures,
        "listed": [(run, run.state_at(now), shelf.done_by(run)) for run in page.rows],
        "names": shelf.names,
        "here": shelf.here,
    }
    return render(request, shelf.template("imports"), context, status=422 if fault else 200)


def newest_works(keys: Iterable[UUID]) -> dict[UUID | None, Work]:
    """The newest work about each of some things."""
    works = Work.objects.filter(subject_id__in=list(keys)).order_by("asked_at")
    return {work.subject_id: work for work in works}


@require_GET
def blank(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """An empty workbook of the kind to fill in."""
    ask(request.user, shelf.verb)
    with sealed.aside() as folder:
        path = folder / f"{shelf.kind}.xlsx"
        shelf.write_blank(path)
        response = HttpResponse(path.read_bytes(), content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="{shelf.kind}.xlsx"'
    return response
