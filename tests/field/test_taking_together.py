"""Requests of several phones that come at the same moment are one piece of work, each counts by itself."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import OperationalError
from django.utils import timezone

from lianxin.field import asking, journal
from lianxin.field.actions import receiving, revoke_device, storing
from lianxin.field.actions.arriving import bring
from lianxin.field.models import Batch, Device, Op
from lianxin.field.tokens import hash_of
from lianxin.ledger.models import Event
from lianxin.people.actions import end_post
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import make_worker
from lianxin.visits.models import Item, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def phones(phone_of, worker, colleague):
    """Two phones: of the worker in V1, and of a colleague there."""
    return [phone_of(worker, seed=5), phone_of(colleague, seed=6)]


@pytest.fixture
def colleague(areas):
    return make_worker("C-2", Role.COLLECTOR, areas["V1"], name="钱同事")


def brought(phone, ops=None):
    return bring(UUID(phone.device_id), phone.body(ops or phone.outbox), now=timezone.now(), via="push")


def pushed(phone, ops):
    return receiving.Pushed(UUID(phone.device_id), phone.body(ops), timezone.now(), None)


def holder_of(phone):
    return asking.device_with(hash_of(phone.token))


def answers_of(results):
    return [[one.answer for one in result.answers] for result in results]


def test_what_two_phones_bring_is_stored_in_one_transaction(phones, homes, django_assert_max_num_queries):
    for phone in phones:
        phone.visit(homes["near"].pk)
        phone.visit(homes["next"].pk)
    some = [brought(phone) for phone in phones]
    receiving.take_alone(brought(phones[0], [phones[0].visit(homes["near"].pk)]))  # what is asked only once
    with django_assert_max_num_queries(22):
        results = receiving.take_together(some)
    assert answers_of(results) == [["accepted", "accepted"], ["accepted", "accepted"]]
    assert (Visit.objects.count(), Item.objects.count(), Batch.objects.count()) == (5, 5, 3)
    assert {op.staff_id for op in Op.objects.all()} == {visit.staff_id for visit in Visit.objects.all()}
    assert [result.receipt.count for result in results] == [3, 2]


def test_an_op_that_is_refused_while_it_is_taken_in_waits_and_the_other_phones_count(phones, homes):
    first, second = phones
    known = first.visit(homes["near"].pk)
    receiving.take_alone(brought(first))
    bad = second.record("visit.record", json.loads(known["payload"]), home=homes["near"].pk)
    good = second.visit(homes["next"].pk)
    more = first.visit(homes["next"].pk)
    results = receiving.take_together([brought(first, [more]), brought(second, [bad, good])])
    assert answers_of(results) == [["accepted"], ["quarantined", "accepted"]]
    assert Op.objects.get(pk=bad["op_id"]).code == "visit-known"
    assert {str(key) for key in Visit.objects.values_list("op_id", flat=True)} == {
        one["op_id"] for one in (known, good, more)
    }
    assert Event.objects.filter(kind="visit.recorded").count() == 3


def test_each_is_judged_by_its_own_phone_and_person(phones, homes, worker):
    for phone in phones:
        phone.visit(homes["near"].pk)
    some = [brought(phone) for phone in phones]
    end_post(post=worker.posts.get(), actor=None, now=timezone.now())
    revoke_device(Device.objects.get(pk=phones[1].device_id), actor=None, now=timezone.now())
    results = receiving.take_together(some)
    codes = [[one.code for one in result.answers] for result in results]
    assert codes == [["no-field-work"], ["device-revoked"]]
    assert [result.revoked for result in results] == [False, True]
    assert not Visit.objects.exists()


def test_an_op_that_comes_again_beside_a_new_one_is_answered_as_before(phones, homes):
    first, second = phones
    op = first.visit(homes["near"].pk)
    receiving.take_alone(brought(first))
    second.visit(homes["near"].pk)
    results = receiving.take_together([brought(first, [op]), brought(second)])
    assert answers_of(results) == [["duplicate"], ["accepted"]]
    assert Visit.objects.count() == 2


def test_what_has_to_do_with_each_other_is_not_taken_together(phones, homes, monkeypatch):
    first, second = phones
    op, other = first.visit(homes["near"].pk), second.visit(homes["near"].pk)
    groups = []
    real = storing.take
    monkeypatch.setattr(receiving, "take", lambda some: groups.append(len(some)) or real(some))
    results = receiving._take_pushed([pushed(first, [op]), pushed(second, [op, other])])
    assert answers_of(results) == [["accepted"], ["duplicate", "accepted"]]
    results = receiving._take_pushed(
        [pushed(first, [first.visit(homes["near"].pk)]), pushed(second, [other])]
    )
    assert answers_of(results) == [["accepted"], ["duplicate"]]
    assert groups == [1, 1, 2]


def test_two_pushes_of_one_phone_are_not_one_piece_of_work(phones):
    first, second = (pushed(phone, []) for phone in phones)
    assert receiving._is_of_another([first], second)
    assert not receiving._is_of_another([second, first], first)


def test_who_must_sign_in_again_is_sent_away_alone_and_nothing_of_his_is_kept(phones, homes, colleague):
    colleague.set_password("another-one-by-the-well")
    colleague.save()
    for phone in phones:
        phone.visit(homes["near"].pk)
    asked = [holder_of(phone) for phone in phones]
    some = [
        replace(pushed(phone, phone.outbox), holder=one) for phone, one in zip(phones, asked, strict=True)
    ]
    kept, sent_away = receiving._take_pushed(some)
    assert [one.answer for one in kept.answers] == ["accepted"]
    assert isinstance(sent_away, receiving.SignInAgain)
    assert {batch.device_id for batch in Batch.objects.all()} == {UUID(phones[0].device_id)}
    assert [device for device, _at, _raw in journal.read()] == [UUID(phones[0].device_id)]


def test_a_batch_that_cannot_be_read_is_stored_beside_one_that_can(phones, homes):
    first, second = phones
    first.visit(homes["near"].pk)
    broken = bring(UUID(second.device_id), b"{", now=timezone.now(), via="push")
    results = receiving.take_together([brought(first), broken])
    assert [result.trouble for result in results] == ["", "not-json"]
    assert Batch.objects.get(device=second.device_id).trouble == "not-json"
    assert Visit.objects.count() == 1


def test_trouble_of_the_database_itself_answers_nobody(phones, homes, monkeypatch):
    for phone in phones:
        phone.visit(homes["near"].pk)

    def locked(_some):
        raise OperationalError("database is locked")

    monkeypatch.setattr(storing, "store", locked)
    with pytest.raises(OperationalError):
        receiving.take_together([brought(phone) for phone in phones])
    assert not Op.objects.exists()


def test_a_fault_of_ours_in_one_request_is_not_the_others(phones, homes, monkeypatch):
    for phone in phones:
        phone.visit(homes["near"].pk)
    first, second = (brought(phone) for phone in phones)
    real = storing.store

    def faulty(some):
        if second in some:
            raise KeyError("a fault of ours")
        return real(some)

    monkeypatch.setattr(storing, "store", faulty)
    good, bad = receiving.take_together([first, second])
    assert [one.answer for one in good.answers] == ["accepted"]
    assert isinstance(bad, KeyError)
    assert Visit.objects.count() == 1


def test_a_phone_is_asked_to_come_again_while_the_database_is_in_trouble(phones, homes, client, monkeypatch):
    phone = phones[0]
    phone.visit(homes["near"].pk)

    def locked(_some):
        raise OperationalError("database is locked")

    monkeypatch.setattr(storing, "store", locked)
    answer = client.post(
        "/field/sync/push", phone.body(phone.outbox), content_type="application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert 5 <= int(answer["Retry-After"]) <= 30
    monkeypatch.undo()
    phone.push()
    assert Visit.objects.count() == 1
