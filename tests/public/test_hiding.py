"""What opens something by being in an address stands in no log, whatever went wrong with the request."""

import io
import logging

import pytest
from django.utils import timezone

from lianxin.planning.actions import open_feed
from lianxin.public.hiding import WithoutTokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """What the log says, through the filter that the settings put before it."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.addFilter(WithoutTokens())
    logging.getLogger("django").addHandler(handler)
    yield text
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_secret_of_a_calendar_that_is_asked_for_in_a_wrong_way(client, worker, log, method):
    secret = open_feed(worker, actor=worker, now=timezone.now())
    assert getattr(client, method)(f"/visits/feeds/{secret}.ics").status_code == 405
    assert "/visits/feeds/…" in log.getvalue()
    assert secret not in log.getvalue()


def test_the_secret_of_a_calendar_that_has_ended(client, log):
    assert client.get("/visits/feeds/not-any-more.ics?x=1").status_code == 404
    assert "not-any-more" not in log.getvalue()
