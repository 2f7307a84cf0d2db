"""Files handed in: looked at, imported, undone by the worker; sealed while they wait, gone when done."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin import flow
from lianxin.intake import sealed, uploads
from lianxin.intake.models import Import, Upload
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.people.vault import VaultError
from lianxin.registry.models import Household
from lianxin.work.models import Work
from lianxin.work.running import run_next
from tests.intake.mess import TITLES, family, person, write_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(areas):
    return {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}


@pytest.fixture
def hand_in(tmp_path, town_head, settings):
    """Hand a file in as the town head, or another; its bytes are sealed as the page does it."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def hand_in(*rows, data=None, actor=town_head, at=None):
        path = tmp_path / "名单.xlsx"
        path.write_bytes(data) if data is not None else write_xlsx(path, [TITLES, *rows])
        key = new_key()
        sealed.seal(path, sealed.upload_file(key))
        data = path.read_bytes()
        about = {"file_name": path.name, "size": len(data), "sha256": sha256(data).hexdigest()}
        upload, _ = uploads.receive_upload(key=key, **about, actor=actor, now=at or timezone.now())
        return upload

    return hand_in


def work_off():
    done = []
    while work := run_next(flow.JOBS):
        done.append(work)
    return done


def left():
    return sorted(path.name for path in sealed.folder().iterdir())


def test_looking_at_a_file_tells_what_would_change_and_changes_nothing(hand_in, village):
    rows = [*family("H1", **village, **{"家庭年纯收入(元)": 32000}), person("H2", "", "", **village)]
    upload = hand_in(*rows)
    [work] = work_off()
    upload.refresh_from_db()
    assert work.state == Work.DONE
    assert upload.preview["households"] == {"created": 1, "updated": 0, "unchanged": 0}
    assert [column[1] for column in upload.preview["sheets"][0]["columns"]][:3] == [
        "number",
        "head_name",
        "name",
    ]
    assert upload.preview["samples"][0][:5] == ["created", "H1", "王有田", village["村/社区"], 2]
    assert upload.preview["refused"][0]["rows"][0]["row"] == 5
    assert upload.refused_rows == 1
    assert not Household.objects.exists()
    assert not Import.objects.exists()


def test_an_import_takes_the_file_away_and_keeps_the_refused_rows(
    hand_in, village, town_head, django_capture_on_commit_callbacks
):
    upload = hand_in(*family("H1", **village), person("H2", "", "", **village))
    work_off()
    uploads.start_import(upload, actor=town_head, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        [work] = work_off()
    work.refresh_from_db()
    upload.refresh_from_db()
    assert work.state == Work.DONE, work.outcome
    assert (work.step, work.done, work.total) == ("writing", 4, 4)
    assert (upload.run.by, upload.run.file_name, upload.run.area.name) == (town_head, "名单.xlsx", "甲镇")
    assert Household.objects.get().number == "H1"
    assert left() == [f"{upload.pk}.refused"]
    assert b"".join(sealed.unseal(sealed.refused_file(upload.pk))).startswith(b"PK")
    with pytest.raises(uploads.UploadGone):
        uploads.start_import(upload, actor=town_head, now=timezone.now())


def test_rows_of_another_town_are_refused_for_a_town_head(hand_in, village, areas, town_head):
    other = {"镇/街道": areas["T2"].name, "村/社区": areas["V4"].name}
    upload = hand_in(*family("H1", **village), *family("H2", start=2, **other))
    work_off()
    upload.refresh_from_db()
    assert [(group["code"], group["scope"]) for group in upload.preview["refused"]] == [
        ("area.not_yours", "household")
    ]
    uploads.start_import(upload, actor=town_head, now=timezone.now())
    work_off()
    assert [home.number for home in Household.objects.all()] == ["H1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"%PDF-1.7 " + bytes(99), "file.wrong_type"),
        (b"PK\x03\x04broken", "file.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_with_a_remedy(hand_in, data, code):
    upload = hand_in(data=data)
    [work] = work_off()
    upload.refresh_from_db()
    assert work.state == Work.DONE
    assert upload.preview["unreadable"]["code"] == code
    assert upload.preview["unreadable"]["zh"]
    assert upload.is_waiting


def test_undoing_goes_on_in_the_background_too(hand_in, village, town_head):
    upload = hand_in(*family("H1", **village))
    uploads.start_import(upload, actor=town_head, now=timezone.now())
    work_off()
    run = Import.objects.get()
    uploads.start_undo(run, actor=town_head, now=timezone.now())
    [work] = work_off()
    assert work.state == Work.DONE
    assert not Household.objects.exists()
    uploads.start_undo(run, actor=town_head, now=timezone.now())
    [work] = work_off()
    assert (work.state, work.outcome["code"]) == (Work.FAILED, "undo.done_before")


def test_nobody_else_may_start_or_undo(hand_in, village, town_head, worker, neighbour):
    upload = hand_in(*family("H1", **village))
    for stranger in (worker, neighbour):
        with pytest.raises(PermissionDenied):
            uploads.start_import(upload, actor=stranger, now=timezone.now())
        with pytest.raises(PermissionDenied):
            uploads.drop_upload(upload, actor=stranger, now=timezone.now())


def test_who_sees_a_file_follows_the_area(hand_in, town_head, desk, worker, neighbour, supervisor):
    ours, districts = hand_in(), hand_in(actor=desk)
    assert set(Upload.objects.seen_by(town_head)) == {ours}
    assert set(Upload.objects.seen_by(desk)) == {ours, districts}
    for other in (worker, neighbour, supervisor):
        assert not Upload.objects.seen_by(other).exists()


def test_a_dropped_file_is_gone_and_the_ledger_knows(
    hand_in, village, town_head, django_capture_on_commit_callbacks
):
    upload = hand_in(*family("H1", **village))
    work_off()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.drop_upload(upload, actor=town_head, now=timezone.now())
    assert left() == []
    kinds = Event.objects.filter(kind__startswith="import.").values_list("kind", flat=True)
    assert list(kinds) == ["import.uploaded", "import.dropped"]
    uploads.ask_for(uploads.RUN, subject_id=upload.pk, actor=town_head, now=timezone.now())
    assert work_off()[-1].outcome["code"] == "upload.gone"


def test_what_nobody_needs_any_more_is_cleared_away(hand_in, town_head, django_capture_on_commit_callbacks):
    now = timezone.now()
    hand_in(at=now - timedelta(days=8))
    fresh = hand_in(at=now - timedelta(days=6))
    work_off()
    orphan, leftover = sealed.upload_file(new_key()), sealed.folder() / f"{sealed.OPENED}x"
    orphan.touch()
    leftover.mkdir()
    for path in (orphan, leftover):
        os.utime(path, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.clear_uploads(now=now) == 3
    assert {Path(name).stem for name in left()} == {str(fresh.pk)}
    assert uploads.clear_uploads(now=now) == 0


class TestSealed:
    @pytest.fixture
    def path(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        plain = tmp_path / "plain"
        plain.write_bytes("王有田".encode() * 500_000)
        path = sealed.upload_file(new_key())
        sealed.seal(plain, path)
        return path

    def test_a_sealed_file_opens_and_is_unreadable(self, path):
        assert b"".join(sealed.unseal(path)) == "王有田".encode() * 500_000
        assert "王有田".encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0

    def test_a_file_that_was_cut_off_does_not_open(self, path):
        data = path.read_bytes()
        first = sealed.LENGTH.size + sealed.LENGTH.unpack(data[:4])[0]
        for length in (0, 2, first):
            path.write_bytes(data[:length])
            with pytest.raises(VaultError):
                list(sealed.unseal(path))

    def test_frames_cannot_be_swapped(self, path):
        data = path.read_bytes()
        first = sealed.LENGTH.size + sealed.LENGTH.unpack(data[:4])[0]
        path.write_bytes(data[first : 2 * first] + data[:first] + data[2 * first :])
        with pytest.raises(VaultError):
            list(sealed.unseal(path))

    def test_the_plain_copy_is_gone_afterwards_even_after_a_stumble(self, path):
        def stumble():
            with sealed.opened(path) as plain:
                assert plain.stat().st_size == 4_500_000
                assert plain.parent.stat().st_mode & 0o077 == 0
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            stumble()
        assert left() == [path.name]
