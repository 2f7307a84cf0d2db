"""Promise 14: the ledger shows tampering. Each kind is done behind the software's back, in SQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.test import override_settings

from lianxin import keyring
from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.anchor import write_anchor
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event
from lianxin.proofs.vocabulary import Control, Proof, Tally

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVENTS, A_BLOCK = 100, 40
COLUMNS = "kind, at, actor_id, subject_kind, subject_id, area_id, before_json, after_json, cause, words"
NEW_VALUES = {
    "kind": "thing.unhappened", "cause": "thing.reversed", "words": b"\x01" + bytes(40),
    "after_json": '{"n":-1}', "before_json": '{"n":-2}',
    "subject_kind": "other", "at": NOW - timedelta(days=1),
}  # fmt: skip
KINDS = (
    "edit", "edit", "edit", "blame another", "move text between fields", "delete", "delete", "delete a run",
    "insert", "swap", "truncate", "truncate", "drop a block", "forge a seal", "stretch a block", "seal anew",
    "back-date a block", "cut off and wait", "edit the end and wait",
)  # fmt: skip
FORGERS_KEY = bytes(keyring.KEY_BYTES)


@contextmanager
def sealed_ledger() -> Iterator[list[Event]]:
    """A ledger of three sealed blocks with keys and anchor of its own; gone at the end, whatever was done."""
    with TemporaryDirectory() as folder, override_settings(LIANXIN_HOME=Path(folder)), transaction.atomic():
        keyring.make_keys(Path(folder))
        with mock.patch.object(seal, "BLOCK_EVENTS", A_BLOCK):
            yield _write()
        transaction.set_rollback(True)


def _write() -> list[Event]:
    staff, area = new_key(), new_key()
    notes = [
        Note("thing.happened", "thing", new_key(), area, {"n": n - 1}, {"n": n}, f"第{n}次")
        for n in range(EVENTS)
    ]
    events = record_many(notes, actor=Event(pk=staff), now=NOW)
    seal.seal_ledger(now=NOW)
    return events


def tamper(kind: str, events: Sequence[Event], chance: Random) -> str:
    """Do it, somewhere; returns where in words."""
    event, twin = chance.sample(events, 2)
    block = chance.choice(list(Block.objects.all()))
    match kind:
        case "edit":
            column = chance.choice(sorted(NEW_VALUES))
            sql(f"UPDATE ledger_event SET {column} = %s WHERE id = %s", NEW_VALUES[column], event.pk)
            return f"{column} of event {event.pk}"
        case "blame another":
            column = chance.choice(["actor_id", "subject_id", "area_id"])
            key = new_key() if connection.vendor == "postgresql" else new_key().bytes
            sql(f"UPDATE ledger_event SET {column} = %s WHERE id = %s", key, event.pk)
            return f"{column} of event {event.pk}"
        case "move text between fields":
            moved = "kind = kind || subject_kind, subject_kind = ''"
            sql(f"UPDATE ledger_event SET {moved} WHERE id = %s", event.pk)
        case "delete":
            delete_events([event.pk])
        case "delete a run":
            start = chance.randrange(len(events) - 1)
            delete_events([one.pk for one in events[start : start + chance.randint(2, 30)]])
            return f"from event {events[start].pk}"
        case "insert":
            delete_events([event.pk])
            copy_event(twin.pk, event.pk)
            return f"{twin.pk} as {event.pk}"
        case "swap":
            swap_events(event.pk, twin.pk)
            return f"{event.pk} and {twin.pk}"
        case "truncate":
            keep = chance.randint(1, 2)
            cut_off(events, keep)
            return f"after block {keep}"
        case "drop a block":
            sql("DELETE FROM ledger_block WHERE number = %s", block.number)
        case "forge a seal":
            wrong = bytearray(bytes(block.seal))
            wrong[chance.randrange(32)] ^= 1 << chance.randrange(8)
            sql("UPDATE ledger_block SET seal = %s WHERE number = %s", bytes(wrong), block.number)
        case "stretch a block":
            column = chance.choice(["events", "last_event_id"])
            step = chance.choice([-1, 1])
            sql(f"UPDATE ledger_block SET {column} = {column} + %s WHERE number = %s", step, block.number)
        case "back-date a block":
            earlier = NOW - timedelta(minutes=chance.randint(1, 10**6))
            sql("UPDATE ledger_block SET sealed_at = %s WHERE number = %s", earlier, block.number)
        case "seal anew":
            sql("UPDATE ledger_event SET cause = %s WHERE id = %s", "thing.reversed", event.pk)
            seal_anew()
        case "cut off and wait":
            cut_off(events, block.number - 1)
            record_many([Note("thing.happened", "thing", new_key()) for _ in events], actor=None, now=NOW)
            seal.seal_ledger(now=NOW)
        case "edit the end and wait":
            sql("DELETE FROM ledger_block WHERE number = (SELECT max(number) FROM ledger_block)")
            sql("UPDATE ledger_event SET cause = %s WHERE id = %s", "thing.reversed", events[-1].pk)
            seal.seal_ledger(now=NOW)
        case _:
            raise LookupError(kind)
    return f"event {event.pk}, block {block.number}"


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def delete_events(keys: Sequence[int]) -> None:
    for key in keys:
        sql("DELETE FROM ledger_pending WHERE event_id = %s", key)
        sql("DELETE FROM ledger_event WHERE id = %s", key)


def cut_off(events: Sequence[Event], keep: int) -> None:
    """All that came after so many blocks is gone, with the blocks themselves."""
    delete_events([one.pk for one in events[keep * A_BLOCK :]])
    sql("DELETE FROM ledger_block WHERE number > %s", keep)


def copy_event(source: int, target: int) -> None:
    copied = f"SELECT %s, {COLUMNS} FROM ledger_event WHERE id = %s"
    sql(f"INSERT INTO ledger_event (id, {COLUMNS}) {copied}", target, source)


def swap_events(one: int, other: int) -> None:
    """Exchange the numbers of two events: what happened later now stands earlier."""
    sql("DELETE FROM ledger_pending")
    aside = 10**12
    for before, after in ((one, aside), (other, one), (aside, other)):
        sql("UPDATE ledger_event SET id = %s WHERE id = %s", after, before)


def seal_anew() -> None:
    """What a forger does who may write everything, the anchor too, but does not have the key."""
    Block.objects.all()._raw_delete("default")
    seal.anchor_file().unlink()
    with mock.patch.object(keyring, "read_key", return_value=FORGERS_KEY):
        seal.seal_ledger(now=NOW)


def prove(tally: Tally, runs: int, chance: Random) -> None:
    with sealed_ledger() as events:
        tally.expect(seal.check_ledger() == [], "an untouched ledger was called broken")
        anchor = seal.anchor_file().read_bytes()
        for run in range(runs):
            kind = KINDS[run % len(KINDS)]
            with transaction.atomic():
                where = tamper(kind, events, chance)
                tally.expect(seal.check_ledger() != [], f"{kind} ({where}) went unseen")
                transaction.set_rollback(True)
            seal.anchor_file().write_bytes(anchor)


def notices(target: object, attribute: str, broken: object) -> bool:
    """Whether a few runs find fault when this part of the seal is broken."""
    tally = Tally()
    with mock.patch.object(target, attribute, broken):
        prove(tally, len(KINDS), Random(1))
    return bool(tally.faults)


def write_anew(_: object) -> None:
    """An anchor without memory: what the database says now, and nothing else."""
    seal.anchor_file().unlink(missing_ok=True)
    write_anchor(Block.objects.order_by("number"), lambda _: ())


PROOF = Proof(
    promise=14,
    name="ledger",
    says="the ledger shows tampering",
    runs=1000,
    prove=prove,
    controls=(
        Control("a key that the forger knows", partial(notices, keyring, "read_key", lambda *_: FORGERS_KEY)),
        Control("a seal that skips what events say", partial(notices, seal, "_canonical", lambda *_: b"")),
        Control("an anchor that follows the database", partial(notices, seal, "_write_anchor", write_anew)),
        Control("no anchor outside the database", partial(notices, seal, "_check_anchor", lambda *_: [])),
    ),
)
