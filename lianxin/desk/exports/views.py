"""导出: what one has chosen to take, written directly or in the background, and fetched by oneself alone."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.desk.words import is_english, said
from lianxin.exports.actions import PurposeNeeded, export_file, is_open_to, start_export
from lianxin.exports.models import Export
from lianxin.exports.vocabulary import ON_PAGES, WITHOUT_PURPOSE, Form, Purpose
from lianxin.intake import sealed
from lianxin.intake.sheets import SPREADSHEET
from lianxin.people.access import ask
from lianxin.work.models import Work

SHOWN = 20
TYPES = {Form.XLSX: SPREADSHEET, Form.CSV: "text/csv; charset=utf-8"}


class ExportForm(forms.Form):
    """How a list is written and what it is for; the purpose may be left out of a short one."""

    key = forms.UUIDField()
    form = forms.ChoiceField(choices=[(form.value, form.value) for form in Form])
    purpose = forms.ChoiceField(
        choices=[("", gettext_lazy("请选")), *((one.value, one.value) for one in ON_PAGES)], required=False
    )


@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest) -> HttpResponseBase:
    """One's own exports; a POST starts the writing of one, or fetches what was written."""
    ask(request.user, "household.see")
    if request.method == "POST":
        return _fetch(request) if request.POST.get("step") == "fetch" else _start(request)
    listed = list(Export.objects.of(request.user).filter(cleared_at=None)[:SHOWN])
    works = {work.subject_id: work for work in Work.objects.filter(subject_id__in=[one.pk for one in listed])}
    rows = [(export, works.get(export.pk), export_file(export.pk).exists()) for export in listed]
    newest = rows[0] if rows and rows[0][1] is None else None
    context: dict[str, Any] = {
        "newest": newest[0] if newest else None,
        "rows": [row for row in rows if row[1]],
        "needs_purpose": bool(newest and newest[0].chosen > WITHOUT_PURPOSE),
        "purposes": [(one.value, said(one)) for one in ON_PAGES],
        "is_busy": any(work and work.is_open for _export, work, _is_there in rows),
        "here": "households",
    }
    return render(request, "desk/households/exports.html", context)


def _start(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有导出：请重新选。"))
        return redirect("desk:exports")
    given = form.cleaned_data
    export = get_object_or_404(Export.objects.of(request.user), pk=given["key"], cleared_at=None)
    purpose = Purpose(given["purpose"]) if given["purpose"] else None
    now = timezone.now()
    try:
        start_export(export, form=Form(given["form"]), purpose=purpose, actor=request.user, now=now)
    except PurposeNeeded:
        messages.error(request, _("超过 200 行，请选做什么用；会记进台账。"))
    return redirect("desk:exports")


def _fetch(request: HttpRequest) -> HttpResponseBase:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return redirect("desk:exports")
    export = get_object_or_404(Export.objects.of(request.user), pk=key)
    path = export_file(export.pk)
    if not is_open_to(request.user, export, now=timezone.now()) or not path.exists():
        messages.warning(request, _("这份名单已经清掉了，请重新选。"))
        return redirect("desk:exports")
    day = timezone.localdate(export.made_at)
    name = (
        f"{export.kind}-{day}.{export.form}"
        if is_english()
        else f"{export.get_kind_display()}-{day}.{export.form}"
    )
    response = StreamingHttpResponse(sealed.unseal(path), content_type=TYPES[Form(export.form)])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
