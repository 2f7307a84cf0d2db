"""A card opens one household's page and no other; what stands on it reaches no address, log or referrer."""

import logging
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from lianxin.public import guests
from lianxin.voice.actions import revoke_cards
from lianxin.voice.rules import in_groups
from tests.desk.district import content
from tests.voice.printing import print_one, wrong_code

pytestmark = pytest.mark.django_db


def test_the_picture_leads_on_without_its_token(card, wang):
    client = Client()
    response = client.get(f"/r/{card.token}")
    assert response["Location"] == "/r/page/"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert card.token not in client.cookies["lianxin_card"].value
    page = client.get("/r/page/")
    assert wang.number in content(page)
    assert "no-store" in page["Cache-Control"]
    assert card.token not in content(page)


def test_the_cookie_is_for_the_server_alone(card):
    client = Client()
    client.get(f"/r/{card.token}")
    cookie = client.cookies["lianxin_card"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_cookie_travels_over_tls_alone_where_sessions_do(card):
    client = Client()
    client.get(f"/r/{card.token}")
    assert client.cookies["lianxin_card"]["secure"]


def test_the_code_opens_the_same_page(card, wang):
    client = Client()
    response = client.post("/r/", {"code": in_groups(card.code).lower()}, follow=True)
    assert wang.number in content(response)


def test_a_slip_is_told_and_not_counted(card, wang):
    client = Client()
    slip = card.code[:-1] + ("2" if card.code[-1] != "2" else "3")
    for _try in range(9):
        response = client.post("/r/", {"code": slip})
        assert response.status_code == 422
        assert "12 位" in content(response)
    assert client.post("/r/", {"code": card.code}).status_code == 302


def at(number):
    """A browser at an address, with a header that claims another."""
    return Client(REMOTE_ADDR=f"10.0.0.{number}", HTTP_X_FORWARDED_FOR=f"10.1.1.{number}")


def test_after_five_wrong_codes_an_address_waits_and_the_home_does_not(card, wang):
    for number in range(5):
        assert "打不开" in content(at(1).post("/r/", {"code": wrong_code(card.code, number)}))
    response = at(1).post("/r/", {"code": card.code})
    assert response.status_code == 422
    assert "以后才能再输" in content(response)
    assert "现在就能扫" in content(response)
    assert at(1).get(f"/r/{card.token}")["Location"] == "/r/page/", "the picture does not wait"
    assert wang.number in content(at(2).post("/r/", {"code": card.code}, follow=True))


def test_from_ever_new_addresses_the_code_waits_for_all(card):
    for number in range(20):
        at(number).post("/r/", {"code": wrong_code(card.code, number)})
    assert "以后才能再输" in content(at(99).post("/r/", {"code": card.code}))


def test_nothing_of_a_token_reaches_the_logs(card, caplog, wang, town_head):
    client = Client()
    wrong = "b" * 26
    with caplog.at_level(logging.DEBUG, logger="django"):
        client.get(f"/r/{wrong}")
        client.get(f"/r/{card.token}")
        client.get(f"/r/{card.token}%00")
        client.head(f"/r/{card.token}")
        client.post(f"/r/{card.token}")
        client.post("/r/", {"code": card.code})
    told = "".join(record.getMessage() for record in caplog.records)
    assert card.code not in told
    assert wrong not in told
    assert card.token not in told


def test_a_log_line_with_an_address_loses_the_token(card):
    from lianxin.public.hiding import WithoutTokens

    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "%s failed", (f"GET /r/{card.token}?lang=en",), None
    )
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "GET /r/…?lang=en failed"


def test_a_form_sent_to_a_card_is_neither_refused_nor_taken(card):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/r/{card.token}").status_code == 302
    assert strict.get("/r/page/").status_code == 302


@pytest.mark.parametrize("path", ["page/", "page/known/", "page/class/", "page/looks/", "page/rights/"])
def test_without_a_card_there_is_no_page(db, path):
    response = Client().get(f"/r/{path}")
    assert response.status_code == 302
    assert response["Location"] == "/r/"


def test_a_forged_cookie_opens_nothing(card):
    client = Client()
    client.get(f"/r/{card.token}")
    value = client.cookies["lianxin_card"].value
    client.cookies["lianxin_card"] = value[:-3] + "abc"
    assert client.get("/r/page/").status_code == 302


def test_a_card_that_was_withdrawn_shuts_open_pages(guest, wang, town_head):
    assert guest.get("/r/page/").status_code == 200
    revoke_cards(wang, actor=town_head, now=timezone.now())
    assert guest.get("/r/page/").status_code == 302


def test_a_page_shuts_itself_after_two_hours(guest, monkeypatch):
    later = timezone.now() + timedelta(seconds=guests.OPEN_S + 1)
    monkeypatch.setattr(guests, "_now", lambda: int(later.timestamp()))
    assert guest.get("/r/page/").status_code == 302


def test_closing_forgets_the_card(guest):
    guest.post("/r/leaving/")
    assert guest.get("/r/page/").status_code == 302


def test_a_card_opens_one_household_and_no_other(guest, li, neighbour):
    other = Client()
    other.get(f"/r/{print_one(li, neighbour, now=timezone.now()).token}")
    for path in ("page/", "page/known/", "page/class/", "page/looks/", "page/rights/", "page/cadre/"):
        mine, theirs = content(guest.get(f"/r/{path}")), content(other.get(f"/r/{path}"))
        assert li.number not in mine
        assert li.head.name not in mine
        assert "HB000001" not in theirs


def test_a_card_is_no_sign_in(guest):
    assert guest.get("/households/").status_code == 302
    assert guest.get("/households/")["Location"].startswith("/sign-in/")


def test_signing_in_is_no_card(enter, desk):
    assert enter(desk).get("/r/page/").status_code == 302
