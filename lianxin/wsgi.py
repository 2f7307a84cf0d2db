"""What the web server loads. With LIANXIN_WORKER=1 (set by `lianxin serve`) the worker runs beside it."""

import gc
import os
from typing import Any

import django
from django.apps import apps
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import get_resolver

Environ = dict[str, Any]

EMPTY = {"PATH_INFO": "/", "SCRIPT_NAME": "", "QUERY_STRING": "", "CONTENT_TYPE": "", "CONTENT_LENGTH": ""}
"""In place of what a request said about itself, when that cannot be understood."""

GARBAGE = 5_000
"""New objects after which the garbage collector begins a round; a page makes some ten thousand."""


class Entry(WSGIHandler):
    """Django's way in, for requests whose head cannot be understood too.

    Django reads the head before its own handling of errors begins: whatever is wrong there ends the request
    with 500 and without a page. Here such a request is emptied and walks through the middleware, which gives
    the answer its language and its safety headers; in the place of a view it is answered 400.
    """

    @staticmethod
    def request_class(environ: Environ) -> WSGIRequest:
        try:
            check_head(environ)
            return WSGIRequest(environ)
        except (BadRequest, SuspiciousOperation, ValueError):
            request = WSGIRequest(environ | EMPTY)
            request.is_unreadable = True
            return request

    def _get_response(self, request: WSGIRequest) -> Any:
        if getattr(request, "is_unreadable", False):
            raise BadRequest("the head of the request cannot be understood")
        return super()._get_response(request)


def check_head(environ: Environ) -> None:
    """Raise BadRequest for a length that is no number and for a charset other than UTF-8.

    Django would take them and stumble later: over the length when the content is read, over a charset such
    as `hex`, which Python knows but which is none, at every field.
    """
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise BadRequest("the length is no number")
    _, _, words = environ.get("CONTENT_TYPE", "").lower().partition("charset=")
    if words and words.partition(";")[0].strip(' "') != "utf-8":
        raise BadRequest("the charset is not UTF-8")


def settle() -> None:
    """Load the code of all pages, and what they share, before the first of them is asked for, and keep the
    garbage collector from walking through it ever after: a full round over those 450,000 objects holds up a
    page by 100 ms. What a page itself leaves behind is looked through after more of it than Python's 700.
    """
    from lianxin.operations.warming import warm

    assert get_resolver().url_patterns
    warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.settings")
if not apps.ready:
    django.setup(set_prefix=False)
application = Entry()

if os.environ.get("LIANXIN_WORKER") == "1":
    from lianxin.operations.clock import start_worker_thread

    settle()
    start_worker_thread()
