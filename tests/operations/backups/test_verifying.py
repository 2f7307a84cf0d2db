"""`lianxin verify`: a backup is good only after it was restored elsewhere and looked through."""

import json
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lianxin import keyring
from lianxin.areas.models import Area
from lianxin.field import epochs, journal
from lianxin.field.models import Op
from lianxin.intake import sealed
from lianxin.intake.models import Upload
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.operations.backups import manifest as words
from lianxin.operations.backups import verifying
from lianxin.operations.backups.databases import way
from lianxin.registry.models import Household
from tests.ondisk import on_postgresql
from tests.operations.backups.conftest import codes, flip, rewrite, silent


def seal_key():
    return keyring.read_key(Path(settings.LIANXIN_HOME), "seal")


def hashed(folder):
    """What the hashes alone say, without any key."""
    try:
        return {fault.code for fault in words.find_faults(folder, None, silent)}
    except words.NotABackup as refused:
        return {refused.fault.code}


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def trial_databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'lianxin_trial_%'")
        return {name for (name,) in cursor.fetchall()}


def test_a_good_backup_is_restored_elsewhere_and_told_to_the_ledger(a_district, backup, verify):
    folder = backup()
    found = verify(folder)
    assert found.faults == []
    assert found.opened > 3
    event = Event.objects.get(kind="backup.verified")
    assert event.after["sha256"] == found.sha256 == words.sha256_of(folder / "manifest.json").sha256
    assert event.after["rows"] == sum(found.manifest.rows.values())
    assert not list(a_district.glob(".trial-*"))
    if on_postgresql():
        left, until = trial_databases(), time.monotonic() + 60
        while left and time.monotonic() < until:  # tests beside this one have theirs, for a while
            time.sleep(0.2)
            left &= trial_databases()
        assert left == set()


def test_what_phones_sent_before_it_is_backed_up_and_what_they_sent_after_is_not(backup, verify, phone):
    before = phone.visit(Household.objects.first().pk)
    phone.push()
    folder = backup()
    after = phone.visit(Household.objects.last().pk)
    phone.push()
    assert not Op.objects.exclude(backed_up_at=None).exists()
    assert verify(folder).ops == 1
    assert Op.objects.get(pk=before["op_id"]).backed_up_at is not None
    assert Op.objects.get(pk=after["op_id"]).backed_up_at is None


def test_one_that_is_not_whole_backs_nothing_up(backup, verify, phone):
    phone.visit(Household.objects.first().pk)
    phone.push()
    folder = backup()
    flip(folder / way().FILE)
    assert codes(verify(folder)) == ["file-changed"]
    assert not Op.objects.exclude(backed_up_at=None).exists()
    assert not Event.objects.filter(kind="backup.verified").exists()


@pytest.mark.parametrize(
    "file", ["manifest.json", "manifest.seal", "SHA256SUMS", "home/anchors/ledger.jsonl"]
)
@pytest.mark.parametrize("at", [0, None, -1])
def test_a_flipped_bit_is_found_wherever_it_is(backup, file, at):
    folder = backup()
    flip(folder / file, at)
    assert hashed(folder) & {"file-changed", "sums-disagree", "manifest-changed", "other-format"}


def test_a_file_that_is_gone_is_found(backup, verify):
    folder = backup()
    (folder / way().FILE).unlink()
    assert codes(verify(folder)) == ["file-missing"]


def test_a_manifest_that_somebody_else_wrote_is_found_by_its_seal(backup, verify):
    folder = backup()
    rewrite(folder, rows={})
    assert codes(verify(folder)) == ["seal-wrong"]


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "home/../../outside", "home\\x", "", "."])
def test_a_name_that_leads_outside_is_not_followed(backup, verify, name):
    folder = backup()
    told = json.loads((folder / "manifest.json").read_bytes())
    told["files"][name] = {"sha256": "0" * 64, "bytes": 0}
    data = (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    (folder / "manifest.json").write_bytes(data)
    assert codes(verify(folder)) == ["manifest-changed"]


def test_another_format_is_said(backup, verify):
    folder = backup()
    rewrite(folder, format="lianxin-backup-9")
    assert codes(verify(folder)) == ["other-format"]


def test_what_is_no_backup_is_said(tmp_path, verify):
    assert codes(verify(tmp_path / "nothing")) == ["no-backup"]


def test_tables_that_this_version_does_not_know_are_said(backup, verify):
    folder = backup()
    known = words.read_manifest(folder).migrations
    rewrite(folder, seal_key(), migrations=[*known, "registry.9999_from_the_future"], app="9.0")
    (fault,) = verify(folder).faults
    assert fault.code == "newer"
    assert "9.0" in fault.remedy


def test_a_migration_that_took_the_place_of_others_is_known_by_their_names_too(backup, monkeypatch):
    manifest = words.read_manifest(backup())
    told = manifest.migrations
    shipped = {tuple(name.split(".")): SimpleNamespace(replaces=[]) for name in told[1:]}
    shipped["areas", "0100_squashed"] = SimpleNamespace(replaces=[tuple(told[0].split("."))])
    monkeypatch.setattr(verifying, "MigrationLoader", lambda _: SimpleNamespace(disk_migrations=shipped))
    assert list(verifying.misfits(manifest)) == []
    shipped.pop(("areas", "0100_squashed"))
    assert [fault.code for fault in verifying.misfits(manifest)] == ["newer"]


def test_rows_that_do_not_come_back_are_found(backup, verify):
    folder = backup()
    rows = words.read_manifest(folder).rows
    rewrite(folder, seal_key(), rows=rows | {"registry_household": 4, "registry_goat": 1})
    found = verify(folder)
    assert codes(found) == ["rows-differ", "rows-differ"]
    assert "registry_goat" in found.faults[0].message


def test_a_ledger_that_was_changed_before_the_backup_is_found(backup, verify):
    first = Event.objects.earliest("id").pk
    sql("UPDATE ledger_event SET cause = 'forged' WHERE id = %s", first)
    assert codes(verify(backup())) == ["block-changed"]


def test_a_value_that_does_not_open_is_found(backup, verify):
    sql("UPDATE registry_resident SET phone = %s WHERE phone IS NOT NULL", b"\x01" + bytes(40))
    found = verify(backup())
    assert codes(found) == ["value-does-not-open"]
    assert "registry_resident.phone" in found.faults[0].message


def test_a_file_that_broke_off_on_its_way_in_is_no_fault(backup, verify):
    """Somebody uploads while the backup is made, or the machine stopped in the middle: nobody knows of it."""
    sealed.upload_file(new_key()).write_bytes(b"\x40\x00\x00\x00 half a frame")
    assert verify(backup()).faults == []


def test_a_file_that_waits_to_be_imported_and_does_not_open_is_found(backup, verify):
    upload = Upload.objects.create(
        file_name="roster.xlsx", size=9, area=Area.objects.first(), uploaded_at=timezone.now()
    )
    sealed.upload_file(upload.pk).write_bytes(b"\x40\x00\x00\x00 half a frame")
    assert codes(verify(backup())) == ["file-does-not-open"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL checks references as it loads")
def test_a_row_that_points_nowhere_is_found(backup, verify):
    with connection.constraint_checks_disabled():
        one = "(SELECT id FROM registry_resident LIMIT 1)"
        sql(f"UPDATE registry_resident SET household_id = %s WHERE id = {one}", bytes(16))
    assert "database-broken" in codes(verify(backup()))


def test_on_another_machine_it_is_checked_as_far_as_one_can_without_keys(backup, elsewhere):
    folder = backup()
    with elsewhere():
        found = verifying.verify_backup(folder, now=timezone.now(), tell=silent)
    assert found.faults == []
    assert (found.opened, found.ops) == (None, None)


def test_on_another_machine_with_the_keys_its_values_are_opened(a_district, backup, elsewhere):
    folder = backup()
    with elsewhere(keys_of=a_district):
        found = verifying.verify_backup(folder, now=timezone.now(), tell=silent)
    assert found.faults == []
    assert found.opened > 3
    assert found.ops is None


def test_other_keys_than_those_it_was_made_with_are_said(backup, elsewhere):
    folder = backup()
    with elsewhere() as home:
        keyring.make_keys(home)
        found = verifying.verify_backup(folder, now=timezone.now(), tell=silent)
    assert codes(found) == ["seal-wrong", "other-key", "other-key", "other-key"]


def test_one_from_an_earlier_life_of_the_database_backs_nothing_up(backup, verify):
    folder = backup()
    epochs.begin(epochs.PUT_BACK, now=timezone.now())
    found = verify(folder)
    assert found.faults == []
    assert found.ops is None
    assert not Event.objects.filter(kind="backup.verified").exists()


def test_days_of_the_journal_that_no_phone_keeps_any_more_go(backup, verify):
    now = timezone.now()
    for days in (0, 30, 40):
        journal.append(b"{}", None, now=now - timedelta(days=days))
    verify(backup())
    assert len(list(journal.folder().iterdir())) == 2
