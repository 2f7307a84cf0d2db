"""The anchor grows by what is new and never takes a line back; a process that dies leaves nothing to mend."""

import json
from datetime import UTC, datetime
from threading import Thread

import pytest

from lianxin import keyring
from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.anchor import anchor_file, anchored, last_anchored, write_anchor
from lianxin.ledger.chain import chain_status
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event, Pending
from lianxin.operations.backups.contents import anchor_up_to

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    keyring.make_keys(tmp_path)
    settings.LIANXIN_HOME = tmp_path


def happen_and_seal(count=1):
    events = record_many(
        [Note("thing.happened", "thing", new_key()) for _ in range(count)], actor=None, now=NOW
    )
    seal.seal_ledger(now=NOW)
    return events


def codes():
    return [found.code for found in seal.check_ledger()]


def blocks_anchored():
    return [line["block"] for line in anchored()]


def test_a_block_sealed_again_under_the_same_number_does_not_take_the_place_of_the_first():
    """Whoever may write the database, but neither the key nor the anchor, deletes the newest seal, changes
    what it was about, and lets the software seal it anew a minute later."""
    happen_and_seal()
    (last,) = happen_and_seal()
    Block.objects.filter(number=2)._raw_delete("default")
    Event.objects.filter(pk=last.pk)._update([(Event._meta.get_field("cause"), None, "别的")])
    assert seal.seal_ledger(now=NOW) == 1

    assert blocks_anchored() == [1, 2]
    assert codes() == ["anchor-disagrees"]


def test_a_ledger_that_was_cut_off_stays_found_when_it_has_grown_past_the_cut():
    happen_and_seal()
    (gone,) = happen_and_seal()
    Block.objects.filter(number=2)._raw_delete("default")
    Pending.objects.filter(event=gone)._raw_delete("default")
    Event.objects.filter(pk=gone.pk)._raw_delete("default")
    for _ in range(3):
        happen_and_seal()

    assert blocks_anchored() == [1, 2, 3, 4]
    assert codes() == ["anchor-disagrees"]


def test_each_line_about_a_block_counts_and_not_only_the_last():
    happen_and_seal()
    right = anchor_file().read_text()
    wrong = json.dumps(json.loads(right) | {"seal": "00" * 32}) + "\n"
    anchor_file().write_text(wrong + right)

    assert codes() == ["anchor-disagrees"]


def test_who_died_between_sealing_and_anchoring_is_made_up_for_by_the_next(monkeypatch):
    happen_and_seal()
    with monkeypatch.context() as dying:
        dying.setattr(seal, "_write_anchor", lambda sealed: None)
        happen_and_seal()
    assert chain_status().anchor == "disagrees"

    assert seal.seal_ledger(now=NOW) == 0

    assert blocks_anchored() == [1, 2]
    assert chain_status().anchor == "agrees"
    assert codes() == []


@pytest.mark.parametrize("piece", ['{"block": 2, "at": "2026-03', '{"block": 2', "{"])
def test_who_died_in_the_middle_of_a_line_leaves_nothing_behind(monkeypatch, piece):
    happen_and_seal()
    with monkeypatch.context() as dying:
        dying.setattr(seal, "_write_anchor", lambda sealed: None)
        happen_and_seal()
    with anchor_file().open("a") as file:
        file.write(piece)

    assert codes() == []
    assert anchor_up_to(anchor_file(), 9).count(b"\n") == 1
    happen_and_seal()
    assert blocks_anchored() == [1, 2, 3]
    assert codes() == []


def test_who_died_in_the_middle_of_the_first_line_too():
    anchor_file().parent.mkdir()
    anchor_file().write_text('{"blo')
    happen_and_seal()

    assert blocks_anchored() == [1]
    assert codes() == []


def test_a_line_that_nobody_can_read_is_said_and_stops_nothing():
    happen_and_seal()
    with anchor_file().open("a") as file:
        file.write("not JSON\n[]\n")
    assert codes() == ["anchor-unreadable"]

    happen_and_seal()
    assert last_anchored()["block"] == 2
    assert codes() == ["anchor-unreadable"]
    assert b"not JSON" in anchor_up_to(anchor_file(), 9)


def test_a_block_that_is_sealed_while_the_ledger_is_read_is_not_missed(monkeypatch):
    happen_and_seal()
    read = seal.anchored

    def and_then_others_go_on():
        lines = read()
        happen_and_seal()
        return lines

    monkeypatch.setattr(seal, "anchored", and_then_others_go_on)
    assert codes() == []


def test_two_who_write_at_once_leave_each_block_once():
    blocks = [Block(number=n, last_event_id=n, events=1, sealed_at=NOW, seal=bytes(32)) for n in range(1, 41)]
    write_anchor(blocks[:1], lambda _: ())
    up_to = [
        Thread(target=write_anchor, args=([], lambda above, end=end: blocks[above:end]))
        for end in range(2, 41)
    ]
    for one in up_to:
        one.start()
    for one in up_to:
        one.join()

    assert blocks_anchored() == list(range(1, 41))
