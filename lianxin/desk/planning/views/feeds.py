"""The calendar address of one's own: making it, ending it, and what a phone reads there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.people.access import open_to_all, own_account
from lianxin.planning.actions import close_feed, feed_text, open_feed
from lianxin.planning.models import Feed


@own_account("the address of one's own calendar")
@require_http_methods(["GET", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """POST makes an address; it is shown this once, for only its hash is kept."""
    made = ""
    if request.method == "POST":
        secret = open_feed(request.user, actor=request.user, now=timezone.now())
        made = request.build_absolute_uri(reverse("desk:visits-feed-file", args=[secret]))
    context: dict[str, Any] = {
        "made": made,
        "open": Feed.objects.filter(staff=request.user, ended_at=None).first(),
        "tab": "feed",
        "here": "planning",
    }
    return render(request, "desk/planning/feed.html", context)


@own_account("the address of one's own calendar")
@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    """End the address: whoever follows it gets nothing any more."""
    if close_feed(request.user, actor=request.user, now=timezone.now()):
        messages.success(request, _("这个地址已停用。"))
    return redirect("desk:visits-feed")


@open_to_all("a phone's calendar cannot sign in; the address is its secret, and the text names nobody")
@require_GET
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar under a secret; 404 for any other. Secrets are compared by their hashes."""
    text = feed_text(secret, now=timezone.now())
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
