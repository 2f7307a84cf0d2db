"""`lianxin backup`: everything that belongs to a district, as of one moment, and nothing that opens it."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from unittest import mock
from uuid import uuid4

import psycopg
import pytest
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from lianxin import flow
from lianxin.intake import sealed
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.operations.backups import making
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.manifest import read_manifest
from lianxin.registry.models import Household, Resident
from tests.ondisk import on_postgresql
from tests.operations.backups.conftest import silent


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def a_sealed_file():
    key = uuid4()
    sealer = sealed.Sealer(sealed.upload_file(key))
    sealer.write("一份名单".encode())
    sealer.close()
    return sealed.upload_file(key)


def happen():
    with transaction.atomic():
        record(kind="thing.happened", actor=None, now=timezone.now(), subject=("thing", new_key()))


def another_connection():
    """A connection of another program's to the same database; what it does waits for its commit."""
    if on_postgresql():
        return psycopg.connect(way().conninfo())
    return sqlite3.connect(way().database_file())


def test_it_holds_the_database_the_anchor_the_uploads_and_the_journal(a_district, backup, phone):
    phone.visit(Household.objects.first().pk)
    phone.push()
    upload = a_sealed_file()
    (a_district / "demo.json").write_text("{}")
    folder = backup()
    (journal,) = (a_district / "inbox").iterdir()
    expected = {"manifest.json", "manifest.seal", "SHA256SUMS", way().FILE, "home/demo.json"}
    expected |= {
        "home/anchors/ledger.jsonl",
        f"home/media/uploads/{upload.name}",
        f"home/inbox/{journal.name}",
    }
    assert names(folder) == expected
    manifest = read_manifest(folder)
    assert set(manifest.files) == expected - {"manifest.json", "manifest.seal", "SHA256SUMS"}
    assert manifest.rows["registry_household"] == 3
    assert manifest.rows["field_op"] == 1
    assert manifest.ledger["seal"]
    assert manifest.epoch == phone.epoch


def test_no_key_is_in_it(a_district, backup):
    folder = backup()
    keys = [path.read_bytes() for path in (a_district / "keys").iterdir()]
    assert len(keys) == 3
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(key in data or key.hex().encode() in data for key in keys)


def test_what_is_encrypted_stays_so(a_district, backup):
    folder = backup()
    resident = Resident.objects.exclude(phone=None).first()
    assert resident.phone == "13800000000"
    assert not any(b"13800000" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_is_for_its_owner_alone(backup):
    folder = backup()
    modes = {path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="this machine has no sha256sum")
def test_anybody_can_check_the_hashes_without_this_software(backup):
    folder = backup()
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == len(names(folder)) - 1


def test_nothing_is_overwritten(backup, tmp_path):
    folder = backup()
    before = (folder / "manifest.json").read_bytes()
    with pytest.raises(CommandError, match="从不覆盖"):
        backup()
    assert (folder / "manifest.json").read_bytes() == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="从不覆盖"):
        backup("file")


def test_an_empty_folder_will_do(backup, tmp_path):
    (tmp_path / "empty").mkdir()
    assert (backup("empty") / "manifest.json").exists()


@pytest.mark.parametrize("part", ["media", "inbox", "keys"])
def test_not_into_what_it_copies(a_district, part):
    with pytest.raises(CommandError, match="别处"):
        making.make_backup(a_district / part / "b", now=timezone.now(), tell=silent)


def test_one_that_breaks_off_leaves_nothing_behind(backup, tmp_path):
    before = set(tmp_path.iterdir())
    full = OSError(28, "No space left on device", "database")
    with mock.patch.object(way(), "dump", side_effect=full), pytest.raises(CommandError, match="No space"):
        backup()
    assert set(tmp_path.iterdir()) == before
    assert not Event.objects.filter(kind="backup.made").exists()


def test_the_anchor_does_not_run_ahead_of_the_database(a_district, backup):
    dump = way().dump

    def dump_and_go_on(folder):
        dumped = dump(folder)
        happen()
        flow.settle()  # the ledger is sealed once more before the files are copied
        return dumped

    with mock.patch.object(way(), "dump", dump_and_go_on):
        folder = backup()
    lines = (folder / "home" / "anchors" / "ledger.jsonl").read_text().splitlines()
    assert json.loads(lines[-1])["block"] == read_manifest(folder).ledger["block"]
    live = (a_district / "anchors" / "ledger.jsonl").read_text().splitlines()
    assert len(live) == len(lines) + 1


def test_the_copy_is_under_seal_to_its_last_event(backup):
    happen()
    manifest = read_manifest(backup())
    assert manifest.ledger["last_event"] == Event.objects.get(kind="thing.happened").pk


def test_what_is_not_committed_is_not_in_it_and_nobody_waits(a_district, backup, elsewhere, restore):
    dump, other = way().dump, another_connection()

    def dump_and_let_go(folder):
        other.execute("UPDATE registry_household SET address = '没有提交'")
        dumped = dump(folder)
        other.rollback()
        return dumped

    with mock.patch.object(way(), "dump", dump_and_let_go), closing(other):
        folder = backup()
    with elsewhere(keys_of=a_district):
        restore(folder)
        assert set(Household.objects.values_list("address", flat=True)) == {""}


def test_an_upload_that_is_dropped_meanwhile_is_still_in_it(backup):
    upload, dump = a_sealed_file(), way().dump

    def dump_and_drop(folder):
        dumped = dump(folder)
        upload.unlink()
        return dumped

    with mock.patch.object(way(), "dump", dump_and_drop):
        folder = backup()
    assert f"home/media/uploads/{upload.name}" in names(folder)


def test_a_plain_copy_that_is_being_read_is_left_out(backup):
    with sealed.aside(2**62) as place:
        (place / "file").write_bytes(b"plain")
        assert place.parent == sealed.folder()
        folder = backup()
    assert not [name for name in names(folder) if ".opened-" in name]


def test_the_ledger_hears_of_it(backup):
    folder = backup()
    event = Event.objects.get(kind="backup.made")
    assert str(event.subject_id) == read_manifest(folder).id
    assert event.after["rows"] == read_manifest(folder).all_rows
