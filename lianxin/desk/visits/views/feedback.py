"""系统反馈: what cadres say of the system's own burden. It never names who visits how much."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.desk.paging import page_of
from lianxin.desk.unclear import unclear
from lianxin.desk.visits.figures import feedback_seen
from lianxin.desk.visits.forms import FeedbackFilter
from lianxin.desk.visits.words import word
from lianxin.people.access import ask
from lianxin.visits.vocabulary import FeedbackAbout


@require_GET
def feedback(request: HttpRequest) -> HttpResponse:
    """The latest first, by what it is about."""
    ask(request.user, "upload.see")
    form = FeedbackFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished = form.cleaned_data
    seen = feedback_seen(request.user)
    found = dict(seen.order_by().values_list("about").annotate(number=Count("*")))
    listed = seen.filter(about=wished["about"]) if wished["about"] else seen
    page = page_of(
        listed.select_related("staff"),
        "id",
        after=wished["after"],
        before=wished["before"],
        newest_first=True,
    )
    context: dict[str, Any] = {
        "page": page,
        "kinds": [(one.value, word(FeedbackAbout, one), found.get(one.value, 0)) for one in FeedbackAbout],
        "all": sum(found.values()),
        "total": found.get(wished["about"], 0) if wished["about"] else sum(found.values()),
        "wished": wished,
        "tab": "records",
        "made": "feedback",
        "here": "planning",
    }
    return render(request, "desk/visits/feedback.html", context)
