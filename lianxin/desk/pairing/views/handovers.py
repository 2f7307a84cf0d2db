"""Hand-overs that are owed: two cadres go to a household together, and one of them says when they did."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.figures import inside
from lianxin.desk.households.rows import rows_of
from lianxin.desk.in_place import in_place
from lianxin.desk.paging import page_of
from lianxin.desk.pairing.forms import MeetingForm, PagesFilter
from lianxin.desk.pairing.words import refusal
from lianxin.desk.places import Place
from lianxin.pairing.actions import close_handover
from lianxin.pairing.models import HandOver
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import ask


@require_GET
@in_place("pairing.see", PagesFilter)
def handovers(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """Open hand-overs in sight, the nearest deadline first."""
    seen = HandOver.objects.filter(inside(place, request.user, "pairing.see")).open()
    listed = seen.select_related("household__area", "leaving", "coming")
    page = page_of(listed, "id", after=form.cleaned_data["after"], before=form.cleaned_data["before"])
    rows = {row.household.pk: row for row in rows_of(one.household for one in page.rows)}
    today = timezone.localdate()
    context = {
        "place": place,
        "page": page,
        "listed": [(one, rows[one.household_id]) for one in page.rows],
        "total": listed.count(),
        "form": MeetingForm(initial={"met_on": today}),
        "today": today,
        "here": "pairing",
    }
    return render(request, "desk/pairing/handovers.html", context)


@require_POST
def meeting(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that both were there; for the two themselves and for who may choose cadres."""
    seen = HandOver.objects.seen_by(request.user).select_related("household__area")
    handover = get_object_or_404(seen, pk=key)
    own = request.user.pk in (handover.leaving_id, handover.coming_id)
    ask(request.user, "pairing.see" if own else "pairing.choose", handover)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写上一起上门的日期。"))
        return redirect("desk:handovers")
    try:
        close_handover(handover, met_on=form.cleaned_data["met_on"], actor=request.user, now=timezone.now())
    except PairingRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("交接已记下。"))
    return redirect("desk:handovers")
