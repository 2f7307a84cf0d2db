"""我的走访: one cadre's own weeks, his next days out, and what he did lately and may take back."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.planning.figures import owed_by
from lianxin.desk.planning.trips import days_of
from lianxin.desk.planning.visits import BESIDE, visits_of
from lianxin.desk.planning.weeks import horizon, in_weeks
from lianxin.desk.planning.words import refusal
from lianxin.people.access import own_account
from lianxin.planning.actions import plan_trips
from lianxin.planning.models import Duty, Excuse
from lianxin.planning.reading import trips_of
from lianxin.planning.refusals import PlanningRefused
from lianxin.registry.models import Household

LATELY = timedelta(days=14)
AHEAD = timedelta(days=14)


@own_account("the visits one owes oneself; households out of sight stay without a name")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I owe: past its day, this week, the next ones."""
    today = timezone.localdate()
    end = horizon(today)
    duties = [
        duty
        for owed in owed_by(request.user)
        for duty in owed.filter(opens_on__lte=end).select_related(*BESIDE)
    ]
    asked = Excuse.objects.filter(duty__in=duties, needs_approval=True, decided_at=None)
    visits = visits_of(duties, request.user, today, asked.values_list("duty", flat=True))
    overdue, weeks = in_weeks(visits, today)
    trips = trips_of(request.user, from_on=today, to_on=today + AHEAD)
    context: dict[str, Any] = {
        "overdue": overdue,
        "weeks": weeks,
        "next_day": next(iter(days_of(trips[:1], request.user)), None),
        "later": trips[1:],
        "lately": _lately(request.user, today),
        "today": today,
        "tab": "mine",
        "here": "planning",
    }
    return render(request, "desk/planning/mine.html", context)


def _lately(person: Any, today: date) -> list[Any]:
    """What he made or ended in the last days at the homes in his care, the latest first."""
    homes = Household.objects.filter(keeper=person).order_by().values("pk")
    ended = Duty.objects.filter(household__in=homes, staff=person, ended_on__gte=today - LATELY)
    ended = ended.exclude(end=Duty.DROPPED).order_by().select_related(*BESIDE)
    return visits_of(sorted(ended, key=lambda one: (one.ended_on, one.pk), reverse=True)[:20], person, today)


@own_account("one's own day out")
@require_GET
def trip(request: HttpRequest, day: date) -> HttpResponse:
    """One day out, ready to be printed on a sheet of A4."""
    days = days_of(trips_of(request.user, from_on=day, to_on=day), request.user)
    context = {"on": day, "day": next(iter(days), None), "tab": "mine", "here": "planning"}
    return render(request, "desk/planning/trip.html", context)


@own_account("one's own days out")
@require_POST
def trips(request: HttpRequest) -> HttpResponse:
    """Lay out my next days anew."""
    now = timezone.now()
    try:
        made = plan_trips(staff=request.user, from_on=timezone.localdate(now), actor=request.user, now=now)
    except PlanningRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:my-visits")
    days = made.trips
    if days:
        said = ngettext("排好了 %(days)d 天的路线。", "排好了 %(days)d 天的路线。", days) % {"days": days}
        messages.success(request, said)
    else:
        messages.success(request, _("接下来十天没有要排的走访。"))
    return redirect("desk:my-visits")
