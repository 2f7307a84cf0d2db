"""A new password or a new role asks a phone to sign in again; its unsent work stays, its numbers go on."""

import json

import pytest
from django.utils import timezone

from lianxin.field.actions import mark_backed_up, revoke_device
from lianxin.field.models import Batch, Device, Op
from lianxin.field.sign_ins import mark_of, still_holds
from lianxin.people.actions import appoint, end_post, set_password
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import PASSWORD
from lianxin.proofs.phones import Unanswered
from lianxin.visits.models import Visit

pytestmark = pytest.mark.django_db
OTHER = "another-long-password-1"


def change_password(worker):
    set_password(staff=worker, password=OTHER, actor=worker, now=timezone.now())


def promote(worker, areas):
    today = timezone.localdate()
    appoint(
        staff=worker, role=Role.TOWN_HEAD, area=areas["T1"], from_on=today, actor=None, now=timezone.now()
    )


def is_refused(act):
    with pytest.raises(Unanswered) as caught:
        act()
    return "401" in str(caught.value) and "sign-in-again" in str(caught.value)


def sign_in_again(client, phone, number="W-1", password=OTHER, **more):
    wish = {"number": number, "password": password, "device_name": "同一台"}
    headers = {"Authorization": f"Bearer {phone.token}"} | more
    answer = client.post("/field/enrol", json.dumps(wish), content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_new_password_ends_the_token_and_nothing_is_lost(phone, homes, worker, client):
    phone.visit(homes["near"].pk)
    phone.push()
    change_password(worker)
    phone.visit(homes["near"].pk)
    before = Batch.objects.count()
    assert is_refused(phone.push)
    assert is_refused(phone.pull)
    assert Batch.objects.count() == before
    enrolled = sign_in_again(client, phone)
    assert enrolled["device_id"] == phone.device_id
    assert is_refused_as_unknown(phone)
    phone.token = enrolled["token"]
    phone.push()
    assert phone.agrees()
    assert Visit.objects.count() == 2
    assert sorted(Op.objects.values_list("device_seq", flat=True)) == [1, 2]


def is_refused_as_unknown(phone):
    with pytest.raises(Unanswered, match="unknown-token"):
        phone.pull()
    return True


def test_a_role_that_comes_asks_and_one_that_goes_does_not(phone, worker, areas):
    phone.pull()
    promote(worker, areas)
    assert is_refused(phone.pull)
    post = worker.posts.get(role=Role.TOWN_HEAD.value)
    end_post(post=post, to_on=timezone.localdate(), actor=None, now=timezone.now())
    phone.pull()


def test_who_does_no_field_work_any_more_is_told_to_let_go_not_to_sign_in(phone, homes, worker):
    phone.pull()
    assert phone.rows
    change_password(worker)
    end_post(post=worker.posts.get(), to_on=timezone.localdate(), actor=None, now=timezone.now())
    phone.pull()
    assert not [key for key in phone.rows if key.startswith("home:")]


def test_a_phone_out_of_use_is_told_so_whatever_the_password(phone, homes, worker):
    change_password(worker)
    revoke_device(Device.objects.get(), actor=None, now=timezone.now())
    assert phone.pull()["revoked"] is True


def test_another_persons_token_or_one_out_of_use_makes_another_device(phone, phone_of, neighbour, client):
    theirs = phone_of(neighbour, seed=6)
    mine = sign_in_again(client, theirs, password=PASSWORD)
    assert mine["device_id"] not in (phone.device_id, theirs.device_id)
    revoke_device(Device.objects.get(pk=phone.device_id), actor=None, now=timezone.now())
    assert sign_in_again(client, phone, password=PASSWORD)["device_id"] != phone.device_id


def test_a_phone_enrolled_anew_hears_of_its_persons_former_one_and_of_nobody_elses(
    phone, phone_of, worker, neighbour, homes
):
    ops = [phone.visit(homes["near"].pk) for _ in range(3)]
    phone.push()
    mark_backed_up([ops[0]["op_id"], ops[2]["op_id"]], at=timezone.now())
    new, stranger = phone_of(worker, seed=6), phone_of(neighbour, seed=7)
    body = json.dumps({"former": [phone.device_id, stranger.device_id, "no key"]}).encode()
    told = new.post("/field/sync/pull", body)["backed_up"]
    assert told == {new.device_id: [], phone.device_id: [[1, 1], [3, 3]]}
    assert phone.device_id not in stranger.post("/field/sync/pull", body)["backed_up"]


def test_what_arrived_under_the_former_phone_is_told_with_its_number_there(phone, phone_of, worker, homes):
    op = phone.visit(homes["near"].pk)
    phone.push()
    new = phone_of(worker, seed=6)
    new.outbox = [op | {"device_id": new.device_id, "device_seq": 9}]
    (again,) = new.push()["answers"]
    assert (again["answer"], again["device_id"], again["device_seq"]) == ("duplicate", phone.device_id, 1)
    assert new.last["receipt"]["count"] == 0


def test_a_number_that_never_arrives_keeps_no_later_one_from_being_told(phone, homes):
    first, lost, third = (phone.visit(homes["near"].pk) for _ in range(3))
    phone.outbox.remove(lost)
    phone.push()
    mark_backed_up([first["op_id"], third["op_id"]], at=timezone.now())
    answer = phone.pull()
    assert (answer["backed_up_seq"], answer["backed_up"][phone.device_id]) == (1, [[1, 1], [3, 3]])


def test_phones_in_use_before_marks_were_kept_go_on(phone, worker, areas):
    from importlib import import_module

    from django.apps import apps

    Device.objects.update(password_mark=b"", roles="")
    assert is_refused(phone.pull)
    import_module("lianxin.field.migrations.0003_sign_ins").take_as_signed_in_today(apps, None)
    phone.pull()
    assert still_holds(Device.objects.get().password_mark, "collector", worker.password, "collector")


def test_a_mark_tells_nothing_of_the_password_and_holds_for_it_alone():
    mark = mark_of("argon2$a")
    assert len(mark) == 16
    assert still_holds(mark, "collector,supervisor", "argon2$a", "collector")
    assert not still_holds(mark, "collector", "argon2$b", "collector")
    assert not still_holds(mark, "collector", "argon2$a", "collector,town_head")
