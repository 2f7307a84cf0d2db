"""我的回访电话: whom to call, with the script, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.callbacks.actions import CallbacksRefused, note_call, show_numbers, take_over
from lianxin.callbacks.models import ASK, SEE, Call
from lianxin.callbacks.scripts import script_of
from lianxin.callbacks.vocabulary import Outcome, Part, Risk, Subject
from lianxin.desk.callbacks.forms import CallForm
from lianxin.desk.callbacks.words import said_answers
from lianxin.desk.words import refused_words, said
from lianxin.people.access import ask, may
from lianxin.policies.script import CALLER

SHOWN = 100


@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """One's own calls: those for now, those for later, those that are done; and what nobody was given."""
    ask(request.user, ASK)
    now = timezone.now()
    seen = Call.objects.seen_by(request.user).select_related("household__area", "round")
    own = seen.of(request.user)
    homes = own.order_by("round__due_on", "area__path", "household__number")
    context = {
        "waiting": [(one, said(Subject(one.round.subject))) for one in homes.callable_at(now)[:SHOWN]],
        "later": homes.open().filter(next_at__gt=now).order_by("next_at")[:SHOWN],
        "count": own.open().count(),
        "done": [
            (one, said(Outcome(one.outcome))) for one in own.exclude(ended_at=None).order_by("-ended_at")[:20]
        ],
        "nobody": seen.open().filter(caller=None).count(),
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/calls.html", context)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, key: UUID) -> HttpResponse:
    """One call, with its script; POST writes down what came of it."""
    found = seen_call(request, key, ASK if request.method == "POST" else SEE)
    form = _form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = note_call(found, **form.told, actor=request.user, now=timezone.now())
        except CallbacksRefused as refused:
            form.add_error(None, refused_words(refused))
        else:
            messages.success(request, _("记下了。") if done.ended_at else _("记下了，换个时间再打。"))
            return redirect("desk:callback-calls")
    return _page(request, found, form, status=422 if form.is_bound else 200)


@require_POST
def number(request: HttpRequest, key: UUID) -> HttpResponse:
    """The telephone of the home, for whoever is to call; that he looked is written down."""
    found = seen_call(request, key, ASK)
    try:
        people = show_numbers(found, actor=request.user, now=timezone.now())
    except CallbacksRefused as refused:
        messages.warning(request, refused_words(refused))
        return redirect("desk:callback-call", found.pk)
    return _page(request, found, _form(found), people=people)


@require_POST
def taking(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a call over, as a third person to the home."""
    found = seen_call(request, key, ASK)
    try:
        take_over(found, actor=request.user, now=timezone.now())
    except CallbacksRefused as refused:
        messages.warning(request, refused_words(refused))
    return redirect("desk:callback-call", found.pk)


def seen_call(request: HttpRequest, key: UUID, verb: str) -> Call:
    """The call, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    wanted = ("household__area", "round__area", "visit__staff", "ending__problem", "area", "caller")
    found = get_object_or_404(Call.objects.seen_by(request.user).select_related(*wanted), pk=key)
    ask(request.user, verb, found)
    return found


def _form(found: Call, data: Any = None) -> CallForm:
    return CallForm(data, subject=Subject(found.round.subject), script=script_of(found.round))


def _page(
    request: HttpRequest, found: Call, form: CallForm, *, people: Any = None, status: int = 200
) -> HttpResponse:
    is_own, script = found.caller_id == request.user.pk, script_of(found.round)
    context: dict[str, Any] = {
        "call": found,
        "head": found.household.head,
        "is_own": is_own,
        "is_later": found.next_at is not None and found.next_at > timezone.now(),
        "may_take": not is_own and may(request.user, ASK, found),
        "people": people,
        "form": form,
        "part": said(Part(found.part)),
        "reasons": [said(Risk(one)) for one in found.reasons],
        "outcome": said(Outcome(found.outcome)) if found.outcome else "",
        "answers": said_answers(found.answers or {}, script) if is_own else [],
        "greeting": said(script.greeting).replace(CALLER, request.user.name),
        "version": script.version,
        "tries": [(one, said(Outcome(one.outcome))) for one in found.attempts.all()],
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/call.html", context, status=status)
