"""Photos and positions are kept sealed, looked at in the open, and gone when they must be."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.visits.actions import (
    VisitsRefused,
    expire_enclosed,
    keep_photo,
    mark_enclosed_backed_up,
    note_look,
    note_position,
    remove_photo,
    remove_position,
)
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.photos import keeping
from lianxin.visits.photos.drawing import drawn_anew
from tests.visits import jpegs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made(to_wang, now):
    told = to_wang()
    return Visit.objects.get(op_id=told.op_id)


@pytest.fixture
def photo(made, worker, now):
    data = jpegs.laden()
    about = {"visit": made, "sha256": sha256(data).digest(), "picture": drawn_anew(data)}
    return keep_photo(key=uuid4(), **about, actor=worker, now=now)


@pytest.fixture
def position(made, worker, now):
    spot = {"latitude": 32.685412, "longitude": 109.029387, "accuracy_m": 25}
    return note_position(key=uuid4(), visit=made, **spot, actor=worker, now=now)


def kinds(home):
    events = Event.objects.about("household", home.pk).order_by("pk")
    return [one.kind for one in events if one.kind.startswith(("photo", "position"))]


def test_a_picture_lies_sealed_and_opens_for_its_own_photo_alone(photo):
    stored = keeping.file_of(photo.pk).read_bytes()
    picture = keeping.take(photo.pk)
    assert picture[:2] == b"\xff\xd8"
    assert picture[:64] not in stored
    assert sha256(picture).digest() == bytes(photo.picture_sha256)
    assert keeping.file_of(photo.pk).stat().st_mode & 0o077 == 0
    other = uuid4()
    keeping.file_of(other).parent.mkdir(exist_ok=True)
    keeping.file_of(other).write_bytes(stored)
    with pytest.raises(keeping.PictureGone):
        keeping.take(other)


def test_a_changed_or_missing_file_is_gone_and_not_shown(photo):
    path = keeping.file_of(photo.pk)
    stored = bytearray(path.read_bytes())
    stored[40] ^= 1
    path.write_bytes(stored)
    with pytest.raises(keeping.PictureGone):
        keeping.take(photo.pk)
    path.unlink()
    with pytest.raises(keeping.PictureGone):
        keeping.take(photo.pk)


def test_a_position_is_as_exact_as_agreed_and_no_more(position):
    assert Position.objects.get().spot == [32.685, 109.029]


def test_who_looked_is_written_down_each_time_or_once_a_day(photo, wang, desk, now):
    for later in (0, 1, 2):
        note_look(photo, is_whole=False, actor=desk, now=now + timedelta(minutes=later))
    assert kinds(wang) == ["photo.received", "photo.viewed"]
    note_look(photo, is_whole=True, actor=desk, now=now)
    note_look(photo, is_whole=True, actor=desk, now=now)
    note_look(photo, is_whole=False, actor=desk, now=now + timedelta(days=1))
    assert kinds(wang).count("photo.viewed") == 4


def test_removing_needs_a_reason_and_leaves_nothing_but_that_it_was_removed(
    photo, position, wang, desk, now, django_capture_on_commit_callbacks
):
    with pytest.raises(VisitsRefused, match="为什么"):
        remove_photo(photo, reason="  ", actor=desk, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo, reason="住户不同意", actor=desk, now=now)
        remove_position(position, reason="住户不同意", actor=desk, now=now)
    assert not keeping.file_of(photo.pk).exists()
    assert (Photo.objects.get().removed_by, Photo.objects.present().count()) == (desk, 0)
    assert Position.objects.get().spot is None
    assert kinds(wang)[2:] == ["photo.removed", "position.removed"]
    with pytest.raises(VisitsRefused, match="已经删掉"):
        remove_photo(photo, reason="再删", actor=desk, now=now)


def test_time_removes_what_nobody_did(photo, position, wang, now):
    assert expire_enclosed(now=now + timedelta(days=89)) == 0
    assert expire_enclosed(now=now + timedelta(days=91)) == 1
    assert Position.objects.get().spot is None
    assert keeping.file_of(photo.pk).exists()
    assert expire_enclosed(now=now + timedelta(days=181)) == 1
    assert not keeping.file_of(photo.pk).exists()
    assert kinds(wang)[2:] == ["position.expired", "photo.expired"]
    assert expire_enclosed(now=now + timedelta(days=400)) == 0


def test_the_switch_says_for_how_many_days(photo, now):
    from lianxin.switches.actions import set_switch

    set_switch(code="kept_photo_days", value="7", reason="会议", actor=None, now=now)
    assert expire_enclosed(now=now + timedelta(days=8)) == 1


@pytest.mark.real_clock
def test_a_file_nobody_wrote_down_goes_after_a_day(photo, now, monkeypatch):
    stray = uuid4()
    keeping.put(stray, b"x")
    odd = keeping.folder() / "00" / "left.new"
    odd.parent.mkdir(exist_ok=True)
    odd.write_bytes(b"x")
    assert expire_enclosed(now=now) == 0
    monkeypatch.setattr(keeping.keys_on_disk, "__kwdefaults__", {"older_than_s": -1.0})
    assert expire_enclosed(now=now) == 2
    assert keeping.take(photo.pk)
    assert not keeping.file_of(stray).exists()


def test_a_backup_is_noted_once(photo, position, now):
    keys = [photo.pk], [position.pk]
    assert mark_enclosed_backed_up(*keys, at=now) == 2
    assert mark_enclosed_backed_up(*keys, at=now + timedelta(days=1)) == 0
    assert Photo.objects.get().backed_up_at == now


def test_only_those_who_see_the_home_see_its_photos(photo, worker, neighbour, desk, supervisor):
    sees = {one.number: Photo.objects.seen_by(one).exists() for one in (worker, neighbour, desk, supervisor)}
    assert list(sees.values()) == [True, False, True, True]
