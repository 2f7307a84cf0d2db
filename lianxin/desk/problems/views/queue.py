"""等我办的: what needs somebody now, the nearest deadline first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.problems.queue import groups_of, parts_of, replies_of
from lianxin.desk.problems.speech import Speech
from lianxin.people.access import own_account


@own_account("what lies with the person himself or his office")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    speech = Speech.at(timezone.now())
    groups = groups_of(request.user, speech)
    parts, replies = parts_of(request.user, speech), replies_of(request.user, speech)
    context = {
        "groups": groups,
        "parts": parts,
        "replies": replies,
        "total": sum(group.total for group in groups) + len(parts) + len(replies),
        "has_policy": speech.ground is not None,
        "here": "problems",
    }
    return render(request, "desk/problems/queue.html", context)
