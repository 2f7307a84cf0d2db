"""What stands between a request and a view: language, sign-in, second factor, and the question of access."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from lianxin import switches
from lianxin.people import access, unsent
from lianxin.people.vocabulary import LANGUAGES, SECOND_FACTOR_BESIDES, SECOND_FACTOR_ROLES

Answer = Callable[[HttpRequest], HttpResponse]

TOUCH_EVERY = 600
"""Seconds between two notes that a session is alive; one at each request would be a write at each request."""

LANGUAGE_COOKIE = "lianxin_language"


class SafetyHeaders:
    """Headers that Django does not set: pages are never kept by a browser or a proxy, devices stay shut."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class IdleLimit:
    """Keeps a session in use alive; so many hours after the last touch as a switch says it ends by itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("touched", 0) >= TOUCH_EVERY:
                request.session["touched"] = now
        return self.get_response(request)


class SpokenLanguage:
    """`?lang=en` for this browser until it closes, else the person's own setting, else Chinese."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wished = request.GET.get("lang")
        wished = {"zh": "zh-hans"}.get(wished, wished)
        spoken = wished or request.COOKIES.get(LANGUAGE_COOKIE) or getattr(request.user, "language", "")
        if spoken not in LANGUAGES:
            spoken = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = spoken
        with translation.override(spoken):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", spoken)
        patch_vary_headers(response, ("Cookie",))
        if wished in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, wished, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, but from views marked `open_to_all`; what they typed waits."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        response = super().handle_no_permission(request, view_func)
        if unsent.keep(request):
            response = redirect_to_login(reverse("people:unsent"))
        return _whole_page(request, response)


class SecondFactorRequired:
    """Lets a signed-in person reach nothing but the step of signing in that is open; see `open_step`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> Any:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        step = open_step(request.user)
        if step is None or request.resolver_match.view_name == step:
            return None
        where = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return _whole_page(request, redirect(f"{reverse(step)}?{where}"))


def open_step(person: Any) -> str | None:
    """The address (by name) where signing in goes on, or None when it is complete.

    First the one-time code, if the person has one set up; then the change of a password that someone else
    chose; then setting up a second factor, where a post demands it.
    """
    factor = getattr(person, "second_factor", None)
    has_factor = factor is not None and factor.confirmed
    if has_factor and not person.is_verified():
        return "people:one-time-code"
    if person.must_change_password:
        return "people:password"
    if not has_factor and needs_second_factor(person):
        return "people:second-factor"
    return None


def needs_second_factor(person: Any) -> bool:
    """Whether a post of today obliges to one-time codes: always some, by a switch more. The demo has none."""
    if settings.LIANXIN_DEMO:
        return False
    obliged = SECOND_FACTOR_ROLES | SECOND_FACTOR_BESIDES[switches.value_of("second_factor")]
    return access.holds(person, *obliged)


class AccessNotAsked(RuntimeError):
    """A view answered without having asked for access: a fault in the code, answered with 500."""


class AccessAsked:
    """Refuses a view that answered without `access.ask`, `@open_to_all` or `@own_account`.

    Stands last in MIDDLEWARE. Refusals (4xx) may pass unasked: nothing was shown. Redirects may not.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with access.asking() as notebook:
            response = self.get_response(request)
        view = getattr(request, "view_reached", None)
        if view and response.status_code < 400 and not notebook.asked:
            raise AccessNotAsked(f"{view} answered {request.method} {response.status_code} without asking")
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        request.view_reached = f"{view.__module__}.{getattr(view, '__qualname__', view)}"


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A redirect that leaves the page: htmx would put the sign-in form into a corner of the old page."""
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.headers["Location"]})
