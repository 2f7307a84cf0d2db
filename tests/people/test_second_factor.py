"""One-time codes: who must have them, how they are set up, and what a password alone opens (nothing)."""

import re
import time

import pytest
from django.utils import timezone
from django_otp.oath import TOTP

from lianxin.ledger.models import Event
from lianxin.people import actions
from lianxin.people.models import RecoveryCode, SecondFactor
from tests.people.cast import PASSWORD, enter, give_second_factor

CODE_PAGE, SETUP = "/sign-in/code/", "/account/second-factor/"


def code_now(factor, steps=0):
    totp = TOTP(bytes.fromhex(factor.secret))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def wrong_code(factor):
    right = {code_now(factor, steps) for steps in (-2, -1, 0, 1, 2)}
    return next(code for code in map(str, range(100000, 100010)) if code not in right)


def by_password(client, person):
    client.post("/sign-in/", {"number": person.number, "password": PASSWORD})


def forgive(factor):
    SecondFactor.objects.filter(pk=factor.pk).update(throttling_failure_timestamp=None)


@pytest.mark.parametrize("who", ["desk", "admin"])
def test_the_desk_and_the_admin_must_set_it_up_before_anything_else(client, request, who):
    person = request.getfixturevalue(who)
    by_password(client, person)
    response = client.get("/account/")
    assert response.headers["Location"].startswith(SETUP)


@pytest.mark.parametrize("who", ["worker", "town_head", "supervisor"])
def test_others_may_leave_it(client, request, who):
    by_password(client, request.getfixturevalue(who))
    assert client.get("/account/").status_code == 200


def test_the_demo_asks_for_none(client, admin, settings):
    settings.LIANXIN_DEMO = True
    by_password(client, admin)
    assert client.get("/account/").status_code == 200


def test_setting_up_needs_a_code_that_the_phone_really_shows(client, admin):
    by_password(client, admin)
    page = client.get(SETUP)
    admin.refresh_from_db()
    factor = actions.offered_factor(admin)
    assert "<svg" in page.content.decode()
    assert "验证码不对" in client.post(SETUP, {"code": wrong_code(factor)}).content.decode()
    factor = SecondFactor.objects.get()
    assert not factor.confirmed
    forgive(factor)
    codes = client.post(SETUP, {"code": code_now(factor)}).content.decode()
    assert len(re.findall(r"<code>[a-z2-7]{5}-[a-z2-7]{5}</code>", codes)) == 10
    assert client.get("/account/").status_code == 200, "the session that set it up goes on"
    assert "staff.second_factor_enabled" in Event.objects.values_list("kind", flat=True)


def test_looking_at_the_page_writes_nothing_and_shows_the_same_secret_again(client, admin):
    by_password(client, admin)
    before = Event.objects.count()
    first, second = (
        re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(SETUP).content.decode()) for _ in "12"
    )
    assert first[1] == second[1]
    assert not SecondFactor.objects.exists()
    assert Event.objects.count() == before


def test_whoever_lost_the_phone_gets_another_secret(admin):
    lost = give_second_factor(admin)
    actions.remove_second_factor(staff=admin, actor=None, now=timezone.now())
    one = actions.offered_factor(admin).secret
    actions.begin_second_factor(staff=admin, actor=admin, now=timezone.now())
    actions.remove_second_factor(staff=admin, actor=None, now=timezone.now())
    other = actions.offered_factor(admin).secret
    assert len({lost.secret, one, other}) == 3
    assert len(bytes.fromhex(one)) == 20


def test_the_secret_and_the_codes_are_unreadable_at_rest(client, admin, django_db_blocker):
    from django.db import connection

    factor = give_second_factor(admin)
    codes = actions.renew_recovery_codes(staff=admin, actor=admin, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM people_secondfactor")
        stored = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT digest FROM people_recoverycode")
        digests = [bytes(row[0]) for row in cursor.fetchall()]
    assert factor.secret.encode() not in stored
    assert bytes.fromhex(factor.secret) not in stored
    assert not [code for code in codes for digest in digests if code.replace("-", "").encode() in digest]


@pytest.mark.parametrize("wanted", ["/account/", "/account/password/", SETUP, "/account/recovery-codes/"])
def test_a_password_alone_opens_nothing_once_there_is_a_second_factor(client, worker, wanted):
    give_second_factor(worker)
    by_password(client, worker)
    response = client.get(wanted)
    assert response.headers["Location"].startswith(f"{CODE_PAGE}?next=")


def test_the_code_opens_and_goes_on_to_the_page_that_was_wanted(client, worker):
    factor = give_second_factor(worker)
    by_password(client, worker)
    response = client.post(CODE_PAGE, {"code": code_now(factor), "next": "/account/"})
    assert response.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(client, worker):
    factor = give_second_factor(worker)
    by_password(client, worker)
    code = code_now(factor)
    client.post(CODE_PAGE, {"code": code})
    client.post("/sign-out/")
    by_password(client, worker)
    assert "验证码不对" in client.post(CODE_PAGE, {"code": code}).content.decode()


def test_full_width_digits_are_understood_and_an_old_code_is_not(client, worker):
    factor = give_second_factor(worker)
    by_password(client, worker)
    assert client.post(CODE_PAGE, {"code": code_now(factor, steps=-5)}).status_code == 429
    forgive(factor)
    wide = code_now(factor).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert client.post(CODE_PAGE, {"code": wide}).status_code == 302


def test_wrong_codes_wait_longer_each_time(client, worker):
    factor = give_second_factor(worker)
    by_password(client, worker)
    client.post(CODE_PAGE, {"code": wrong_code(factor)})
    response = client.post(CODE_PAGE, {"code": code_now(factor)})
    assert response.status_code == 429, "the right code does not count during the wait"
    assert "以后再试" in response.content.decode()
    factor.refresh_from_db()
    assert factor.throttling_failure_count == 1


def test_a_recovery_code_works_once_and_is_recorded(client, worker):
    factor = give_second_factor(worker)
    code = actions.renew_recovery_codes(staff=worker, actor=worker, now=timezone.now())[0]
    by_password(client, worker)
    assert client.post(CODE_PAGE, {"code": f" {code.upper()} "}).status_code == 302
    assert Event.objects.get(kind="staff.recovery_code_used").after == {"codes_left": 9}
    client.post("/sign-out/")
    by_password(client, worker)
    assert client.post(CODE_PAGE, {"code": code}).status_code == 429
    forgive(factor)


def test_anothers_recovery_code_does_not_work(client, worker, neighbour):
    give_second_factor(worker)
    give_second_factor(neighbour)
    code = actions.renew_recovery_codes(staff=neighbour, actor=neighbour, now=timezone.now())[0]
    by_password(client, worker)
    assert client.post(CODE_PAGE, {"code": code}).status_code == 429
    assert RecoveryCode.objects.filter(used_at=None).count() == 10


def test_new_recovery_codes_need_the_password_and_end_the_old_ones(client, worker):
    give_second_factor(worker)
    old = actions.renew_recovery_codes(staff=worker, actor=worker, now=timezone.now())
    enter(client, worker)
    page = "/account/recovery-codes/"
    assert "现在的密码不对" in client.post(page, {"present": "wrong"}).content.decode()
    shown = client.post(page, {"present": PASSWORD}).content.decode()
    assert shown.count("<code>") == 10
    assert not [code for code in old if code in shown]


def test_who_need_not_have_it_may_give_it_up_and_who_must_may_not(client, worker, admin):
    page = "/account/second-factor/removal/"
    enter(client, worker)
    client.post(page, {"present": PASSWORD})
    assert not SecondFactor.objects.filter(user=worker).exists()
    enter(client, admin)
    client.post(page, {"present": PASSWORD})
    assert SecondFactor.objects.filter(user=admin).exists()


def test_when_the_factor_is_taken_away_open_sessions_must_set_it_up_again(client, admin):
    enter(client, admin)
    assert client.get("/account/").status_code == 200
    actions.remove_second_factor(staff=admin, actor=None, now=timezone.now())
    assert client.get("/account/").headers["Location"].startswith(SETUP)


def test_who_becomes_admin_today_must_set_it_up_on_the_next_request(client, worker, areas):
    client.force_login(worker)
    assert client.get("/account/").status_code == 200
    actions.appoint(staff=worker, role="system_admin", area=areas["D"], actor=None, now=timezone.now())
    assert client.get("/account/").headers["Location"].startswith(SETUP)
