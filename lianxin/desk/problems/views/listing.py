"""全部问题: every problem in sight, narrowed by filters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.problems.figures import problems_in
from lianxin.problems import queries


@require_GET
@in_place("problem.see")
def problems(request: HttpRequest, place: Place) -> HttpResponse:
    listed = queries.shown(problems_in(place, request.user).open().nearest_first())[:50]
    context = {"place": place, "listed": list(listed), "now": timezone.now(), "here": "problems"}
    return render(request, "desk/problems/list.html", context)
