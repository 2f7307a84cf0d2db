"""登录条: one-time passwords that a machine made: good once, for a while, and unreadable at rest."""

import time

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.people import actions, slips
from lianxin.people.models import Staff
from lianxin.people.refusals import PeopleRefusal
from tests.people.cast import Role, give_post

pytestmark = pytest.mark.django_db
NEW = "wind-over-the-barley"


@pytest.fixture
def newcomer(areas):
    staff = actions.add_staff(number="N-1", name="胡新", actor=None, now=timezone.now())
    give_post(staff, Role.COLLECTOR, areas["V1"])
    return staff


def slip_for(staff, actor=None):
    [(_, code)] = actions.hand_out_slips([staff], actor=actor, now=timezone.now())
    staff.refresh_from_db()
    return code


def sign_in(client, staff, password):
    return client.post("/sign-in/", {"number": staff.number, "password": password})


def test_a_newcomer_signs_in_with_a_slip_and_must_choose_a_password(client, newcomer):
    code = slip_for(newcomer)
    assert sign_in(client, newcomer, code).status_code == 302
    assert client.get("/account/").headers["Location"].startswith("/account/password/")
    chosen = {"present": code, "new": NEW, "again": NEW}
    assert client.post("/account/password/", chosen).status_code == 302
    newcomer.refresh_from_db()
    assert not newcomer.has_slip
    assert not newcomer.check_password(code)
    assert newcomer.check_password(NEW)


def test_a_slip_typed_from_paper_may_lack_hyphens_and_be_in_capitals(newcomer):
    code = slip_for(newcomer)
    assert newcomer.check_password(code.replace("-", " ").upper())
    wrong = code[:-1] + ("a" if code[-1] != "a" else "b")
    assert not newcomer.check_password(wrong)


def test_a_slip_runs_out_even_after_it_was_used(client, newcomer, monkeypatch):
    code = slip_for(newcomer)
    sign_in(client, newcomer, code)
    newcomer.refresh_from_db()
    assert newcomer.has_slip, "signing in does not turn it into a lasting password"
    later = time.time() + slips.VALID_DAYS * slips.DAY_S + 1
    monkeypatch.setattr(slips.time, "time", lambda: later)
    assert not newcomer.check_password(code)


def test_a_new_slip_makes_the_old_one_and_the_password_void(worker):
    from tests.people.cast import PASSWORD

    assert worker.check_password(PASSWORD)
    first = slip_for(worker)
    assert not worker.check_password(PASSWORD)
    slip_for(worker)
    assert not worker.check_password(first)


def test_the_database_does_not_hold_the_code_and_no_two_are_alike(newcomer, worker):
    pairs = actions.hand_out_slips([newcomer, worker], actor=None, now=timezone.now())
    codes = [code for _, code in pairs]
    stored = " ".join(Staff.objects.values_list("password", flat=True))
    assert len(set(codes)) == 2
    assert all(code not in stored and code.replace("-", "") not in stored for code in codes)
    told = Event.objects.filter(kind="staff.slip_issued")
    assert told.count() == 2
    assert all(code not in event.after_json for code in codes for event in told)


def test_nobody_hands_himself_a_slip_and_nobody_gets_one_who_left(admin, worker):
    with pytest.raises(PeopleRefusal) as own:
        slip_for(admin, actor=admin)
    assert own.value.code == "own-slip"
    actions.disable_staff(staff=worker, actor=None, now=timezone.now())
    with pytest.raises(PeopleRefusal) as left:
        slip_for(worker, actor=admin)
    assert left.value.code == "staff-disabled"


def test_a_slip_takes_as_long_to_check_as_a_chosen_password(newcomer, monkeypatch):
    slip_for(newcomer)
    made = []
    monkeypatch.setattr(slips, "make_password", lambda text: made.append(text))
    newcomer.check_password("wrong")
    assert made == ["wrong"]


def test_those_who_wait_for_their_first_slip_are_found(newcomer, worker):
    assert list(Staff.objects.uninvited()) == [newcomer]
    slip_for(newcomer)
    assert list(Staff.objects.uninvited()) == []
