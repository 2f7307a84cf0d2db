"""民生小账本 of one home: what was promised, what was done, what is due; to look at and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.problems.booklet import page_of
from lianxin.desk.problems.speech import Speech
from lianxin.people.access import ask
from lianxin.problems.booklet import booklet_of
from lianxin.registry.models import Household


@require_GET
def booklet(request: HttpRequest, number: str) -> HttpResponse:
    """The account of a home, for whoever sees the home and its problems."""
    seen = Household.objects.seen_by(request.user).with_head().select_related("area")
    household = get_object_or_404(seen, number=number)
    ask(request.user, "problem.see", household)
    speech = Speech.at(timezone.now())
    today = timezone.localdate(speech.now)
    account = booklet_of(household)
    context = {
        "household": household,
        "account": account,
        "page": page_of(account, speech, today),
        "today": today,
        "here": "households",
    }
    return render(request, "desk/problems/booklet.html", context)
