"""Signing in through real pages and real sessions: passwords, waits, crowds, strangers."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.people.models import SignInTries, Staff
from tests.people.cast import PASSWORD, make_staff

SIGN_IN = "/sign-in/"


def sign_in(client, number="W-1", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"number": number, "password": password}, **extra)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def later(**time):
    """Let time pass for the tries that are remembered."""
    for tries in SignInTries.objects.exclude(failed_at=None):
        tries.failed_at -= timedelta(**time)
        tries.save()


def test_the_right_password_opens_the_first_page(client, worker):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert is_signed_in(client)
    assert Event.objects.get().kind == "staff.signed_in"


@pytest.mark.parametrize("number", ["w-1", "Ｗ－１", " W-1 "])
def test_the_number_may_be_typed_with_full_width_keys(client, worker, number):
    sign_in(client, number)
    assert is_signed_in(client)


def test_one_goes_on_where_one_was_going_but_never_to_a_strangers_site(client, worker):
    home = client.get("/account/")
    assert home.headers["Location"] == "/sign-in/?next=/account/"
    page = client.get(home.headers["Location"]).content.decode()
    assert 'name="next" value="/account/"' in page
    data = {"number": "W-1", "password": PASSWORD}
    assert client.post(SIGN_IN, data | {"next": "/account/"}).headers["Location"] == "/account/"
    client.post("/sign-out/")
    for trap in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post(SIGN_IN, data | {"next": trap}).headers["Location"] == "/"
        client.post("/sign-out/")


def test_a_wrong_number_and_a_wrong_password_get_the_same_answer(client, worker):
    make_staff("OFF", is_active=False)
    pages = [sign_in(client, number, password) for number, password in
             [("W-1", "wrong"), ("NOBODY", "wrong"), ("OFF", "wrong"), ("OFF", PASSWORD)]]  # fmt: skip
    plain = {re.sub(r'(value="[^"]*")', "", page.content.decode()) for page in pages}
    assert len(plain) == 1
    assert "工号或密码不对" in plain.pop()


def test_the_wait_does_not_tell_either_which_numbers_exist(client, worker):
    def answers(number):
        return [sign_in(client, number, "wrong").status_code for _ in range(6)]

    assert answers("W-1") == answers("NOBODY") == [200] * 4 + [429] * 2


def test_the_waiting_page_says_when_to_come_back(client, worker):
    for _ in range(5):
        response = sign_in(client, password="wrong")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert "1 分钟后" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_during_the_wait_even_the_right_password_does_not_open(client, worker):
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 429
    assert not is_signed_in(client)
    assert SignInTries.objects.get().failures == 5, "a try during the wait does not make it longer"
    later(minutes=1)
    assert sign_in(client).status_code == 302


def test_guessing_fails(client, worker):
    """A whole day of guessing from one address, as fast as the waits allow: under forty tries."""
    tries, start = 0, timezone.now()
    while timezone.now() - start < timedelta(hours=24) and tries < 200:
        response = sign_in(client, password=f"guess-{tries}")
        tries += 1
        wait = int(response.headers.get("Retry-After", 0))
        start -= timedelta(seconds=wait)
        later(seconds=wait)
    assert tries < 40


def test_five_hundred_people_behind_one_address_are_not_locked_out(client, areas, rf):
    """Sixty numbers are guessed at and one person is clumsy; then all five hundred come at once."""
    secret = make_password(PASSWORD)
    crowd = Staff.objects.bulk_create(
        Staff(number=f"C-{n}", name="某", password=secret, must_change_password=False) for n in range(500)
    )
    for n in range(60):
        assert authenticate(rf.post(SIGN_IN), username=f"X-{n}", password="wrong") is None
    for _ in range(5):
        response = sign_in(client, "C-0", "wrong")
    assert response.status_code == 429
    entered = [authenticate(rf.post(SIGN_IN), username=one.number, password=PASSWORD) for one in crowd]
    assert [one for one, who in zip(crowd, entered, strict=True) if who != one] == [crowd[0]]


def test_a_forged_proxy_header_is_ignored(client, worker):
    answers = [
        sign_in(client, password="wrong", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(6)
    ]
    assert answers[-1] == 429
    assert SignInTries.objects.count() == 1


def test_behind_our_own_proxy_only_the_hop_it_saw_counts(client, worker, settings):
    settings.LIANXIN_BEHIND_PROXY = True
    for n in range(5):
        sign_in(client, password="wrong", headers={"X-Forwarded-For": f"10.9.9.{n}, 10.0.0.7"})
    assert SignInTries.objects.get().address == "10.0.0.7"


def test_an_ipv6_customer_is_one_address_and_a_mapped_ipv4_is_itself(client, worker):
    for peer in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "::ffff:10.0.0.9"):
        sign_in(client, password="wrong", REMOTE_ADDR=peer)
    places = sorted(SignInTries.objects.values_list("address", "failures"))
    assert places == [("10.0.0.9", 1), ("2001:db8:1:2::/64", 2)]


def test_whoever_knows_his_desk_is_not_kept_out_by_others(client, worker):
    sign_in(client)
    client.post("/sign-out/")
    for n in range(30):
        sign_in(Client(), password="wrong", REMOTE_ADDR=f"10.5.{n}.1")
    assert sign_in(Client(), REMOTE_ADDR="10.6.6.6").status_code == 429
    assert sign_in(client).status_code == 302


def test_what_was_typed_as_a_number_is_not_kept(client, worker):
    sign_in(client, "13800000000", "wrong")
    kept = SignInTries.objects.get()
    assert b"13800000000" not in bytes(kept.digest)
    assert "13800000000" not in str(kept.__dict__)


def test_old_tries_are_dropped_and_known_desks_kept(client, worker):
    sign_in(client, "NOBODY", "wrong")
    sign_in(client)
    client.post("/sign-out/")
    later(hours=25)
    sign_in(client, "SOMEONE", "wrong")
    assert SignInTries.objects.count() == 2


def test_a_form_without_its_token_is_refused(worker):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert not is_signed_in(strict)
    page = strict.get(SIGN_IN).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"number": "W-1", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert strict.post(SIGN_IN, data).status_code == 302


def test_every_form_carries_its_token(client, worker):
    client.force_login(worker)
    for page in ("/account/", "/account/password/", "/account/second-factor/"):
        html = client.get(page).content.decode()
        assert html.count("<form") == html.count("csrfmiddlewaretoken"), page


@pytest.mark.parametrize(
    ("number", "password"),
    [("\x00", "x"), ("\ud800", "x"), ("𠮷" * 33, "x"), ("W-1", "x" * 5000), ("", ""), ("W-1", "\x00" * 9)],
)
def test_strange_input_gets_a_clear_page(client, worker, number, password):
    data = f"number={number}&password={password}".encode("utf-8", "surrogatepass")
    response = client.post(SIGN_IN, data, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_signing_out_needs_a_click_and_ends_the_session(client, worker):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not is_signed_in(client)


def test_the_session_key_changes_at_sign_in(client, worker):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = 1
    session.save()
    key = session.session_key
    client.cookies["sessionid"] = key
    sign_in(client)
    assert client.session.session_key != key


def test_pages_hold_no_inline_script_or_style(client, worker):
    client.force_login(worker)
    for page in ("/account/", "/account/password/", "/account/second-factor/"):
        html = client.get(page).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html), page
