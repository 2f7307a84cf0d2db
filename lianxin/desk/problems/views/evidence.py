"""Files of evidence: for whoever sees the problem, with who looked; shown to the home; removed with a reason.

A file has no address of its own on the disk's side: it is unsealed for one answer, which nobody keeps.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.problems.evidence import REMOVE, RemovalForm
from lianxin.desk.problems.speech import refusal
from lianxin.people.access import ask
from lianxin.problems.actions import ProblemsRefused, note_evidence_seen, remove_evidence, show_evidence
from lianxin.problems.evidence import keeping
from lianxin.problems.models import Evidence, Problem
from lianxin.visits.photos.drawing import thumbnail as in_small

ALONE = "sandbox; default-src 'none'"
"""What a document may do should anything open it as a page: nothing."""


def _seen(request: HttpRequest, key: UUID, verb: str = "problem.see") -> Evidence:
    """The file of a key, if its problem is in sight (else 404), after asking for `verb` on it (else 403)."""
    beside = ("problem__area", "problem__holder", "problem__household__area")
    rows = Evidence.objects.filter(problem__in=Problem.objects.seen_by(request.user))
    found = get_object_or_404(rows.select_related(*beside), pk=key)
    ask(request.user, verb, found)
    return found


@require_GET
def evidence(request: HttpRequest, key: UUID) -> HttpResponse:
    """A whole photo, or a document to be saved; each look is written down."""
    found = _seen(request, key)
    data = _data(found)
    note_evidence_seen(found, is_whole=True, actor=request.user, now=timezone.now())
    if found.is_photo:
        return _answer(data, "image/jpeg", f'inline; filename="{found.pk}.jpg"')
    return _answer(data, "application/pdf", f'attachment; filename="{found.pk}.pdf"')


@require_GET
def thumbnail(request: HttpRequest, key: UUID) -> HttpResponse:
    """A photo in small; the first look of a day is written down."""
    found = _seen(request, key)
    if not found.is_photo:
        raise Http404
    data = in_small(_data(found)).data
    note_evidence_seen(found, is_whole=False, actor=request.user, now=timezone.now())
    return _answer(data, "image/jpeg", f'inline; filename="{found.pk}.jpg"')


@require_POST
def evidence_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _seen(request, key, REMOVE)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写几个字说明为什么删。"))
        return redirect("desk:problem", found.problem_id)
    try:
        remove_evidence(found, reason=form.cleaned_data["reason"], actor=request.user, now=timezone.now())
    except ProblemsRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("凭据已删掉，取不回来了。谁删的、为什么，台账里有。"))
    return redirect("desk:problem", found.problem_id)


@require_POST
def evidence_showing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whether the home may see a photo: `shown` with anything in it, or without."""
    found = _seen(request, key, REMOVE)
    is_shown = bool(request.POST.get("shown"))
    try:
        show_evidence(found, is_shown=is_shown, actor=request.user, now=timezone.now())
    except ProblemsRefused as refused:
        messages.error(request, refusal(refused))
    else:
        said = _("这一户在自己的页面上看得到这张照片。") if is_shown else _("这一户不再看得到这张照片。")
        messages.success(request, said)
    return redirect("desk:problem", found.problem_id)


def _data(found: Evidence) -> bytes:
    if found.removed_at is not None:
        raise Http404
    try:
        return keeping.take(found.pk, found.problem_id)
    except keeping.FileGone:
        raise Http404 from None


def _answer(data: bytes, content_type: str, disposition: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = disposition
    if content_type != "image/jpeg":
        response.headers["Content-Security-Policy"] = ALONE
    return response
