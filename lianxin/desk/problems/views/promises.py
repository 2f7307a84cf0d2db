"""承诺日历: a month of promises, those of a day, and how what fell due was kept."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.caching import cached
from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.leading import PromisesFilter, cut
from lianxin.desk.problems.promises import dues_of, month_from, share_of, span_of, towns_of
from lianxin.desk.problems.speech import Speech
from lianxin.problems import queries
from lianxin.problems.figures import promised_by_day


@require_GET
@in_place("problem.see", PromisesFilter)
def promises(request: HttpRequest, place: Place, form: PromisesFilter) -> HttpResponse:
    speech, wished = Speech.at(timezone.now()), form.cleaned_data
    today = timezone.localdate(speech.now)
    first = (wished["on"] or _first(wished["month"]) or today).replace(day=1)
    problems = problems_in(place, request.user)
    month = month_from(promised_by_day(problems, *span_of(first)), first)
    last = max(day.on for week in month.weeks for day in week.days if day.is_inside)
    on = wished["on"]
    listed = queries.promise_calendar(problems, on or first, on or last)
    page = cut(listed.select_related(*ABOUT), "due_on", wished)
    until = min(last, today)
    key = ("promises kept", request.user.pk, place.code, first, until)
    kept = cached(key, lambda: queries.kept_by_town(problems, first, until)) if first <= today else []
    context = {
        "place": place,
        "month": month,
        "on": on,
        "page": page,
        "dues": dues_of(page.rows, request.user, speech),
        "listed": sum(d.due for w in month.weeks for d in w.days if (d.on == on if on else d.is_inside)),
        "towns": towns_of(kept),
        "share": share_of(kept),
        "until": until,
        "today": today,
        "here": "problems",
    }
    return render(request, "desk/problems/promises.html", context)


ABOUT = ("problem__area", "problem__holder", "problem__owner", "problem__household")


def _first(month: str) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None
