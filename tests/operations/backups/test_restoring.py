"""`lianxin restore`: the district as it was, what stood there put aside, and phones that send again."""

import shutil
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from lianxin import keyring
from lianxin.field import epochs
from lianxin.ledger.models import Event
from lianxin.ledger.seal import check_ledger
from lianxin.operations import occupancy
from lianxin.operations.backups import manifest as words
from lianxin.operations.backups import restoring
from lianxin.operations.backups.databases import way
from lianxin.registry.models import Household, Resident
from lianxin.visits.models import Visit
from tests.ondisk import on_postgresql
from tests.operations.backups.conftest import flip, rewrite


def refused(restore, folder, match, **more):
    with pytest.raises(CommandError, match=match):
        restore(folder, **more)


def test_on_another_machine_everything_is_there_again(a_district, backup, elsewhere, restore):
    (a_district / "media" / "photos").mkdir(parents=True)
    (a_district / "media" / "photos" / "one").write_bytes(b"a photo")
    folder = backup()
    with elsewhere(keys_of=a_district) as home:
        done = restore(folder)
        assert Household.objects.count() == 3
        assert {one.phone for one in Resident.objects.all()} == {f"1380000000{n}" for n in range(3)}
        assert (home / "media" / "photos" / "one").read_bytes() == b"a photo"
        assert check_ledger() == []
        assert done.aside == []
        assert not list(home.glob("*restor*"))
        open_to_others = [path.name for path in home.rglob("*") if path.stat().st_mode & 0o077]
        assert set(open_to_others) <= {"epoch"}  # a number that no secret follows from


def test_a_new_epoch_begins_and_the_ledger_hears_of_it(a_district, backup, restore, phone):
    phone.push()
    folder, before = backup(), epochs.current()
    done = restore(folder, replaces=True)
    assert done.epoch == epochs.current() != before
    assert (a_district / "epoch").read_text().startswith(done.epoch)
    event = Event.objects.get(kind="backup.restored")
    assert event.after["made_at"] == words.read_manifest(folder).made_at
    assert not Event.objects.filter(kind="backup.made").exists()  # that happened after the copy was made


def test_everyone_signs_in_anew(backup, restore):
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=timezone.now() + timedelta(1))
    folder = backup()
    restore(folder, replaces=True)
    assert not Session.objects.exists()


def test_data_that_is_there_is_not_replaced_unless_told_so(backup, restore):
    folder = backup()
    Household.objects.update(address="后来改的")
    refused(restore, folder, "--replace")
    assert set(Household.objects.values_list("address", flat=True)) == {"后来改的"}


def test_what_stood_there_is_put_aside_whole(a_district, backup, restore):
    folder = backup()
    Household.objects.update(address="后来改的")
    anchor = (a_district / "anchors" / "ledger.jsonl").read_bytes()
    done = restore(folder, replaces=True)
    assert "后来改的" not in Household.objects.values_list("address", flat=True)
    (aside,) = a_district.glob("before-restore-*")
    assert str(aside) in done.aside
    assert (aside / "anchors" / "ledger.jsonl").read_bytes() == anchor
    assert not (aside / "keys").exists()
    if on_postgresql():
        (schema,) = (one for one in done.aside if one != str(aside))
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT DISTINCT address FROM "{schema}".registry_household')
            assert cursor.fetchall() == [("后来改的",)]
    else:
        assert "后来改的".encode() in (aside / "lianxin.db").read_bytes()


def test_without_keys_nothing_is_restored(backup, elsewhere, restore):
    folder = backup()
    with elsewhere() as home:
        refused(restore, folder, "lianxin keys restore")
        assert not (home / "anchors").exists()


def test_with_the_keys_of_another_district_nothing_is_restored(backup, elsewhere, restore):
    folder = backup()
    with elsewhere() as home:
        keyring.make_keys(home)
        refused(restore, folder, "不是做备份时的那一把")


def test_one_with_a_fault_is_not_restored(backup, restore):
    folder = backup()
    flip(folder / way().FILE)
    refused(restore, folder, "不一样了", replaces=True)
    assert Household.objects.count() == 3


def test_one_of_a_newer_version_is_not_restored(a_district, backup, restore):
    folder = backup()
    known = words.read_manifest(folder).migrations
    rewrite(folder, keyring.read_key(a_district, "seal"), migrations=[*known, "registry.9999_new"])
    refused(restore, folder, "先把 Lianxin 升级", replaces=True)


def test_while_a_server_runs_nothing_is_restored(backup, restore):
    folder = backup()
    with occupancy.in_use():
        refused(restore, folder, "lianxin serve", replaces=True)
    assert restore(folder, replaces=True)


def test_while_it_restores_no_server_starts():
    with occupancy.alone(), pytest.raises(CommandError, match="正在从备份恢复"), occupancy.in_use():
        pass


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
def test_while_a_program_of_somebody_else_has_the_database_open_nothing_is_restored(
    a_district, backup, restore
):
    import sqlite3
    from contextlib import closing

    folder = backup()
    with closing(sqlite3.connect(a_district / "lianxin.db")) as other:
        other.execute("SELECT count(*) FROM areas_area").fetchone()
        refused(restore, folder, "还有程序开着数据库", replaces=True)
    assert Household.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
def test_a_database_that_is_no_longer_one_can_be_replaced(a_district, backup, restore):
    folder = backup()
    connection.close()
    for name in ("lianxin.db-wal", "lianxin.db-shm"):
        (a_district / name).unlink(missing_ok=True)
    (a_district / "lianxin.db").write_bytes(b"scorched earth" * 1000)
    restore(folder, replaces=True)
    assert Household.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
def test_when_loading_fails_the_old_schema_is_back(backup, restore):
    folder = backup()
    with mock.patch.object(way(), "load", side_effect=CommandError("no room")):
        refused(restore, folder, "no room", replaces=True)
    assert Household.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
def test_while_somebody_is_at_work_in_the_schema_nothing_is_restored(backup, restore):
    import psycopg

    folder = backup()
    with psycopg.connect(way().conninfo()) as other:
        other.execute("SELECT count(*) FROM areas_area")
        refused(restore, folder, "还有程序在用", replaces=True)
    assert Household.objects.count() == 3


def test_a_file_that_reads_otherwise_than_it_was_hashed_stops_it(a_district, backup, restore):
    (a_district / "media").mkdir()
    (a_district / "media" / "one").write_bytes(b"a photo")
    folder = backup()
    with mock.patch("lianxin.operations.backups.restoring.find_faults", return_value=[]):
        flip(folder / "home" / "media" / "one")
        refused(restore, folder, "查一查磁盘", replaces=True)
    assert Household.objects.count() == 3
    assert (a_district / "media" / "one").read_bytes() == b"a photo"


def test_when_it_breaks_off_it_says_where_the_old_things_are(a_district, backup, restore):
    folder = backup()
    full = OSError(28, "No space left on device", "media")
    private = restoring.make_private

    def fill_up(place):
        if place.name.startswith("before-restore"):
            raise full
        return private(place)

    with mock.patch.object(restoring, "make_private", fill_up):
        refused(restore, folder, "No space left.*原来的在 .*before.restore.*没有丢", replaces=True)


def test_what_was_received_after_the_backup_comes_back_from_the_journal(backup, restore, phone):
    home = Household.objects.first()
    phone.visit(home.pk)
    phone.push()
    folder = backup()
    later = [phone.visit(home.pk) for _ in range(3)]
    phone.push()
    done = restore(folder, replaces=True)
    assert done.replayed == {"accepted": 3}
    assert Visit.objects.count() == 4
    phone.pull()
    assert phone.outbox == list(phone.kept.values())  # another epoch: it sends again all it keeps
    phone.push()
    assert {phone.answers[op["op_id"]]["answer"] for op in later} == {"duplicate"}
    assert Visit.objects.count() == 4


def test_a_journal_saved_from_a_dead_disk_is_taken_in(
    a_district, backup, elsewhere, restore, phone, tmp_path
):
    folder = backup()
    phone.visit(Household.objects.first().pk)
    phone.push()
    shutil.copytree(a_district / "inbox", tmp_path / "saved")
    with elsewhere(keys_of=a_district) as home:
        assert restore(folder, inbox=tmp_path / "saved").replayed == {"accepted": 1}
        assert Visit.objects.count() == 1
        again = restore(folder, replaces=True)
        assert again.replayed == {"accepted": 1}, "the journal of this home has it now"
        assert len(list((home / "inbox").iterdir())) == 1
