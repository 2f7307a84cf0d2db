"""The keys in a file of their own: they come out as they went in, for who knows the passphrase."""

import json

import pytest

from lianxin.operations.backups import keybox

FILES = {"vault": bytes(range(32)), "seal": b"\x01" * 32}
PHRASE = "三月里的梨花开了又谢，谢了又开"


@pytest.fixture(scope="module")
def box():
    return keybox.lock(FILES, PHRASE, made_at="2026-11-22T02:30:00+00:00")


def test_they_come_out_as_they_went_in(box):
    assert keybox.unlock(box, PHRASE) == keybox.Box("2026-11-22T02:30:00+00:00", FILES)


def test_nothing_of_them_stands_in_the_file(box):
    for key in FILES.values():
        assert key not in box
        assert key.hex().encode() not in box


@pytest.mark.parametrize("phrase", ["", PHRASE + " ", "三月里的梨花"])
def test_another_passphrase_does_not_open_it(box, phrase):
    with pytest.raises(keybox.BoxRefused, match="口令不对"):
        keybox.unlock(box, phrase)


@pytest.mark.parametrize("name", ["made_at", "keys", "salt", "nonce"])
def test_what_is_not_secret_cannot_be_exchanged_either(box, name):
    told = json.loads(box)
    told[name] = {"made_at": "2027-01-01", "keys": [], "salt": "00" * 16, "nonce": "00" * 12}[name]
    with pytest.raises(keybox.BoxRefused, match="口令不对"):
        keybox.unlock(json.dumps(told).encode(), PHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "lianxin-keys-9"},
        {"scrypt": {"n": 2**40, "r": 8, "p": 1}},
        {"scrypt": {"n": 2**17, "r": 2**20, "p": 1}},
        {"scrypt": {"n": 3, "r": 8, "p": 1}},
        {"sealed": "%%%"},
    ],
)
def test_a_file_that_asks_for_the_impossible_is_refused(box, change):
    with pytest.raises(keybox.BoxRefused, match="不是"):
        keybox.unlock(json.dumps(json.loads(box) | change).encode(), PHRASE)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"null", b"\xff", b'{"sealed": 3}'])
def test_what_is_no_such_file_is_said(data):
    with pytest.raises(keybox.BoxRefused, match="不是"):
        keybox.unlock(data, PHRASE)


def test_a_short_passphrase_is_not_taken():
    with pytest.raises(keybox.BoxRefused, match="太短"):
        keybox.lock(FILES, "elevenchars", made_at="")


def test_equal_keys_and_passphrases_make_different_files(box):
    assert keybox.lock(FILES, PHRASE, made_at="2026-11-22T02:30:00+00:00") != box
