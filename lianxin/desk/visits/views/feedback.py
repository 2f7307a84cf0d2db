"""系统反馈: what cadres say of the system's own burden. It never names who visits how much."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.paging import DECISIONS, page_of
from lianxin.desk.unclear import unclear
from lianxin.desk.visits.figures import feedback_seen
from lianxin.desk.visits.forms import FeedbackFilter, ReplyForm
from lianxin.desk.visits.words import word
from lianxin.people.access import ask, may
from lianxin.visits.vocabulary import FeedbackAbout


@require_GET
def feedback(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; or what was answered, the latest first."""
    ask(request.user, "upload.see")
    form = FeedbackFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished = form.cleaned_data
    everything = feedback_seen(request.user)
    is_open = wished["state"] != "decided"
    seen = everything.unanswered() if is_open else everything.answered()
    found = dict(seen.order_by().values_list("about").annotate(number=Count("pk", distinct=True)))
    listed = seen.filter(about=wished["about"]) if wished["about"] else seen
    page = page_of(
        listed.select_related("staff").prefetch_related("replies__replied_by"),
        "id",
        after=wished["after"],
        before=wished["before"],
        newest_first=not is_open,
        size=DECISIONS,
    )
    answers = is_open and may(request.user, "upload.resolve")
    context: dict[str, Any] = {
        "page": page,
        "kinds": [(one.value, word(FeedbackAbout, one), found.get(one.value, 0)) for one in FeedbackAbout],
        "lines": [(one, ReplyForm(auto_id=f"{one.pk}-%s") if answers else None) for one in page.rows],
        "is_open": is_open,
        "waiting": everything.unanswered().count(),
        "all": sum(found.values()),
        "total": found.get(wished["about"], 0) if wished["about"] else sum(found.values()),
        "wished": wished,
        "tab": "records",
        "made": "feedback",
        "here": "planning",
    }
    return render(request, "desk/visits/feedback.html", context)
