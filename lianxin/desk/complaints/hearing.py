"""The page of one complaint, for those who may hear it; for everybody else there is none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.complaints.forms import MoveForm, ReasonForm
from lianxin.desk.complaints.moves import MOVES, Move, UnknownNumber, open_to
from lianxin.desk.words import refused_words, said
from lianxin.people.access import ask
from lianxin.people.models import Staff
from lianxin.problems.complaints.actions import ComplaintsRefused, reveal_complainant
from lianxin.problems.complaints.queries import Heard, find_heard
from lianxin.problems.complaints.vocabulary import Matter, Outcome, Standing, StepKind
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Household


def heard_or_404(request: HttpRequest, key: UUID) -> Heard:
    """The complaint, for whoever may hear it now."""
    ask(request.user, "complaint.record")
    heard = find_heard(request.user, key, now=timezone.now())
    if heard is None:
        raise Http404
    return heard


@require_GET
def complaint(request: HttpRequest, key: UUID) -> HttpResponse:
    return complaint_page(request, heard_or_404(request, key))


@require_POST
def step(request: HttpRequest, key: UUID, noun: str) -> HttpResponse:
    """Take one step, and say what came of it or why it was refused."""
    heard = heard_or_404(request, key)
    move = next(one for one in MOVES if one.noun == noun)
    form = move.form(heard.complaint, request.POST, auto_id=f"{noun}-%s")
    if not form.is_valid():
        return complaint_page(request, heard, status=422, bound=(noun, form))
    now = timezone.now()
    try:
        messages.success(request, move.act(heard.complaint, form.cleaned_data, request.user, now))
    except UnknownNumber as unknown:
        form.add_error("who", _("没有工号 %(number)s。") % {"number": unknown})
        return complaint_page(request, heard, status=422, bound=(noun, form))
    except ComplaintsRefused as refused:
        form.add_error(None, refused_words(refused))
        return complaint_page(request, heard, status=422, bound=(noun, form))
    if find_heard(request.user, key, now=now) is None:
        return redirect("desk:complaints")
    return redirect("desk:complaint", key)


@require_POST
def complainant(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show once who complained, to whoever has taken it up and says why."""
    heard = heard_or_404(request, key)
    form = ReasonForm(request.POST, auto_id="who-%s")
    if not form.is_valid():
        return complaint_page(request, heard, status=422, reason_form=form)
    reason = form.cleaned_data["words"]
    try:
        found = reveal_complainant(heard.complaint, reason=reason, actor=request.user, now=timezone.now())
    except ComplaintsRefused as refused:
        form.add_error(None, refused_words(refused))
        return complaint_page(request, heard, status=422, reason_form=form)
    return complaint_page(request, heard, complainant=found)


def complaint_page(
    request: HttpRequest,
    heard: Heard,
    *,
    status: int = 200,
    bound: tuple[str, MoveForm] | None = None,
    reason_form: ReasonForm | None = None,
    complainant: tuple[str, str] | None = None,
) -> HttpResponse:
    one = heard.complaint
    steps = [(row, said(StepKind(row.kind))) for row in one.steps.select_related("by").order_by("number")]
    household = Household.objects.filter(pk=one.household_id).first() if one.household_id else None
    context: dict[str, Any] = {
        "complaint": one,
        "matter": said(Matter(one.matter)),
        "channel": said(Channel(one.channel)),
        "standing": said(one.standing),
        "level": said(heard.hearing.level),
        "outcome": said(Outcome(one.outcome)) if one.outcome else "",
        "hearers": Staff.objects.filter(pk__in=heard.hearing.persons).order_by("number"),
        "steps": steps,
        "questions": one.questions.select_related("staff"),
        "household": household,
        "complainant": complainant,
        "has_complainant": bool(one.complainant or one.contact),
        "is_taken_up": one.standing in (Standing.HEARD, Standing.ANSWERED),
        "is_overdue": one.ended_at is None and one.answered_at is None and one.due_at < timezone.now(),
        "reason_form": reason_form or ReasonForm(auto_id="who-%s"),
        "moves": [_move(move, heard, bound) for move in open_to(one)],
        "is_bound": bound is not None,
        "here": "complaints",
    }
    return render(request, "desk/complaints/complaint.html", context, status=status)


def _move(move: Move, heard: Heard, bound: tuple[str, MoveForm] | None) -> dict[str, Any]:
    is_bound = bound is not None and bound[0] == move.noun
    form = bound[1] if bound and is_bound else move.form(heard.complaint, auto_id=f"{move.noun}-%s")
    return {"move": move, "form": form, "is_bound": is_bound, "address": f"desk:complaint-{move.noun}"}
