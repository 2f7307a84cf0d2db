"""How the chain stands, in a few reads; and when it was last read whole."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin import keyring
from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.chain import chain_status, check_chain, last_check
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    keyring.make_keys(tmp_path)
    settings.LIANXIN_HOME = tmp_path


def happen(count):
    notes = [Note("thing.happened", "thing", new_key()) for _ in range(count)]
    return record_many(notes, actor=None, now=NOW)


@pytest.fixture
def sealed(monkeypatch):
    monkeypatch.setattr(seal, "BLOCK_EVENTS", 40)
    events = happen(100)
    seal.seal_ledger(now=NOW)
    return events


def test_before_the_first_event_nothing_is_sealed_and_nothing_wrong():
    status = chain_status()
    assert (status.blocks, status.last_event, status.sealed_at, status.anchor) == (
        0, 0, None, "nothing to anchor",
    )  # fmt: skip
    assert status.is_sound


def test_the_status_says_how_far_the_seals_reach(sealed):
    later = happen(3)
    status = chain_status()
    assert (status.blocks, status.last_event, status.unsealed) == (3, sealed[-1].pk, 3)
    assert status.sealed_at == NOW
    assert status.waiting == 103
    assert status.anchor == "agrees"
    assert status.is_sound
    seal.seal_ledger(now=NOW)
    assert chain_status().last_event == later[-1].pk


def test_an_anchor_that_is_gone_is_said(sealed):
    seal.anchor_file().unlink()
    assert chain_status().anchor == "missing"
    assert not chain_status().is_sound


@pytest.mark.parametrize("line", ['{"block": 3, "seal": "00"}', "not JSON", '{"block": 9, "seal": "00"}'])
def test_an_anchor_that_says_something_else_is_said(sealed, line):
    with seal.anchor_file().open("a") as file:
        file.write(line + "\n")
    assert chain_status().anchor == "disagrees"


def test_a_ledger_whose_end_was_cut_off_disagrees_with_its_anchor(sealed):
    Block.objects.filter(number=3)._raw_delete("default")
    assert chain_status().anchor == "disagrees"
    Block.objects.all()._raw_delete("default")
    assert chain_status().anchor == "disagrees"


def test_nobody_has_looked_until_somebody_did(sealed):
    assert chain_status().checked is None
    seen = []
    assert check_chain(now=NOW + timedelta(hours=1), progress=lambda *far: seen.append(far)) == []
    checked = chain_status().checked
    assert (checked.at, checked.blocks, checked.last_event, checked.breaks) == (
        NOW + timedelta(hours=1), 3, sealed[-1].pk, 0,
    )  # fmt: skip
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_check_that_found_something_is_remembered(sealed):
    Event.objects.filter(pk=sealed[5].pk)._update([(Event._meta.get_field("cause"), None, "别的")])
    assert [found.code for found in check_chain(now=NOW)] == ["block-changed"]
    assert chain_status().anchor == "agrees"
    assert chain_status().checked.breaks == 1
    assert not chain_status().is_sound


def test_a_note_that_cannot_be_read_is_no_check(sealed):
    check_chain(now=NOW)
    seal.anchor_file().with_name("checked.json").write_text('{"at": 7}')
    assert last_check() is None
