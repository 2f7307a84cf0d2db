"""A complaint that a cadre wrote down for somebody, sealed on the phone: it arrives, and nobody sees that."""

import json
import secrets
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin.desk.phones.listing import lines_of
from lianxin.desk.phones.reading import content_of
from lianxin.field import sealing
from lianxin.field.actions import revoke_device, take_in_rescue
from lianxin.field.models import Device, Op
from lianxin.field.sealed_items import KIND, open_item
from lianxin.ledger.models import Event
from lianxin.people.vocabulary import Role
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.queries import heard_by
from lianxin.problems.models import Problem
from lianxin.proofs.cast import make_worker
from lianxin.visits.models import Item, Visit

pytestmark = pytest.mark.django_db
WORDS = "低保要先请吃饭才给报"


def payload_of(home=None, *, item=None, **more):
    said = {"item_id": str(item or uuid4()), "text": WORDS, "said_of": "会计老周", "pad": " " * 500}
    said |= {"household_id": str(home) if home else None, "at": "2026-11-20T09:00:00+08:00"} | more
    sealed = sealing.seal(json.dumps(said).encode(), sealing.public_jwk(), secrets.token_bytes(12))
    return {"sealed": sealed}


def hand_in(phone, home=None, **more):
    op = phone.record(KIND, payload_of(home, **more))
    phone.push()
    return op


def test_it_becomes_a_complaint_and_nothing_else(phone, homes, worker):
    phone.pull()  # the first contact begins an epoch
    events = Event.objects.count()
    op = hand_in(phone, homes["near"].pk, complainant="王有田", contact="13912344321")
    found = Complaint.objects.get()
    assert (found.words, found.said_of, found.complainant) == (WORDS, "会计老周", "王有田")
    assert (found.household_id, found.recorded_by_id) == (homes["near"].pk, worker.pk)
    assert phone.answers[op["op_id"]]["answer"] == "accepted"
    assert (Item.objects.count(), Visit.objects.count(), Problem.objects.count()) == (0, 0, 0)
    assert Event.objects.count() == events
    stored = Op.objects.get()
    assert (stored.household_id, stored.state) == (None, "accepted")


def test_it_comes_once_however_often_it_is_sent(phone, homes):
    item = uuid4()
    op = hand_in(phone, homes["near"].pk, item=item)
    phone.outbox.append(op)
    phone.push()
    hand_in(phone, homes["near"].pk, item=item)
    assert Complaint.objects.count() == 1
    assert phone.agrees()


def test_it_waits_for_nobody_whoever_sends_it(phone, homes, supervisor):
    """An upload that waits is shown to people, who may be those it is about."""
    revoke_device(Device.objects.get(), actor=None, now=timezone.now(), reason="丢了")
    hand_in(phone, homes["near"].pk)
    assert Complaint.objects.count() == 1
    assert not Op.objects.quarantined().exists()
    assert not Op.objects.waiting(timezone.now()).seen_by(supervisor).exists()


def test_in_a_rescue_file_that_proves_nothing_it_comes_in_all_the_same(phone, homes):
    op = phone.record(KIND, payload_of(homes["near"].pk))
    sealed = sealing.seal(json.dumps({"ops": [op]}).encode(), sealing.public_jwk(), secrets.token_bytes(12))
    text = json.dumps({"format": "lianxin-rescue-1", "sealed": sealed})
    assert take_in_rescue(text, actor=None, now=timezone.now()) == {"accepted": 1}
    assert Complaint.objects.get().household_id == homes["near"].pk


def test_the_scribe_may_be_the_one_it_is_about_and_does_not_hear_it(phone, homes, worker, areas):
    make_worker("H-9", Role.TOWN_HEAD, areas["T1"], name="镇长")
    hand_in(phone, homes["near"].pk, said_of=worker.number)
    found = Complaint.objects.get()
    assert [one.staff_id for one in found.named.all()] == [worker.pk]
    assert heard_by(worker, now=timezone.now()) == []


def test_a_home_nobody_knows_costs_the_words_nothing(phone, homes):
    hand_in(phone, uuid4())
    assert (Complaint.objects.get().household_id, Complaint.objects.get().words) == (None, WORDS)


@pytest.mark.parametrize("payload", [{"sealed": "AAAA"}, {"sealed": 7}, {}, {"sealed": "A" * 50_000}])
def test_what_does_not_open_is_kept_and_shown_to_nobody(phone, homes, payload, caplog):
    phone.record(KIND, payload)
    phone.visit(homes["near"].pk)
    phone.push()
    assert {one["answer"] for one in phone.answers.values()} == {"accepted"}
    assert (Complaint.objects.count(), Visit.objects.count()) == (0, 1)
    assert open_item(json.dumps(payload)) is None
    assert "does not open" in caplog.text


def test_pages_of_phones_do_not_count_it(phone, homes):
    phone.visit(homes["near"].pk)
    phone.push()
    before = [(one.received, one.missing) for one in lines_of(list(Device.objects.all()))]
    hand_in(phone, homes["near"].pk)
    phone.push()
    assert [(one.received, one.missing) for one in lines_of(list(Device.objects.all()))] == before == [(1, 0)]
    sealed = Op.objects.get(kind=KIND)
    assert content_of(sealed).lines == []
    assert content_of(sealed).raw == ""


def test_one_that_breaks_keeps_no_other_back(phone, homes):
    for text in (WORDS, "又一件"):
        phone.record(KIND, payload_of(homes["near"].pk, text=text, pad=""))
    phone.record(KIND, payload_of(homes["near"].pk, text="\ud800".encode("utf-8", "replace").decode()))
    phone.push()
    assert {"又一件", WORDS} <= {one.words for one in Complaint.objects.all()}
