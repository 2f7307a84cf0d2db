"""对不上的: the worker is asked first, then a supervisor decides; nothing is decided by the machine."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.callbacks.actions import CallbacksRefused, answer_finding, decide_finding
from lianxin.callbacks.models import DECIDE, SEE, Finding
from lianxin.callbacks.scripts import script_of
from lianxin.callbacks.vocabulary import Decision, Part, Risk
from lianxin.desk.callbacks.forms import DecisionForm
from lianxin.desk.callbacks.words import said_answers
from lianxin.desk.words import refused_words, said
from lianxin.people.access import ask, may, own_account
from lianxin.visits.models import Visit

SHOWN = 100


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what waits for a worker, and what was decided lately."""
    ask(request.user, SEE)
    today = timezone.localdate()
    seen = Finding.objects.seen_by(request.user).select_related("staff", "call__area", "decided_by")
    decided = seen.exclude(decided_at=None).order_by("-decided_at")[:20]
    ready = seen.to_decide(today)
    context = {
        "ready": ready[:SHOWN],
        "waiting": seen.open().exclude(pk__in=ready.values("pk"))[:SHOWN],
        "decided": [(one, said(Decision(one.decision))) for one in decided],
        "today": today,
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/findings.html", context)


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, key: UUID) -> HttpResponse:
    """One difference: what the home said, what the worker says; POST decides."""
    wanted = ("staff", "call__area", "call__round", "call__household", "call__visit", "decided_by")
    found = get_object_or_404(Finding.objects.seen_by(request.user).select_related(*wanted), pk=key)
    ask(request.user, DECIDE if request.method == "POST" else SEE, found)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decision, reason = Decision(form.cleaned_data["decision"]), form.cleaned_data["reason"]
        try:
            decide_finding(found, decision, reason=reason, actor=request.user, now=timezone.now())
        except CallbacksRefused as refused:
            form.add_error(None, refused_words(refused))
        else:
            messages.success(request, _("定好了，这名干部看得到结论和理由。"))
            return redirect("desk:callback-findings")
    decides = may(request.user, DECIDE, found)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "finding": found,
        "answers": said_answers(found.call.answers or {}, script_of(found.call.round)) if decides else [],
        "words": found.call.words if decides else "",
        "part": said(Part(found.call.part)),
        "reasons": [said(Risk(one)) for one in found.call.reasons],
        "decision": said(Decision(found.decision)) if found.decision else "",
        "may_decide": decides and not found.decided_at and (found.answered_at or found.answer_by < today),
        "form": form,
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/finding.html", context, status=422 if form.is_bound else 200)


@own_account("what a worker is asked about his own visits")
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """What a worker is asked about visits of his, and the answers; POST answers one."""
    today = timezone.localdate()
    own = Finding.objects.asked_of(request.user, today).order_by("answered_at", "answer_by", "pk")
    if request.method == "POST":
        key = request.POST.get("finding", "")
        found = next((one for one in own if str(one.pk) == key), None)
        try:
            if found is None:
                raise CallbacksRefused("not-asked")
            answer_finding(found, words=request.POST.get("words", ""), actor=request.user, now=timezone.now())
        except CallbacksRefused as refused:
            messages.warning(request, refused_words(refused))
        else:
            messages.success(request, _("说明记下了，督查的人看过再定。"))
        return redirect("desk:callback-questions")
    asked = list(own[:SHOWN])
    visits = {
        one.pk.hex: one
        for one in Visit.objects.filter(
            pk__in=[UUID(key) for one in asked for key in one.visits]
        ).select_related("household__area")
    }
    context = {
        "asked": [
            (one, [visits[key] for key in one.visits], said(Decision(one.decision)) if one.decision else "")
            for one in asked
        ],
        "today": today,
        "here": "callbacks",
    }
    return render(request, "desk/callbacks/questions.html", context)
