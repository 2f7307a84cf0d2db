"""Unsent work that comes on another way: a file, a seal, the journal. Never twice, never lost."""

import json
import secrets
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.field import sealing
from lianxin.field.actions import FieldRefused, replay_journal, revoke_device, take_in_rescue
from lianxin.field.models import Batch, Device, Op, Sealed
from lianxin.field.proving import proof_key, proof_of
from lianxin.visits.models import Item, Visit

pytestmark = pytest.mark.django_db


def sealed(phone, ops=None):
    content = json.dumps({"ops": phone.outbox if ops is None else ops}, ensure_ascii=False).encode()
    return sealing.seal(content, sealing.public_jwk(), secrets.token_bytes(12))


def rescue_file(phone, **more):
    file = {"format": "lianxin-rescue-1", "device_id": phone.device_id, "made_at": "2026-11-22T09:00:00Z"}
    content = sealed(phone)
    return json.dumps(file | {"sealed": content, "proof": proof_by(phone, content)} | more)


def proof_by(phone, content):
    return proof_of(content, proof_key(UUID(phone.device_id)))


def take_in(text):
    return take_in_rescue(text, actor=None, now=timezone.now())


def test_a_rescue_file_comes_in_once_however_often_it_is_brought(phone, homes):
    for _ in range(60):
        phone.visit(homes["near"].pk)
    text = rescue_file(phone)
    assert take_in(text) == {"accepted": 60}
    assert take_in(text) == {"duplicate": 60}
    assert Visit.objects.count() == 60
    phone.push()
    phone.push()
    assert {one["answer"] for one in phone.answers.values()} == {"duplicate"}
    assert phone.agrees()
    assert Visit.objects.count() == 60


@pytest.mark.parametrize(
    "file",
    ["", "{}", "[]", '{"format": "other", "sealed": ""}', '{"format": "lianxin-rescue-1", "sealed": "AA"}'],
)
def test_what_is_no_rescue_file_is_said(db, file):
    with pytest.raises(FieldRefused, match="救援文件"):
        take_in(file)


def test_a_changed_rescue_file_does_not_open(phone, homes):
    phone.visit(homes["near"].pk)
    file = json.loads(rescue_file(phone))
    content = file["sealed"]
    at = len(content) - 12
    changed = content[:at] + ("A" if content[at] != "A" else "B") + content[at + 1 :]
    changed = json.dumps(file | {"sealed": changed})
    with pytest.raises(FieldRefused, match="打不开"):
        take_in(changed)
    assert not Op.objects.exists()


def test_the_file_of_an_unknown_phone_waits_for_a_person(phone, homes, supervisor):
    phone.visit(homes["near"].pk)
    text = rescue_file(phone, device_id="01a20000-0000-7000-8000-000000000000")
    assert take_in(text) == {"quarantined": 1}
    op = Op.objects.get()
    assert (op.code, op.device, op.staff) == ("device-unknown", None, None)
    assert list(Op.objects.quarantined().seen_by(supervisor)) == [op]


@pytest.mark.parametrize("wrong", ["", "00" * 32, "不是十六进制", "another phone's"])
def test_a_file_that_only_names_a_phone_waits_for_a_person(phone, phone_of, worker, homes, supervisor, wrong):
    phone.visit(homes["near"].pk)
    if wrong == "another phone's":
        wrong = proof_by(phone_of(worker, seed=6), sealed(phone))
    text = rescue_file(phone, proof=wrong)
    assert take_in(text) == {"quarantined": 1}
    op = Op.objects.quarantined().seen_by(supervisor).get()
    assert (op.code, str(op.device_id)) == ("phone-unproved", phone.device_id)
    assert not Visit.objects.exists()


def test_a_replay_doubts_what_was_doubted(phone, homes):
    """Negative control of the journal: it must not turn a doubtful file into that phone's own work."""
    phone.visit(homes["near"].pk)
    take_in(rescue_file(phone, proof=""))
    Op.objects.all().delete()
    Batch.objects.all().delete()
    assert replay_journal(now=timezone.now()) == {"quarantined": 1}
    assert not Visit.objects.exists()


def test_a_revoked_phone_hands_over_what_it_had_not_sent(phone, homes, supervisor):
    phone.visit(homes["near"].pk)
    revoke_device(Device.objects.get(), actor=None, now=timezone.now(), reason="丢了")
    body = json.dumps({"device_id": phone.device_id, "sealed": sealed(phone)}).encode()
    for _ in range(2):
        assert phone.post("/field/sync/sealed", body) == {"ops": 1, "stored": True}
    assert Op.objects.quarantined().seen_by(supervisor).get().code == "device-revoked"
    assert Sealed.objects.count() == 1
    assert Device.objects.get().wiped_at


def test_what_does_not_open_is_stored_all_the_same(phone, client):
    body = json.dumps({"sealed": "bm90IHNlYWxlZA=="})
    headers = {"Authorization": f"Bearer {phone.token}"}
    answer = client.post("/field/sync/sealed", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["stored"]) == (400, True)
    assert bytes(Sealed.objects.get().content) == b"bm90IHNlYWxlZA=="


def test_a_phone_that_was_locked_out_brings_its_old_work_under_its_old_name(phone, phone_of, worker, homes):
    phone.visit(homes["near"].pk)
    new = phone_of(worker, seed=6)
    body = json.dumps({"device_id": phone.device_id, "sealed": sealed(phone)}).encode()
    assert new.post("/field/sync/sealed", body)["ops"] == 1
    op = Op.objects.get()
    assert (str(op.device_id), op.state) == (phone.device_id, "accepted")
    new.pull()
    assert new.agrees()


def test_nobody_brings_work_in_the_name_of_somebody_else(phone, phone_of, neighbour, homes):
    phone.visit(homes["near"].pk)
    other = phone_of(neighbour, seed=6)
    body = json.dumps({"device_id": phone.device_id, "sealed": sealed(phone)}).encode()
    assert other.post("/field/sync/sealed", body)["ops"] == 1
    assert Op.objects.get().code == "phone-unproved"


def test_what_another_persons_phone_brings_waits_even_with_its_mark(phone, phone_of, neighbour, homes):
    phone.visit(homes["near"].pk)
    content = sealed(phone)
    body = {"device_id": phone.device_id, "sealed": content, "proof": proof_by(phone, content)}
    other = phone_of(neighbour, seed=6)
    assert other.post("/field/sync/sealed", json.dumps(body).encode())["ops"] == 1
    assert Op.objects.get().code == "brought-by-another"


def test_the_journal_gives_back_what_the_database_lost(phone, homes):
    phone.visit(homes["near"].pk)
    phone.push()
    Item.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM visits_visit")
    Op.objects.all().delete()
    Batch.objects.all().delete()
    assert replay_journal(now=timezone.now()) == {"accepted": 1}
    assert replay_journal(now=timezone.now()) == {}
    assert Visit.objects.count() == 1


def test_the_seal_opens_what_a_browser_sealed():
    """Layout and derivation, held to an independent implementation of the other side."""
    content = "没传完的内容".encode()
    text = sealing.seal(content, sealing.public_jwk(), secrets.token_bytes(12))
    assert sealing.open_sealed(text) == content
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(text[:-8] + "AAAAAAA=")
