"""网页上提的: suggestions that are owed an answer, and what waits for a look before it becomes a problem."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.figures import inside
from lianxin.desk.in_place import in_place
from lianxin.desk.pairing.forms import PagesFilter
from lianxin.desk.places import Place
from lianxin.desk.words import refused_words, said
from lianxin.people.access import ask, may
from lianxin.problems.actions import ProblemsRefused
from lianxin.voice.actions import VoiceRefused, let_through, reply_to, set_aside
from lianxin.voice.models import ANSWER, SEE, Asking
from lianxin.voice.vocabulary import AskEnd, AskKind, Waits

SHOWN = 100


@require_GET
@in_place(SEE, PagesFilter)
def raised(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """What waits, the nearest day first; then what was done lately. What opened by itself is not here."""
    seen = Asking.objects.filter(inside(place, request.user, SEE, field="area"))
    seen = seen.select_related("area", "household", "problem")
    waiting = seen.waiting().order_by("due_at", "pk")
    done = seen.exclude(ended_by=None).select_related("ended_by").order_by("-ended_at")[:20]
    context = {
        "place": place,
        "count": waiting.count(),
        "waiting": [
            (one, said(AskKind(one.kind)), said(Waits(one.waits)), may(request.user, ANSWER, one))
            for one in waiting[:SHOWN]
        ],
        "done": [(one, said(AskKind(one.kind)), said(AskEnd(one.end))) for one in done],
        "shown": SHOWN,
        "now": timezone.now(),
        "here": "households",
    }
    return render(request, "desk/rights/asked.html", context)


@require_POST
def step(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open it as a problem, answer it, or set it aside with a reason."""
    found = get_object_or_404(Asking.objects.seen_by(request.user), pk=key)
    ask(request.user, ANSWER, found)
    words = request.POST.get("words", "").replace("\0", "")
    by: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    try:
        match request.POST.get("step"):
            case "open":
                done = let_through(found, **by)
                messages.success(request, _("立案了：%(number)s。") % {"number": done.problem.number})
            case "answer":
                reply_to(found, words=words, **by)
                messages.success(request, _("已答复，提的人凭回执码看得到。"))
            case "aside":
                set_aside(found, reason=words, **by)
                messages.success(request, _("没有往下办，原因已经写给提的人。"))
            case _:
                messages.warning(request, _("请选一样。"))
    except (VoiceRefused, ProblemsRefused) as refused:
        messages.warning(request, refused_words(refused))
    return redirect("desk:asked")
