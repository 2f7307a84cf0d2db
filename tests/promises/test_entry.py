"""The server's way in: a head that cannot be understood is answered 400; nothing is read or written."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from lianxin.proofs.cast import browser
from lianxin.proofs.entry import Door

pytestmark = pytest.mark.django_db

TOO_MANY = "&".join(["a=1"] * 1001)
FORM = "application/x-www-form-urlencoded"
UNREADABLE = {
    "many fields and a charset": {"QUERY_STRING": TOO_MANY, "CONTENT_TYPE": "text/plain; charset=utf-8"},
    "a length of NUL": {"CONTENT_LENGTH": "\x00", "CONTENT_TYPE": FORM},
    "a length below nothing": {"CONTENT_LENGTH": "-1", "CONTENT_TYPE": FORM},
    "a length in other digits": {"CONTENT_LENGTH": "²", "CONTENT_TYPE": FORM},
    "a charset that is none": {"CONTENT_TYPE": "text/plain; charset=hex"},
    "a charset of NUL": {"CONTENT_TYPE": "text/plain; charset=\x00"},
    "a charset nobody knows": {"CONTENT_TYPE": "text/plain; charset=bogus"},
    "an old charset": {"CONTENT_TYPE": f'{FORM}; charset="gb2312"'},
    "a path that is no Latin-1": {"PATH_INFO": "/户/"},
}
CRASHES_DJANGO = ["many fields and a charset", "a charset of NUL", "a path that is no Latin-1"]


def knock(door, head):
    client = browser()
    client.handler = door
    return client.request(REQUEST_METHOD="POST", **{"PATH_INFO": "/sign-in/"} | head)


@pytest.mark.parametrize("head", UNREADABLE.values(), ids=UNREADABLE)
def test_a_head_that_cannot_be_understood_is_answered_in_plain_words(head, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = knock(Door(), head)
    assert answer.status_code == 400
    assert "看不懂这个请求" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", CRASHES_DJANGO)
def test_django_alone_would_crash(name):
    with pytest.raises(Exception):  # noqa: B017, PT011 — each of them in another way
        knock(Door(WSGIHandler), UNREADABLE[name])


@pytest.mark.parametrize(
    "kind", [FORM, f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"', "text/plain", ""]
)
def test_what_browsers_send_is_let_in(kind):
    assert knock(Door(), {"CONTENT_TYPE": kind, "CONTENT_LENGTH": ""}).status_code == 200
