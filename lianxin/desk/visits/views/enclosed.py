"""Photos and positions of visits: shown to whoever sees the home, with who looked; removed with a reason.

A picture has no address of its own on the disk's side: it is unsealed for one answer, which nobody keeps.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.planning.words import refusal
from lianxin.desk.visits.enclosed import RemovalForm
from lianxin.people.access import ask
from lianxin.visits.actions import VisitsRefused, note_look, remove_photo, remove_position
from lianxin.visits.models import Photo, Position
from lianxin.visits.photos import keeping
from lianxin.visits.photos.drawing import thumbnail as in_small

BESIDE = ("visit", "household__area", "area")


@require_GET
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """A whole picture; each look is written down."""
    return _picture(request, key, is_whole=True)


@require_GET
def thumbnail(request: HttpRequest, key: UUID) -> HttpResponse:
    """A picture in small; the first look of a day is written down."""
    return _picture(request, key, is_whole=False)


@require_POST
def photo_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    said = _("照片已删掉，取不回来了。谁删的、为什么，台账里有。")
    return _removal(request, Photo, key, remove_photo, said)


@require_POST
def position_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    said = _("位置已删掉，取不回来了。谁删的、为什么，台账里有。")
    return _removal(request, Position, key, remove_position, said)


def _removal(
    request: HttpRequest,
    model: type[Photo] | type[Position],
    key: UUID,
    remove: Callable[..., None],
    said: str,
) -> HttpResponse:
    found = get_object_or_404(model.objects.seen_by(request.user).select_related(*BESIDE), pk=key)
    ask(request.user, "household.edit", found)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写几个字说明为什么删。"))
        return redirect("desk:visit-record", found.visit_id)
    try:
        remove(found, reason=form.cleaned_data["reason"], actor=request.user, now=timezone.now())
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, said)
    return redirect("desk:visit-record", found.visit_id)


def _picture(request: HttpRequest, key: UUID, *, is_whole: bool) -> HttpResponse:
    seen = Photo.objects.seen_by(request.user).present().select_related(*BESIDE)
    found = get_object_or_404(seen, pk=key)
    ask(request.user, "household.see", found)
    try:
        data = keeping.take(found.pk)
    except keeping.PictureGone:
        raise Http404 from None
    note_look(found, is_whole=is_whole, actor=request.user, now=timezone.now())
    response = HttpResponse(data if is_whole else in_small(data).data, content_type="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{found.pk}.jpg"'
    return response
