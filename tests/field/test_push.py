"""What a phone sends is stored, judged op by op, and answered; nothing is refused unread."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.field import journal
from lianxin.field.models import Batch, Op
from lianxin.field.vocabulary import State
from lianxin.visits.models import Item, Visit

pytestmark = pytest.mark.django_db


def answer_of(phone, op):
    return phone.answers[op["op_id"]]


def test_a_visit_is_accepted_and_written_down(phone, homes):
    op = phone.visit(homes["near"].pk)
    answer = phone.push()
    assert answer_of(phone, op)["answer"] == "accepted"
    assert Visit.objects.get().household == homes["near"]
    assert Item.objects.count() == 1
    assert phone.agrees()
    assert answer["epoch"]


def test_the_same_op_again_is_a_duplicate_with_the_first_answer(phone, homes):
    op = phone.visit(homes["near"].pk)
    phone.push()
    phone.outbox = [op]
    phone.push()
    assert answer_of(phone, op) == {"op_id": op["op_id"], "answer": "duplicate", "first": "accepted"}
    assert (Op.objects.count(), Visit.objects.count()) == (1, 1)


def test_an_op_twice_in_one_batch_counts_once(phone, homes):
    op = phone.visit(homes["near"].pk)
    phone.outbox = [op, op]
    assert [one["answer"] for one in phone.push()["answers"]] == ["accepted", "accepted"]
    assert (Op.objects.count(), Visit.objects.count()) == (1, 1)


def test_another_content_under_a_used_number_is_rejected_and_kept_in_the_inbox(phone, homes):
    op = phone.visit(homes["near"].pk)
    phone.push()
    other = phone.visit(homes["next"].pk) | {"op_id": op["op_id"]}
    phone.outbox = [other]
    phone.push()
    assert answer_of(phone, op)["answer"] == "rejected"
    assert answer_of(phone, op)["code"] == "reused-id"
    assert Op.objects.count() == 1
    assert Visit.objects.get().household == homes["near"]
    assert any(other["payload_sha256"].encode() in batch.raw for batch in Batch.objects.all())


def test_one_bad_op_does_not_block_the_others(phone, homes):
    good = phone.visit(homes["near"].pk)
    bad = [
        phone.visit(homes["far"].pk),
        phone.record("visit.dance", {}, home=homes["near"].pk),
        phone.visit(homes["near"].pk, nothing_raised=True),
        phone.visit(homes["near"].pk) | {"device_seq": -1},
        phone.visit(homes["near"].pk) | {"payload": "{}"},
        phone.visit(homes["near"].pk) | {"household_id": str(homes["next"].pk)},
        phone.visit(homes["near"].pk) | {"form_version": "visits-1949"},
        phone.visit("00000000-0000-7000-8000-000000000000"),
    ]
    also_good = phone.visit(homes["next"].pk)
    phone.outbox = [good, *bad, also_good]
    phone.push()
    assert [answer_of(phone, op)["answer"] for op in (good, also_good)] == ["accepted", "accepted"]
    codes = [answer_of(phone, op)["code"] for op in bad]
    assert codes == [
        "household-not-yours",
        "unknown-kind",
        "both",
        "malformed",
        "hash-differs",
        "household-differs",
        "unknown-form",
        "household-unknown",
    ]
    assert {answer_of(phone, op)["answer"] for op in bad} == {"quarantined"}
    assert Op.objects.quarantined().count() == len(bad)
    assert Visit.objects.count() == 2
    assert all(answer_of(phone, op)["message"] and answer_of(phone, op)["message_en"] for op in bad)


def test_an_op_without_a_number_is_kept_under_one_of_ours_and_only_once(phone):
    raw = json.dumps({"ops": [{"kind": "visit.record", "op_id": 7}]}).encode()
    first, again = (phone.post("/field/sync/push", raw)["answers"][0] for _ in range(2))
    assert (first["answer"], first["code"]) == ("quarantined", "malformed")
    assert (again["answer"], again["first"]) == ("duplicate", "quarantined")
    assert Op.objects.get().code == "malformed"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"[]", "not-as-agreed"),
        (b'{"ops": 3}', "not-as-agreed"),
        (b"\xff\xfe", "not-json"),
        (b'{"ops":' + b"[" * 100_000, "not-json"),
        (b'{"ops":[' + b"{}," * 50 + b"{}]}", "too-many-ops"),
        (b'{"ops":[]}' + b" " * (1 << 20), "too-large"),
    ],
)
def test_a_batch_that_cannot_be_read_is_stored_and_said(phone, client, raw, code):
    answer = client.post(
        "/field/sync/push", raw, content_type="application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["stored"] is True
    batch = Batch.objects.get()
    assert (batch.raw, batch.trouble) == (raw, code)
    assert answer["Cache-Control"] == "no-store"


def test_what_comes_before_its_parent_waits_and_follows_it(phone, homes):
    visit = phone.visit(homes["near"].pk)
    words = {"visit_id": json.loads(visit["payload"])["visit_id"], "text": "还说到孩子上学"}
    added = phone.record("visit.add", words, home=homes["near"].pk, parents=[visit["op_id"]])
    phone.outbox = [added]
    phone.push()
    assert answer_of(phone, added)["answer"] == "held"
    assert Op.objects.held().count() == 1

    phone.outbox = [visit]
    phone.push()
    assert Op.objects.get(pk=added["op_id"]).state == State.ACCEPTED
    assert Visit.objects.get().notes.count() == 1


def test_the_journal_holds_what_came_before_it_is_judged(phone, homes):
    phone.visit(homes["near"].pk)
    body = phone.body(phone.outbox)
    phone.post("/field/sync/push", body)
    ((device, at, raw),) = journal.read()
    assert (str(device), raw) == (phone.device_id, body)
    assert timezone.now() - at < timedelta(minutes=1)
    assert "门口".encode() not in next(journal.folder().glob("*.journal")).read_bytes()


def test_the_same_bytes_lie_in_the_inbox_once(phone, homes):
    phone.visit(homes["near"].pk)
    body = phone.body(phone.outbox)
    phone.post("/field/sync/push", body)
    phone.post("/field/sync/push", body)
    assert Batch.objects.count() == 1


def test_an_unknown_token_is_told_to_sign_in(phone):
    phone.token = "nobody"
    with pytest.raises(OSError, match="401"):
        phone.push()
    assert Batch.objects.count() == 0
