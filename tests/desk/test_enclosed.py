"""Photos of a visit are shown to whoever sees the home; looks are noted; removing has a reason."""

from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from lianxin.ledger.models import Event
from lianxin.visits.actions import keep_photo, note_position
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.photos import keeping
from lianxin.visits.photos.drawing import drawn_anew
from lianxin.visits.photos.parts import beside_the_picture
from tests.desk.district import content
from tests.visits import jpegs
from tests.visits.conftest import to_wang, visits

__all__ = ["to_wang", "visits"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made(to_wang, policy):
    return Visit.objects.get(op_id=to_wang().op_id)


@pytest.fixture
def photo(made, worker, now):
    data = jpegs.laden(1200, 900)
    about = {"visit": made, "sha256": sha256(data).digest(), "picture": drawn_anew(data)}
    return keep_photo(key=uuid4(), **about, actor=worker, now=now)


@pytest.fixture
def position(made, worker, now):
    spot = {"latitude": 32.685, "longitude": 109.029, "accuracy_m": 18}
    return note_position(key=uuid4(), visit=made, **spot, actor=worker, now=now)


def looks():
    return Event.objects.filter(kind="photo.viewed").count()


def test_a_visit_shows_its_photos_small_and_its_place_in_words(enter, town_head, made, photo, position):
    page = enter(town_head).get(f"/visits/records/{made.pk}/")
    assert f"/visits/photos/{photo.pk}/thumbnail/" in page.content.decode()
    text = content(page)
    assert "1 张照片" in text
    assert "北纬、东经约 32.685, 109.029，手机说误差 18 米" in text
    assert "不能单凭它说谁去没去" in text


def test_a_household_shows_the_latest_and_without_any_nothing_is_said(enter, town_head, made, wang, photo):
    client = enter(town_head)
    page = client.get(f"/households/{wang.number}/").content.decode()
    assert f"/visits/photos/{photo.pk}/thumbnail/" in page
    Photo.objects.all().delete()
    assert "张照片" not in content(client.get(f"/visits/records/{made.pk}/"))
    assert "走访照片" not in content(client.get(f"/households/{wang.number}/"))


def test_a_picture_comes_to_those_who_see_the_home_and_each_look_is_written_down(enter, town_head, photo):
    client = enter(town_head)
    answer = client.get(f"/visits/photos/{photo.pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert beside_the_picture(answer.content) == []
    small = client.get(f"/visits/photos/{photo.pk}/thumbnail/")
    with Image.open(BytesIO(small.content)) as picture:
        assert max(picture.size) == 240
    assert looks() == 1  # the whole one was looked at today already
    client.get(f"/visits/photos/{photo.pk}/")
    assert looks() == 2
    page = content(client.get("/households/HB000001/history/"))
    assert "看了走访照片的大图" in page


def test_a_neighbour_and_the_administrator_see_none_and_nothing_is_noted(enter, neighbour, admin, photo):
    for person in (neighbour, admin):
        for way in ("", "thumbnail/"):
            assert enter(person).get(f"/visits/photos/{photo.pk}/{way}").status_code == 404
        answer = enter(person).post(f"/visits/photos/{photo.pk}/removal/", {"reason": "看不惯"})
        assert answer.status_code in (403, 404)
    assert looks() == 0
    assert Photo.objects.present().exists()


def test_the_cadre_sees_his_photo_and_cannot_remove_what_the_office_keeps(enter, worker, photo, position):
    client = enter(worker)
    assert client.get(f"/visits/photos/{photo.pk}/").status_code == 200
    assert client.post(f"/visits/photos/{photo.pk}/removal/", {"reason": "不要"}).status_code == 403
    assert client.post(f"/visits/positions/{position.pk}/removal/", {"reason": "不要"}).status_code == 403


def test_the_office_removes_with_a_reason_and_says_so(
    enter, town_head, made, photo, position, django_capture_on_commit_callbacks
):
    client = enter(town_head)
    refused = client.post(f"/visits/photos/{photo.pk}/removal/", {"reason": " "}, follow=True)
    assert "请写几个字说明为什么删" in content(refused)
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(f"/visits/photos/{photo.pk}/removal/", {"reason": "拍到了孩子"}, follow=True)
    assert "照片已删掉" in content(done)
    assert "另有 1 张已删掉" in content(done)
    assert not keeping.file_of(photo.pk).exists()
    assert client.get(f"/visits/photos/{photo.pk}/").status_code == 404
    gone = client.post(f"/visits/positions/{position.pk}/removal/", {"reason": "住户不同意"}, follow=True)
    assert "记过的位置已删掉" in content(gone)
    assert Position.objects.get().spot is None
    told = content(client.get("/households/HB000001/history/"))
    assert "删掉了一张走访照片：拍到了孩子" in told


def test_a_picture_that_was_changed_on_the_disk_is_not_shown(enter, town_head, photo):
    path = keeping.file_of(photo.pk)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert enter(town_head).get(f"/visits/photos/{photo.pk}/").status_code == 404
    assert looks() == 0
