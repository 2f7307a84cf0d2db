"""Reasons why visits could not be made, as far as somebody must agree: the list, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.in_place import in_place
from lianxin.desk.paging import page_of
from lianxin.desk.places import Place
from lianxin.desk.planning.figures import excuses_in, in_sight
from lianxin.desk.planning.forms import AnswerForm, PagesFilter
from lianxin.desk.planning.visits import BESIDE, visits_of
from lianxin.desk.planning.words import cannot_word, refusal
from lianxin.people.access import ask
from lianxin.planning.actions import decide_excuse
from lianxin.planning.models import Excuse
from lianxin.planning.refusals import PlanningRefused


@require_GET
@in_place("planning.edit", PagesFilter)
def excuses(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """What waits for an answer in a place, the oldest first."""
    beside = [f"duty__{one}" for one in BESIDE]
    waiting = excuses_in(place, request.user).select_related("said_by", *beside)
    page = page_of(waiting, "id", after=form.cleaned_data["after"], before=form.cleaned_data["before"])
    today = timezone.localdate()
    visits = visits_of((said.duty for said in page.rows), request.user, today)
    context = {
        "place": place,
        "page": page,
        "listed": [
            (said, visit, cannot_word(said.code)) for said, visit in zip(page.rows, visits, strict=True)
        ],
        "total": waiting.count(),
        "tab": "excuses",
        "here": "planning",
    }
    return render(request, "desk/planning/excuses.html", context)


@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree to a reason, or not."""
    seen = Excuse.objects.filter(in_sight(request.user, way="duty__"))
    seen = seen.select_related("duty__area", "duty__household")
    said = get_object_or_404(seen, pk=key)
    ask(request.user, "planning.edit", said.duty)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选同意或不同意。"))
        return redirect("desk:excuses")
    approve = form.cleaned_data["approve"]
    try:
        decide_excuse(said, approve=approve, actor=request.user, now=timezone.now())
    except PlanningRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已同意。") if approve else _("没有同意，这次走访仍算欠着。"))
    return redirect("desk:excuses")
