"""What the machine says about itself: up or down for a load balancer, and its condition for who keeps it."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from lianxin.operations.condition import condition
from lianxin.people.access import ask, open_to_all


@open_to_all("a load balancer has no account; the answer holds nothing but up or down")
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_GET
def machine(request: HttpRequest) -> HttpResponse:
    """系统状况: what is installed, what waits, what is wrong and how to mend it."""
    ask(request.user, "system.manage")
    context = {
        "condition": condition(),
        "languages": [words for _code, words in settings.LANGUAGES],
        "here": "settings",
    }
    return render(request, "operations/machine.html", context)
