"""住户的要求: what households ask about what is kept of them, and the answers; how people reach a place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.desk.figures import inside
from lianxin.desk.households.rows import rows_of
from lianxin.desk.in_place import in_place
from lianxin.desk.pairing.forms import PagesFilter
from lianxin.desk.places import Place
from lianxin.desk.rights.forms import ERASE, AnswerForm, ContactForm
from lianxin.desk.words import refused_words, said
from lianxin.people.access import areas_seen, ask, may
from lianxin.voice.actions import VoiceRefused, answer_request, erase_for, set_contact
from lianxin.voice.models import ANSWER, SEE, Contact, Request
from lianxin.voice.vocabulary import Outcome, RequestKind

SHOWN = 100


@require_GET
@in_place(SEE, PagesFilter)
def requests(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """Open requests, the nearest deadline first; then those answered lately."""
    seen = Request.objects.filter(inside(place, request.user, SEE)).select_related("household__area")
    waiting = list(seen.open().order_by("due_on", "pk")[:SHOWN])
    answered = list(seen.exclude(answered_at=None).order_by("-answered_at")[:20])
    rows = {row.household.pk: row for row in rows_of(one.household for one in [*waiting, *answered])}
    context = {
        "place": place,
        "waiting": [(one, rows[one.household_id], said(RequestKind(one.kind))) for one in waiting],
        "answered": [
            (one, rows[one.household_id], said(RequestKind(one.kind)), said(Outcome(one.outcome)))
            for one in answered
        ],
        "today": timezone.localdate(),
        "here": "households",
    }
    return render(request, "desk/rights/requests.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """One request; POST answers it, or erases what need not be kept and says so."""
    seen = Request.objects.seen_by(request.user).select_related("household__area", "answered_by", "taken_by")
    found = get_object_or_404(seen, pk=key)
    ask(request.user, ANSWER if request.method == "POST" else SEE, found)
    kind = RequestKind(found.kind)
    form = AnswerForm(request.POST or None, may_erase=kind is RequestKind.DELETE)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data, {"actor": request.user, "now": timezone.now()}
        try:
            if given["outcome"] == ERASE:
                erase_for(found, answer=given["answer"], **by)
            else:
                answer_request(found, outcome=Outcome(given["outcome"]), answer=given["answer"], **by)
        except VoiceRefused as refused:
            form.add_error(None, refused_words(refused))
        else:
            messages.success(request, _("已答复，这一户在自家的页面上看得到。"))
            return redirect("desk:rights")
    context: dict[str, Any] = {
        "asked": found,
        "kind": said(kind),
        "article": kind.article,
        "outcome": said(Outcome(found.outcome)) if found.outcome else "",
        "row": rows_of([found.household])[0],
        "form": form,
        "may_answer": may(request.user, ANSWER, found),
        "today": timezone.localdate(),
        "here": "households",
    }
    return render(request, "desk/rights/answer.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """How people reach each town, and the district: the number that the households' pages show."""
    ask(request.user, ANSWER)
    form = ContactForm(request.POST or None)
    fault = ""
    if request.method == "POST":
        area = None
        if form.is_valid():
            area = _places(request.user).filter(code=form.cleaned_data["area"]).first()
        if area is None:
            fault = _("请写群众能打通的电话。")
        else:
            ask(request.user, ANSWER, area)
            given = {name: form.cleaned_data[name] for name in ("phone", "hours", "place")}
            try:
                set_contact(area, **given, actor=request.user, now=timezone.now())
            except VoiceRefused as refused:
                fault = refused_words(refused)
            else:
                messages.success(request, _("写好了，住户的页面上马上看得到。"))
                return redirect("desk:contacts")
    places = list(_places(request.user))
    known = {one.area_id: one for one in Contact.objects.filter(area__in=places)}
    context = {
        "lines": [(place, known.get(place.pk)) for place in places],
        "fault": fault,
        "here": "households",
    }
    return render(request, "desk/rights/contacts.html", context, status=422 if fault else 200)


def _places(person: Any) -> Any:
    """The towns a person answers for, and the district."""
    return areas_seen(person, ANSWER).filter(level__in=["district", "town"], closed_on=None).order_by("path")
