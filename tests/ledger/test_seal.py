"""Sealing the ledger. Every kind of tampering is tried in tests/promises/test_ledger.py."""

from datetime import UTC, datetime
from random import Random

import pytest

from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event
from lianxin.proofs.ledger import tamper

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


def test_an_untouched_ledger_is_whole(sealed):
    assert seal.check_ledger() == []


def test_control_without_a_key_in_the_seal_a_forger_goes_unseen(sealed, monkeypatch):
    """The negative control: a seal that is a bare hash can be made again by whoever writes the database."""
    monkeypatch.setattr(seal.keyring, "read_key", lambda home, name: bytes(32))
    tamper("edit", sealed, Random(1))
    Block.objects.all()._raw_delete("default")
    seal.anchor_file().unlink()
    seal.seal_ledger(now=NOW)

    assert seal.check_ledger() == []


def test_whoever_seals_again_with_the_real_key_still_meets_the_anchor(sealed):
    tamper("edit", sealed, Random(1))
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
