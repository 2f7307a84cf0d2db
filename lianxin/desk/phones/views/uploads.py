"""要看一看的上传: what phones sent and a person must decide about: the list, one of them, the decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.models import Area
from lianxin.desk.households.rows import Row
from lianxin.desk.in_place import in_place
from lianxin.desk.paging import Page, page_along
from lianxin.desk.phones.figures import held_in, uploads_in
from lianxin.desk.phones.forms import ResolutionForm, UploadsFilter
from lianxin.desk.phones.reading import content_of, sees_home
from lianxin.desk.phones.words import advice, is_long, kind_word, since_words, why_waits
from lianxin.desk.places import Place
from lianxin.desk.planning.visits import rows_seen
from lianxin.field.actions import FieldRefused, resolve_op
from lianxin.field.models import Op
from lianxin.field.vocabulary import How
from lianxin.people.access import ask, may
from lianxin.people.models import Staff
from lianxin.registry.models import Household

COLUMNS = ("received_at", "pk")
BESIDE = ("area", "staff", "device", "reviewer")


@dataclass(frozen=True, slots=True)
class Line:
    """An upload in the list. `row` is the home where it is in sight."""

    op: Op
    row: Row | None
    kind: str
    why: str
    waited: str
    is_long: bool


@require_GET
@in_place("upload.see", UploadsFilter)
def uploads(request: HttpRequest, place: Place, form: UploadsFilter) -> HttpResponse:
    """What waits, the longest waiting first."""
    wished, now = form.cleaned_data, timezone.now()
    waiting, held = uploads_in(place, request.user, now), held_in(place, request.user)
    listed = held if wished["show"] else waiting
    found = dict(listed.order_by().values_list("code").annotate(number=Count("*")))
    if wished["code"]:
        listed = listed.filter(code=wished["code"])
    rows = listed.select_related(*BESIDE)
    page = page_along(rows, COLUMNS, after=wished["after"], before=wished["before"])
    context: dict[str, Any] = {
        "place": place,
        "page": Page(page.rows, _named(page.before), _named(page.after)),
        "lines": lines_of(page.rows, request.user, now),
        "codes": [(code, why_waits(code).rstrip("。."), number) for code, number in sorted(found.items())],
        "waiting": waiting.count(),
        "held": held.count(),
        "total": found.get(wished["code"], 0) if wished["code"] else sum(found.values()),
        "wished": wished,
        "tab": "records",
        "made": "uploads",
        "here": "planning",
    }
    return render(request, "desk/phones/uploads.html", context)


def lines_of(ops: list[Op], person: Any, now: datetime) -> list[Line]:
    rows = rows_seen((op.household_id for op in ops), person)
    return [
        Line(
            op,
            rows.get(op.household_id),
            kind_word(op.kind),
            why_waits(op.code),
            since_words(now - op.received_at),
            is_long(op.received_at, now),
        )
        for op in ops
    ]


def seen_upload(request: HttpRequest, key: UUID, verb: str = "upload.see") -> Op:
    """The upload, if it is in sight (else 404), after asking for `verb` where it lies (else 403)."""
    op = get_object_or_404(Op.objects.seen_by(request.user).select_related(*BESIDE, "resolved_by"), pk=key)
    ask(request.user, verb, op.area or Area.objects.filter(parent=None).order_by("path").first())
    return op


@require_GET
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """One upload: why it waits, what is in it, what can be done."""
    return upload_page(request, seen_upload(request, key))


def upload_page(
    request: HttpRequest, op: Op, *, form: ResolutionForm | None = None, status: int = 200
) -> HttpResponse:
    is_open = op.settled_at is None
    decides = is_open and may(request.user, "upload.resolve", op.area) if op.area else False
    if op.area is None:
        decides = is_open and may(request.user, "upload.resolve")
    shows = sees_home(op, request.user)
    context: dict[str, Any] = {
        "op": op,
        "line": lines_of([op], request.user, timezone.now())[0],
        "advice": advice(op.code),
        "shows": shows,
        "content": content_of(op) if shows else None,
        "form": (form or ResolutionForm()) if decides else None,
        "tab": "records",
        "made": "uploads",
        "here": "planning",
    }
    return render(request, "desk/phones/upload.html", context, status=status)


@require_POST
def resolution(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it in as it is, give it to another home or cadre, or set it aside."""
    op = seen_upload(request, key, "upload.resolve")
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return upload_page(request, op, form=form, status=422)
    given = form.cleaned_data
    how = How(given["how"])
    household, cadre = _given_to(request, form) if how is How.REASSIGN else (None, None)
    if form.errors:
        return upload_page(request, op, form=form, status=422)
    try:
        resolve_op(
            op,
            how=how,
            reason=given["reason"],
            household=household,
            staff=cadre,
            actor=request.user,
            now=timezone.now(),
        )
    except FieldRefused as refused:
        if refused.code == "resolved":
            messages.error(request, str(refused))
            return redirect("desk:waiting-upload", op.pk)
        form.add_error(None, str(refused))
        return upload_page(request, op, form=form, status=422)
    if how is How.SET_ASIDE:
        messages.success(request, _("已搁置。内容仍存着，不算数。"))
    else:
        messages.success(request, _("已收下，和手机当时传成了一样。"))
    return redirect("desk:waiting-uploads")


def _given_to(request: HttpRequest, form: ResolutionForm) -> tuple[Household | None, Staff | None]:
    """The home and the cadre that were named, both within the person's reach; errors stand in the form."""
    household = cadre = None
    if number := form.cleaned_data["household"].strip():
        household = (
            Household.objects.seen_by(request.user).select_related("area").filter(number=number).first()
        )
        if household is None or not may(request.user, "upload.resolve", household):
            form.add_error("household", _("在册的户里没有这个户编号。"))
    if number := form.cleaned_data["cadre"].strip():
        cadre = Staff.objects.seen_by(request.user).filter(number=number, is_active=True).first()
        if cadre is None:
            form.add_error("cadre", _("没有这个工号的干部。"))
    return household, cadre


def _named(edge: tuple[Any, ...] | None) -> str | None:
    """How an address names an edge."""
    return f"{edge[0].isoformat()}~{edge[1]}" if edge else None
