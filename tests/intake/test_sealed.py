"""Files sealed on the disk: all of one is there, or what was there before."""

import errno

import pytest

from lianxin.intake import sealed
from lianxin.people.vault import VaultError

OLD, NEW = "王有田".encode() * 10, "李明芳".encode() * 1_000_000


@pytest.fixture
def place(tmp_path):
    (tmp_path / "plain").write_bytes(OLD)
    path = tmp_path / "list.sealed"
    sealed.seal(tmp_path / "plain", path)
    (tmp_path / "plain").write_bytes(NEW)
    return path


def content(path):
    return b"".join(sealed.unseal(path))


def test_what_was_sealed_comes_back(place):
    assert content(place) == OLD
    sealed.seal(place.with_name("plain"), place)
    assert content(place) == NEW
    assert OLD not in place.read_bytes()
    assert sorted(one.name for one in place.parent.iterdir()) == ["list.sealed", "plain"]


def test_a_full_disk_leaves_what_was_there(place, monkeypatch):
    write = sealed.Sealer.write

    def is_full(sealer, piece):
        if sealer._count:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(sealer, piece)

    monkeypatch.setattr(sealed.Sealer, "write", is_full)
    with pytest.raises(OSError, match="No space"):
        sealed.seal(place.with_name("plain"), place)
    assert content(place) == OLD
    assert sorted(one.name for one in place.parent.iterdir()) == ["list.sealed", "plain"]


def test_who_dies_while_sealing_leaves_what_was_there_and_the_next_one_goes_on(place, monkeypatch):
    with monkeypatch.context() as dying:
        dying.setattr(sealed.os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sealed.seal(place.with_name("plain"), place)
    assert content(place) == OLD
    sealed.seal(place.with_name("plain"), place)
    assert content(place) == NEW


def test_what_is_dropped_is_gone_with_what_was_left_of_it(place):
    place.with_name("list.sealed.new").write_bytes(b"half")
    sealed.drop(place)
    assert [one.name for one in place.parent.iterdir()] == ["plain"]


def test_a_file_does_not_open_under_another_name(place):
    with pytest.raises(VaultError):
        content(place.rename(place.with_name("other.sealed")))
