"""Promise 14: the ledger shows tampering. Each kind of tampering is done behind the software's back."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    from lianxin import keyring

    keyring.make_keys(tmp_path)
    settings.LIANXIN_HOME = tmp_path


@pytest.fixture
def sealed(monkeypatch):
    """Three blocks: 40, 40 and 20 events."""
    monkeypatch.setattr(seal, "BLOCK_EVENTS", 40)
    notes = [
        Note("thing.happened", "thing", new_key(), after={"n": n}, reason=f"第{n}次") for n in range(100)
    ]
    events = record_many(notes, actor=None, now=NOW)
    assert seal.seal_ledger(now=NOW) == 100
    return events


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        cursor.execute(statement, params)


def delete_event(key):
    sql("DELETE FROM ledger_pending WHERE event_id = %s", key)
    sql("DELETE FROM ledger_event WHERE id = %s", key)


COLUMNS = "kind, at, actor_id, subject_kind, subject_id, area_id, before_json, after_json, reason"


def tamper(kind, events, chance):
    event = chance.choice(events)
    match kind:
        case "edit a reason":
            sql("UPDATE ledger_event SET reason = %s WHERE id = %s", "改过", event.pk)
        case "edit a value":
            sql("UPDATE ledger_event SET after_json = %s WHERE id = %s", '{"n":-1}', event.pk)
        case "edit the moment":
            sql("UPDATE ledger_event SET at = %s WHERE id = %s", NOW - timedelta(days=1), event.pk)
        case "move text between fields":
            sql(
                "UPDATE ledger_event SET kind = kind || subject_kind, subject_kind = '' WHERE id = %s",
                event.pk,
            )
        case "delete":
            delete_event(event.pk)
        case "insert":
            delete_event(event.pk)
            twin = chance.choice([other for other in events if other != event])
            source = f"SELECT %s, {COLUMNS} FROM ledger_event WHERE id = %s"
            sql(f"INSERT INTO ledger_event (id, {COLUMNS}) {source}", event.pk, twin.pk)
        case "cut off the end":
            for last in events[-20:]:
                delete_event(last.pk)
            sql("DELETE FROM ledger_block WHERE number = 3")
        case "back-date a block":
            number = chance.choice([1, 2, 3])
            sql("UPDATE ledger_block SET sealed_at = %s WHERE number = %s", NOW - timedelta(days=1), number)
        case "drop a block":
            sql("DELETE FROM ledger_block WHERE number = %s", chance.choice([1, 2, 3]))


KINDS = [
    "edit a reason", "edit a value", "edit the moment", "move text between fields",
    "delete", "insert", "cut off the end", "back-date a block", "drop a block",
]  # fmt: skip


def test_an_untouched_ledger_is_whole(sealed):
    assert seal.check_ledger() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_tampering_is_found(sealed, kind, seed):
    tamper(kind, sealed, random.Random(seed))

    assert seal.check_ledger() != []


def test_control_without_a_key_in_the_seal_a_forger_goes_unseen(sealed, monkeypatch):
    """The negative control: a seal that is a bare hash can be made again by whoever writes the database."""
    monkeypatch.setattr(seal.keyring, "read_key", lambda home, name: bytes(32))
    tamper("edit a value", sealed, random.Random(1))
    Block.objects.all()._raw_delete("default")
    seal.anchor_file().unlink()
    seal.seal_ledger(now=NOW)

    assert seal.check_ledger() == []


def test_whoever_seals_again_with_the_real_key_still_meets_the_anchor(sealed):
    tamper("edit a value", sealed, random.Random(1))
    Block.objects.all()._raw_delete("default")
    anchor = seal.anchor_file().read_text()
    seal.seal_ledger(now=NOW)
    seal.anchor_file().write_text(anchor)

    assert {found.code for found in seal.check_ledger()} == {"anchor-disagrees"}


def test_losing_the_anchor_file_is_said(sealed):
    seal.anchor_file().unlink()

    assert [found.code for found in seal.check_ledger()] == ["anchor-missing"]


def test_later_events_extend_the_chain(sealed):
    record_many([Note("thing.happened", "thing", new_key())], actor=None, now=NOW)

    assert seal.seal_ledger(now=NOW) == 1
    assert seal.check_ledger() == []
    assert Block.objects.count() == 4
    assert Event.objects.count() == 101
