"""哪类问题多了、少了: a question in the title, its answer as a picture, and the numbers behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place, sight_of
from lianxin.desk.problems.leading import TrendsFilter
from lianxin.desk.problems.speech import Speech
from lianxin.desk.problems.trends import changed_most, course_title, title_of, trends_of


@require_GET
@in_place("problem.see", TrendsFilter)
def trends(request: HttpRequest, place: Place, form: TrendsFilter) -> HttpResponse:
    speech = Speech.at(timezone.now())
    today = timezone.localdate(speech.now)
    known = speech.ground.ladder.categories if speech.ground else {}
    wished = form.cleaned_data["category"]
    category = wished if wished in known else ""
    areas = sight_of(request).spots.values()
    found = trends_of(place, request.user, speech, areas, today=today, category=category)
    context = {
        "place": place,
        "trends": found,
        "category": category,
        "category_title": speech.category(category) if category else "",
        "course_title": course_title(found.opened, found.ended),
        "course_rows": list(zip(found.firsts, found.opened, found.ended, strict=True)),
        "changes_title": title_of(found.categories),
        "changed": changed_most(found.categories),
        "here": "problems",
    }
    return render(request, "desk/problems/trends.html", context)
