"""等我办的: what needs somebody now, the nearest deadline first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.people.access import own_account
from lianxin.problems import queries


@own_account("what lies with the person himself")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    mine = list(queries.my_queue(request.user)[:50])
    return render(
        request, "desk/problems/queue.html", {"mine": mine, "now": timezone.now(), "here": "problems"}
    )
