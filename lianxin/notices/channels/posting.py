"""Posting a message: one request, no redirect, little patience, and no word of what the other server said.

The robots of office messengers know no message that they have already: what is posted twice stands there
twice. So a line that breaks after the request began to leave is not "did not arrive" but "nobody knows".
"""

import http.client
import json
import ssl
from collections.abc import Callable
from datetime import datetime
from typing import Any

from lianxin.notices.channels.guard import AddressRefused, check_address
from lianxin.notices.channels.shapes import is_taken, shape
from lianxin.notices.vocabulary import Trouble, Vendor

PATIENCE_S = 10.0
LARGEST_ANSWER = 64 * 1024
BETWEEN = (502, 504)
"""What a gateway says that lost the server behind it: the robot may have heard."""

Connect = Callable[[str], http.client.HTTPConnection]


class NotDelivered(Exception):
    """A message that did not arrive."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def connect(host: str) -> http.client.HTTPConnection:
    return http.client.HTTPSConnection(host, timeout=PATIENCE_S, context=ssl.create_default_context())


def post(
    vendor: Vendor,
    url: str,
    secret: str,
    text: str,
    *,
    at: datetime,
    also: tuple[str, ...] = (),
    connect: Connect = connect,
) -> None:
    """Post a text to a group's robot. Raises NotDelivered: `UNCLEAR` where it may have arrived."""
    try:
        shaped = shape(vendor, url, secret, text, at)
        host, path = check_address(vendor, shaped.url, also)
    except AddressRefused:
        raise NotDelivered(Trouble.NOT_ALLOWED) from None
    status, body = _ask(connect(host), path, shaped.body)
    if 300 <= status < 400:
        raise NotDelivered(Trouble.REDIRECTED)
    if status in BETWEEN:
        raise NotDelivered(Trouble.UNCLEAR)
    if status != 200:
        raise NotDelivered(Trouble.STATUS)
    try:
        said = json.loads(body)
    except ValueError:
        raise NotDelivered(Trouble.REFUSED) from None
    if not is_taken(vendor, said):
        raise NotDelivered(Trouble.REFUSED)


def _ask(connection: http.client.HTTPConnection, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
    data = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Connection": "close"}
    try:
        connection.connect()
    except (OSError, http.client.HTTPException):
        connection.close()
        raise NotDelivered(Trouble.UNREACHABLE) from None
    try:
        connection.request("POST", path, data, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST_ANSWER)
    except (OSError, http.client.HTTPException):
        raise NotDelivered(Trouble.UNCLEAR) from None
    finally:
        connection.close()
