"""A session ends while a form stands open: what was typed waits for whoever typed it, and for nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lianxin.people.unsent import COOKIE, KEY
from tests.people.cast import PASSWORD
from tests.people.test_sign_in import sign_in

NEW, WORDS = "/problems/new/", "桥头的栏杆掉了三米 💔\n要补上"
TYPED = {"words": WORDS, "quantity": "3", "tags": ["a b", "c"]}
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
UNSENT = "/account/unsent/"


def end_session(client):
    """As after hours: the browser dropped the cookie, and the row is gone or too old."""
    Session.objects.all().delete()
    del client.cookies["sessionid"]


def hidden_in(page):
    """The fields that the page would send once more."""
    found = re.findall(
        r'<textarea name="([^"]+)" hidden aria-hidden="true">\n(.*?)</textarea>', page, re.DOTALL
    )
    return [(name, value) for name, value in found]


def test_what_was_typed_waits_for_whoever_signs_in_again(client, worker):
    sign_in(client)
    end_session(client)

    sent_away = client.post(NEW, TYPED)
    assert sent_away.headers["Location"] == "/sign-in/?next=/account/unsent/"
    assert "刚才填的还在" in client.get(sent_away.headers["Location"]).content.decode()
    back = client.post("/sign-in/", {"number": "W-1", "password": PASSWORD, "next": UNSENT})
    assert back.headers["Location"] == UNSENT

    page = client.get(UNSENT).content.decode()
    assert hidden_in(page) == [("words", WORDS), ("quantity", "3"), ("tags", "a b"), ("tags", "c")]
    on = client.post("/account/unsent/sending/", TYPED)
    assert (on.status_code, on.headers["Location"]) == (307, NEW)
    assert client.get(UNSENT).headers["Location"] == "/"


def test_nobody_else_finds_it(client, worker, neighbour):
    sign_in(client)
    end_session(client)
    client.post(NEW, TYPED)
    sign_in(client, "W-2")

    assert client.get(UNSENT).headers["Location"] == "/"
    assert KEY not in client.session
    assert client.post("/account/unsent/sending/", TYPED).headers["Location"] == "/"


@pytest.mark.parametrize("cookie", ["", "0" * 32 + ":1tq:forged", "é" * 32])
def test_a_stranger_leaves_nothing_behind(client, worker, cookie):
    client.cookies[COOKIE] = cookie
    assert client.post(NEW, TYPED).headers["Location"] == "/sign-in/?next=/problems/new/"
    assert not Session.objects.exists()


def test_whoever_signed_out_leaves_nothing_behind(client, worker):
    sign_in(client)
    client.post("/sign-out/")
    assert client.post(NEW, TYPED).headers["Location"] == "/sign-in/?next=/problems/new/"


def test_it_lies_sealed_until_then_and_passwords_are_never_kept(client, worker):
    sign_in(client)
    end_session(client)
    client.post("/account/password/", {"present": "geheim geheim", "new": "geheim neu"})
    assert not Session.objects.exists()
    client.post(NEW, {"words": "geheim geheim"})
    assert "geheim" not in str(Session.objects.get().get_decoded())


def test_it_is_dropped_when_one_says_so(client, worker):
    sign_in(client)
    end_session(client)
    client.post(NEW, TYPED)
    sign_in(client)
    client.post("/account/unsent/removal/")
    assert client.get(UNSENT).headers["Location"] == "/"


def test_a_form_older_than_the_sign_in_beside_it_is_kept_too(worker):
    """Signing in again in another tab changes the token that every open form carries."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    kept = client.post(NEW, TYPED | {"csrfmiddlewaretoken": "x" * 64}, **ORIGIN)
    assert kept.headers["Location"] == UNSENT
    assert hidden_in(client.get(UNSENT).content.decode())[0] == ("words", WORDS)


def test_what_another_site_sends_is_neither_kept_nor_shown(worker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    for origin in ({}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}):
        refused = client.post(NEW, TYPED, **origin)
        assert refused.status_code == 403
        assert "栏杆" not in refused.content.decode()
        assert KEY not in client.session


def test_whoever_has_no_account_may_copy_what_he_wrote(db):
    """The open page, in a browser that lost its cookies meanwhile."""
    refused = Client(enforce_csrf_checks=True).post("/ask/", TYPED, **ORIGIN)
    assert refused.status_code == 403
    assert "栏杆掉了三米" in refused.content.decode()


@pytest.mark.parametrize("address", ["/problems/0190a0b0-0000-7000-8000-000000000000/notes/", "/staff/new/"])
def test_a_refusal_gives_back_what_was_written(client, worker, address):
    """The matter went out of sight meanwhile, or the right to it: 404 and 403."""
    client.force_login(worker)
    refused = client.post(address, TYPED, **ORIGIN)
    assert refused.status_code in {403, 404}
    assert "桥头的栏杆掉了三米 💔<br>要补上" in refused.content.decode()
    assert "桥头" not in client.post(address, TYPED, HTTP_ORIGIN="https://evil.example").content.decode()
