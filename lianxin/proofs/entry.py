"""A test client that goes in where a web server does, through `lianxin.wsgi`, whatever it is to send."""

from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test.client import conditional_content_removal

from lianxin.wsgi import Entry


class Door:
    """Stands in the place of a client's `handler`, in front of a WSGI application.

    The application is the server's own but for one thing: forms need no token, which would stop most bad
    input at the door. What a client says of its content's length may be a lie, as it may be to a server.
    """

    def __init__(self, application: type[WSGIHandler] = Entry) -> None:
        self.application = _without_tokens(application)()

    def __call__(self, environ: dict[str, Any]) -> HttpResponse:
        environ = environ | {"wsgi.input": BytesIO(environ["wsgi.input"].read())}
        signals = (request_started, request_finished)
        for signal in signals:
            signal.disconnect(close_old_connections)  # a server's requests are longer apart
        try:
            response = self.application(environ, lambda status, headers: None)
            request = self.application.request
            conditional_content_removal(request, response)
            response.wsgi_request = request
            response.close()
        finally:
            for signal in signals:
                signal.connect(close_old_connections)
        return response


def _without_tokens(application: type[WSGIHandler]) -> type[WSGIHandler]:
    class WithoutTokens(application):  # type: ignore[misc, valid-type]
        request: WSGIRequest

        def get_response(self, request: WSGIRequest) -> HttpResponse:
            request._dont_enforce_csrf_checks = True
            self.request = request
            return super().get_response(request)

    return WithoutTokens
