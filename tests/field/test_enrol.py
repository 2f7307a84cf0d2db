"""A phone signs in as a person does at a desk, and is given a token of its own."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.oath import TOTP

from lianxin.field.models import Device
from lianxin.field.tokens import hash_of
from lianxin.ledger.models import Event
from lianxin.people.actions import disable_staff, end_post
from lianxin.people.models import SecondFactor, SignInTries
from lianxin.proofs.cast import PASSWORD, SECRET, give_second_factor, make_staff

pytestmark = pytest.mark.django_db


def enrol(client, number="W-1", password=PASSWORD, path="enrol", **more):
    wish = {"number": number, "password": password, "device_name": "白色的 手机\n", "app_version": "1"}
    return client.post(f"/field/{path}", json.dumps(wish | more), content_type="application/json")


def said(response):
    return response.status_code, response.json()["code"]


def test_a_worker_gets_a_token_and_what_the_phone_needs(client, worker):
    response = enrol(client)
    assert response.status_code == 200
    answer = response.json()
    device = Device.objects.get()
    assert (str(device.pk), device.staff, device.name) == (answer["device_id"], worker, "白色的 手机")
    assert bytes(device.token_hash) == hash_of(answer["token"])
    assert answer["staff"]["number"] == "W-1"
    assert answer["settings"]["photos"] is False
    assert answer["seal_key"]["crv"] == "P-256"
    assert "d" not in answer["seal_key"]
    assert Event.objects.filter(kind="device.enrolled", actor_id=worker.pk).count() == 1
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    worker.refresh_from_db()
    assert worker.last_login


def test_the_token_is_not_in_the_database(client, worker):
    token = enrol(client).json()["token"]
    assert token.encode() not in b"".join(bytes(one.token_hash) for one in Device.objects.all())


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "plum"},
        {"number": "W-9"},
        {"number": ""},
        {"number": "W-1\x00"},
        {"number": "W" * 400},
        {"password": "p" * 70_000},
    ],
)
def test_a_wrong_number_or_password_is_one_answer(client, worker, wrong):
    assert said(enrol(client, **wrong)) == (401, "wrong")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-json"),
        (b'{"number": 3, "password": "x"}', "not-as-agreed"),
        (b'{"number": "\\ud800", "password": "x"}', "not-json"),
        (b'{"a":' * 20_000, "not-json"),
    ],
)
def test_a_body_that_is_none_is_said(client, db, body, code):
    response = client.post("/field/enrol", body, content_type="application/json")
    assert said(response) == (400, code)


def test_wrong_passwords_earn_a_wait_and_are_told_until_when(client, worker):
    for _ in range(5):
        last = enrol(client, password="plum")
    assert said(last) == (429, "wait")
    assert said(enrol(client)) == (429, "wait")
    until = enrol(client).json()["until_ms"]
    assert until > timezone.now().timestamp() * 1000
    assert SignInTries.objects.get().failures == 5


def test_a_second_factor_is_asked_for(client, worker):
    give_second_factor(worker)
    assert said(enrol(client)) == (403, "code-needed")
    assert said(enrol(client, code="000000")) == (403, "code-wrong")
    SecondFactor.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    code = f"{TOTP(bytes.fromhex(SECRET)).token():06d}"
    assert enrol(client, code=code).status_code == 200
    SecondFactor.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert said(enrol(client, code=code)) == (403, "code-wrong")


def test_the_district_desk_needs_one_even_on_a_phone(client, desk):
    assert said(enrol(client, "D-1")) == (403, "second-factor-missing")


def test_a_slip_must_become_a_password_first(client, worker):
    worker.must_change_password = True
    worker.save()
    assert said(enrol(client)) == (403, "password-must-change")
    assert said(enrol(client, path="password", new_password="123")) == (400, "password-weak")
    assert said(enrol(client, path="password", new_password=PASSWORD)) == (400, "password-weak")
    new = "plum-tree-by-the-mill"
    assert enrol(client, path="password", new_password=new).json() == {"changed": True}
    assert enrol(client, password=new).status_code == 200


@pytest.mark.parametrize("new", ["123", "password", PASSWORD, "x" * 200])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_weak_password_is_refused_in_both_languages(client, worker, new, language):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    response = enrol(client, path="password", new_password=new)
    told = response.json()
    assert (response.status_code, told["code"]) == (400, "password-weak")
    assert re.search("[一-鿿]", told["message"])
    assert told["message_en"] != "The new password is too weak."
    assert re.fullmatch("[ -~]+", told["message_en"])


def test_who_does_no_field_work_gets_no_phone(client, worker, supervisor):
    assert said(enrol(client, "S-1")) == (403, "no-field-work")
    make_staff("N-1")
    assert said(enrol(client, "N-1")) == (403, "no-field-work")
    end_post(post=worker.posts.get(), actor=None, now=timezone.now())
    assert said(enrol(client)) == (403, "no-field-work")
    disable_staff(staff=worker, actor=None, now=timezone.now())
    assert said(enrol(client)) == (401, "wrong")
    assert Device.objects.count() == 0


def test_a_wait_ends(client, worker):
    for _ in range(5):
        enrol(client, password="plum")
    SignInTries.objects.update(failed_at=timezone.now() - timedelta(minutes=2))
    assert enrol(client).status_code == 200
