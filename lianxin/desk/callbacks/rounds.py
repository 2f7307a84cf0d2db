"""回访: the rounds of a place, opening one, drawing it, and what it says when it is closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.models import Area
from lianxin.callbacks.actions import CallbacksRefused, discard_round, draw_round, open_round
from lianxin.callbacks.actions.drawing import is_sealed
from lianxin.callbacks.checking import faults_in
from lianxin.callbacks.framing import numbers_on
from lianxin.callbacks.models import RUN, SEE, Call, Finding, Round
from lianxin.callbacks.queries import result_of
from lianxin.callbacks.scripts import script_of
from lianxin.callbacks.vocabulary import Outcome, Part, Subject
from lianxin.desk.callbacks.forms import ReasonForm, RoundForm
from lianxin.desk.callbacks.words import outcome_lines, result_lines
from lianxin.desk.figures import inside
from lianxin.desk.in_place import in_place
from lianxin.desk.pairing.forms import PagesFilter
from lianxin.desk.places import Place
from lianxin.desk.words import refused_words, said
from lianxin.people.access import ask, may

SHOWN = 50


@require_GET
@in_place(SEE, PagesFilter)
def rounds(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """The rounds of a place, the latest first; what waits for the person stands above."""
    today, now = timezone.localdate(), timezone.now()
    found = Round.objects.filter(inside(place, request.user, SEE, field="area")).select_related("area")
    context = {
        "place": place,
        "rounds": [(one, said(Subject(one.subject))) for one in found[:SHOWN]],
        "calls": Call.objects.callable_at(now).of(request.user).count(),
        "later": Call.objects.open().of(request.user).filter(next_at__gt=now).count(),
        "findings": Finding.objects.to_decide(today).seen_by(request.user).count(),
        "asked": Finding.objects.open().seen_by(request.user).count(),
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/rounds.html", context)


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """Open a round; nothing is drawn yet."""
    ask(request.user, RUN)
    form = RoundForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        area = given.pop("area")
        ask(request.user, RUN, area)
        try:
            made = open_round(area, **given, actor=request.user, now=timezone.now())
        except CallbacksRefused as refused:
            form.add_error(None, refused_words(refused))
        else:
            messages.success(request, _("开好了。校验码已经写进台账，封存以后就可以抽。"))
            return redirect("desk:callback-round", made.pk)
    context = {"form": form, "here": "callbacks"}
    return render(request, "desk/callbacks/opening.html", context, status=422 if form.is_bound else 200)


@require_GET
def one_round(request: HttpRequest, key: UUID) -> HttpResponse:
    """How a round stands; when it is closed, what it says and whether its sample can be drawn again."""
    made = _seen(request, key, SEE)
    numbers = numbers_on(timezone.localdate())
    result = result_of(made, few=int(numbers["call_few"]))
    calls = Call.objects.filter(round=made)
    runs = may(request.user, RUN, made)
    is_new = made.drawn_at is None and made.discarded_at is None
    context: dict[str, Any] = {
        "round": made,
        "subject": said(Subject(made.subject)),
        "names": _names(made),
        "result": result,
        "lines": result_lines(result, script_of(made)) if result else [],
        "rates": [(part, result.rates[part], outcome_lines(result.outcomes[part])) for part in Part]
        if result
        else [],
        "done": calls.exclude(ended_at=None).count(),
        "all": calls.count(),
        "random": calls.filter(part=Part.RANDOM.value).count(),
        "nobody": calls.filter(caller=None, outcome="").count(),
        "answered": calls.filter(outcome=Outcome.ANSWERED.value).count(),
        "few": result.few if result else 0,
        "faults": faults_in(made) if made.shown else [],
        "may_draw": runs and is_new and made.to_on < timezone.localdate(),
        "is_sealed": is_new and is_sealed(made),
        "discarding": ReasonForm() if runs and is_new else None,
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/round.html", context)


@require_POST
def draw(request: HttpRequest, key: UUID) -> HttpResponse:
    made = _seen(request, key, RUN)
    try:
        draw_round(made, actor=request.user, now=timezone.now())
    except CallbacksRefused as refused:
        messages.warning(request, refused_words(refused))
    else:
        messages.success(request, _("抽好了，电话已经派给第三方的人。"))
    return redirect("desk:callback-round", made.pk)


@require_POST
def discarding(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a round up that was not drawn; it stays to be seen."""
    made = _seen(request, key, RUN)
    try:
        discard_round(made, reason=request.POST.get("reason", ""), actor=request.user, now=timezone.now())
    except CallbacksRefused as refused:
        messages.warning(request, refused_words(refused))
    else:
        messages.success(request, _("作废了，记录还在。"))
    return redirect("desk:callback-round", made.pk)


def _seen(request: HttpRequest, key: UUID, verb: str) -> Round:
    """The round, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    seen = Round.objects.seen_by(request.user).select_related("area", "opened_by", "drawn_by", "discarded_by")
    made = get_object_or_404(seen, pk=key)
    ask(request.user, verb, made)
    return made


def _names(made: Round) -> list[tuple[str, int, int]]:
    """The strata with the names of their areas, as they stand in the round."""
    names = dict(Area.objects.filter(code__in=[one[0] for one in made.strata]).values_list("code", "name"))
    return [(names.get(code, code), size, drawn) for code, size, drawn in made.strata]
