"""Promise 9, for who carries off a backup: what is secret is unreadable there too."""

from random import Random

import pytest

from lianxin import keyring
from lianxin.databases import tables
from lianxin.people import vault
from lianxin.proofs import at_rest
from lianxin.proofs.carried_off import in_a_backup
from lianxin.proofs.vocabulary import Tally
from lianxin.registry.models import Resident


@pytest.fixture
def empty_district(elsewhere):
    with elsewhere() as home:
        keyring.make_keys(home)
        tables.build()
        yield home


def test_no_planted_secret_stands_in_a_backup(empty_district):
    tally = Tally()
    at_rest.prove(tally, 40, Random(9))
    assert tally.faults == []


def test_a_vault_that_only_encodes_shows_in_a_backup(empty_district, monkeypatch):
    def encode(data, place):
        return b"\x01" + data

    monkeypatch.setattr(vault, "encrypt", encode)
    monkeypatch.setattr(
        vault, "encrypt_all", lambda column, place: [data and encode(data, place) for data in column]
    )
    monkeypatch.setattr(vault, "decrypt", lambda stored, place: stored[1:])
    tally = Tally()
    at_rest.prove(tally, 40, Random(9))
    residue = at_rest.Residue(one.phone for one in Resident.objects.exclude(phone=None))
    found = {place for place, data in in_a_backup() if residue.search(data)}
    assert found & {"the backup's database.sqlite", "the backup's dump, unpacked"}
    assert tally.faults
