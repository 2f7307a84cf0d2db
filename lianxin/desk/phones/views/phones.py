"""手机: one's own phones and those one may take out of use; ending one; taking in a rescue file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.paging import page_of
from lianxin.desk.phones.forms import PhonesFilter, RescueForm, RevocationForm
from lianxin.desk.phones.listing import lines_of
from lianxin.desk.unclear import unclear
from lianxin.field.actions import FieldRefused, revoke_device, take_in_rescue
from lianxin.field.models import Device
from lianxin.people.access import ask, may, note_asked, own_account

LARGEST_FILE = 16 * 2**20
TAKEN = ("accepted", "duplicate", "held", "quarantined", "rejected")


@own_account("one's own phones, and those of staff whose phones one may take out of use")
@require_GET
def phones(request: HttpRequest) -> HttpResponse:
    """The latest signed in first."""
    form = PhonesFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    return phones_page(request, form.cleaned_data)


def phones_page(
    request: HttpRequest, wished: dict[str, Any], *, rescue: RescueForm | None = None, status: int = 200
) -> HttpResponse:
    seen = Device.objects.seen_by(request.user)
    has_ended = wished.get("state") == "ended"
    listed = seen.exclude(revoked_at=None) if has_ended else seen.current()
    page = page_of(
        listed.select_related("staff", "revoked_by"),
        "id",
        after=wished.get("after"),
        before=wished.get("before"),
        newest_first=True,
    )
    rescues = may(request.user, "device.revoke")
    context: dict[str, Any] = {
        "page": page,
        "lines": lines_of(page.rows),
        "current": seen.current().count(),
        "ended": seen.exclude(revoked_at=None).count(),
        "total": listed.count(),
        "has_ended": has_ended,
        "rescue": (rescue or RescueForm()) if rescues else None,
        "tab": "records",
        "made": "phones",
        "here": "planning",
    }
    return render(request, "desk/phones/phones.html", context, status=status)


@require_http_methods(["GET", "POST"])
def revocation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what follows, then take a phone out of use."""
    seen = Device.objects.seen_by(request.user).select_related("staff")
    device = get_object_or_404(seen, pk=key)
    if device.staff_id == request.user.pk:
        note_asked("one's own phone")
    else:
        ask(request.user, "device.revoke", device)
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if revoke_device(device, actor=request.user, now=now, reason=form.cleaned_data["reason"]):
            messages.success(request, _("已停用。它下次连上时交出没传的，然后清空。"))
        else:
            messages.info(request, _("这台手机早已停用。"))
        return redirect("desk:phones")
    context: dict[str, Any] = {
        "line": lines_of([device])[0],
        "form": form,
        "tab": "records",
        "made": "phones",
        "here": "planning",
    }
    return render(request, "desk/phones/revocation.html", context, status=422 if form.is_bound else 200)


@require_POST
def rescue(request: HttpRequest) -> HttpResponse:
    """Take in a rescue file; what is here already stays as it is."""
    ask(request.user, "device.revoke")
    form = RescueForm(request.POST, request.FILES)
    if form.is_valid() and form.cleaned_data["file"].size > LARGEST_FILE:
        form.add_error("file", _("文件太大：救援文件不会超过 16 MB。"))
    if form.is_valid():
        try:
            text = form.cleaned_data["file"].read()
            counts = take_in_rescue(text, actor=request.user, now=timezone.now())
        except FieldRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _rescued(counts))
            return redirect("desk:phones")
    return phones_page(request, {}, rescue=form, status=422)


def _rescued(counts: dict[str, int]) -> str:
    told = {name: counts.get(name, 0) for name in TAKEN}
    said = _(
        "文件里有 %(all)d 条：新收下 %(accepted)d 条，早已收到 %(duplicate)d 条，"
        "等前一条 %(held)d 条，要看一看 %(quarantined)d 条。"
    ) % (told | {"all": sum(told.values())})
    return said + _enclosed(counts)


def _enclosed(counts: dict[str, int]) -> str:
    """The photos and positions of a file; nothing where it holds none."""
    numbers = {name: counts.get(f"enclosed-{name}", 0) for name in ("taken", "here", "refused", "waits")}
    if not sum(numbers.values()):
        return ""
    said = _("照片和位置 %(all)d 件：新收下 %(taken)d 件，早已收到 %(here)d 件，不能收 %(refused)d 件。") % (
        numbers | {"all": sum(numbers.values())}
    )
    if numbers["waits"]:
        said += _("还有 %(waits)d 件在等：走访收下以后，或者过一天，再传一次这个文件，不会重复。") % numbers
    return said
