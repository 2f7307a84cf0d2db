"""A real browser in front of a real server. Chromium is the one found on the machine, with an empty profile.

Tests here ask for `page` (pytest-playwright) and go to paths: `page.goto("/households/")`.
"""

import os
import shutil
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest

from dev import CHROMIUM, node_home
from tests.desk.conftest import (
    areas,
    desk,
    li,
    neighbour,
    now,
    policy,
    poor,
    settle,
    supervisor,
    town_head,
    wang,
    worker,
)

__all__ = [
    "areas",
    "desk",
    "li",
    "neighbour",
    "now",
    "policy",
    "poor",
    "settle",
    "supervisor",
    "town_head",
    "wang",
    "worker",
]

PATIENCE_S = 10
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Playwright's own Node asks for libatomic, which a bare Debian lacks; ours does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_home() / "bin" / "node"))


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_playwright():
    """Playwright's loop runs in this thread; Django would take the tests for asynchronous views.

    The variable stays for the worker's later tests, whose own checks of a district may not trip over it.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with mock.patch("django.core.checks.async_checks.os", SimpleNamespace(environ={})):
        yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.fail("no Chromium: `python3 dev.py test` installs it as root; else sudo apt install chromium")
    return {**browser_type_launch_args, "executable_path": found, "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    calm = {"reduced_motion": "reduce"}  # a colour in the middle of a transition is no colour of ours
    return {**browser_context_args, **calm, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def answering():
    """The threads of the server that are in the middle of an answer."""
    from django.core.signals import request_finished, request_started

    threads = set()

    def begin(**_):
        threads.add(threading.get_ident())

    def end(**_):
        threads.discard(threading.get_ident())

    request_started.connect(begin)
    request_finished.connect(end)
    yield threads
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture(autouse=True)
def _rest(request, answering):
    """Between two tests the server answers nobody.

    A browser that is closed leaves what it fetched in advance on its way. On SQLite in memory the server and
    the tests share one connection, and with it a transaction: one that such an answer gives up takes along
    what the next test has just written.
    """
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")  # is emptied after the wait
    yield
    until = time.monotonic() + PATIENCE_S
    while answering & others() and time.monotonic() < until:
        time.sleep(0.01)


def others():
    """The threads of this process that live, but for the one of the tests."""
    return {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}


@pytest.fixture
def page(page):
    """A page that may not fail unseen: an uncaught error, or anything the CSP refused, fails the test."""
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: "Content Security Policy" in said.text and troubles.append(said.text))
    yield page
    assert troubles == []


@pytest.fixture
def enter(page, base_url):
    """Let a person be signed in already, one-time code included."""
    from django.test import Client

    from tests.people.cast import enter as sign_in

    def enter(person):
        client = Client()
        sign_in(client, person)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
        return page

    return enter
