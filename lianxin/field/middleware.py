"""A short way for the sync of phones, past what only pages need: session, person, language, messages, htmx.

Phones send a token and no cookies, and are answered in JSON in both languages; all of that costs a tenth of
an upload and would look at nothing. Host, security headers and the question of access stay as for all.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from lianxin.people import access
from lianxin.people.middleware import AccessNotAsked

DIRECT = frozenset(
    ("/field/sync/push", "/field/sync/pull", "/field/sync/sealed")
    + ("/field/photos", "/field/positions", "/field/enclosed")
)


class PhonesDirectly:
    """Stands behind the middleware that sets headers alike for all, before what puts a policy of content
    together anew for each page and all that reads sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in DIRECT:
            return self.get_response(request)
        request.get_host()  # raises where the request names a host that is not ours
        view = view_at(request.path_info)
        with access.asking() as notebook:
            response: HttpResponse = view(request)
        if response.status_code < 400 and not notebook.asked:
            raise AccessNotAsked(f"{request.path_info} answered {response.status_code} without asking")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers["Content-Length"] = str(len(response.content))
        return response


@cache
def policy() -> str:
    """What answers may load, as settings say: the same for all that name no script of their own."""
    return str(build_policy())


@cache
def view_at(path: str) -> Any:
    return resolve(path).func
