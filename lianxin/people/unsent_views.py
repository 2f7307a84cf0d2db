"""What was typed while a session ended (see `unsent`): look at it, send it once more, or drop it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianxin.people import unsent
from lianxin.people.access import own_account

AGAIN = 307  # the browser sends the same form on to another address


@own_account("what one typed oneself")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    kept = unsent.kept_for(request)
    if kept is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/unsent.html", {"kept": kept})


@own_account("what one typed oneself")
@require_POST
def sending(request: HttpRequest) -> HttpResponse:
    """Sends the form on to where it was going; the address comes from what was kept, never from the form."""
    kept = unsent.kept_for(request)
    if kept is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    unsent.forget(request)
    return HttpResponse(status=AGAIN, headers={"Location": kept.path})


@own_account("what one typed oneself")
@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    unsent.forget(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is no longer good, as after signing in again beside it (CSRF_FAILURE_VIEW).

    What another site sent here is neither kept nor shown: only a form of our own pages names our origin.
    """
    if unsent.is_ours(request) and request.user.is_authenticated and unsent.keep(request):
        return redirect("people:unsent")
    return render(request, "403_csrf.html", status=403)
