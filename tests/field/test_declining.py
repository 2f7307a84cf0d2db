"""What a household refuses on its page is not taken in from the next request on, and what was here goes."""

from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin.field.actions.carrying import HERE, REFUSED, TAKEN, take_in_carried
from lianxin.field.carried import Carried
from lianxin.field.enclosed_wire import PhotoBegun
from lianxin.field.models import Device
from lianxin.visits.models import Photo, Position
from lianxin.visits.photos import keeping
from lianxin.voice.actions import give_consent, withdraw_consent
from lianxin.voice.vocabulary import Purpose
from tests.field.enclosing import PIECE
from tests.field.test_photos import DATA, code, own_media, sender, switched_on, visit

__all__ = ["own_media", "sender", "switched_on", "visit"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on")]


@pytest.fixture
def home(homes):
    return homes["near"]


def refuse(home, purpose):
    withdraw_consent(home, purpose, actor=None, now=timezone.now())


def test_a_photo_is_refused_from_the_next_request_on_and_those_here_go(
    sender, visit, home, django_capture_on_commit_callbacks
):
    key = uuid4()
    assert sender.send(visit, DATA, key=key).status_code in (200, 204)
    with django_capture_on_commit_callbacks(execute=True):
        refuse(home, Purpose.PHOTOS)
    assert Photo.objects.get().removed_at is not None
    assert not keeping.file_of(key).exists()
    assert sender.states([key])[str(key)] == "removed"
    answer = sender.begin(visit, DATA)
    assert code(answer) == (409, "photos-declined")
    assert answer.json()["message"] == "这一户说了不同意留照片，没有收。"
    give_consent(home, Purpose.PHOTOS, actor=None, now=timezone.now())
    assert sender.begin(visit, DATA).status_code == 201


def test_a_photo_that_was_half_here_goes_no_further(sender, visit, home):
    key = uuid4()
    sender.send(visit, DATA, key=key, stops_after=1)
    refuse(home, Purpose.PHOTOS)
    assert code(sender.piece(key, DATA[PIECE : 2 * PIECE], PIECE)) == (409, "photos-declined")
    assert not Photo.objects.exists()


def test_a_place_is_refused_and_the_one_here_goes(sender, visit, home):
    assert sender.note(visit).status_code == 200
    refuse(home, Purpose.PLACE)
    assert Position.objects.get().spot is None
    assert code(sender.note(visit)) == (409, "gps-declined")


def test_one_refusal_does_not_refuse_the_other(sender, visit, home):
    refuse(home, Purpose.PLACE)
    assert sender.begin(visit, DATA).status_code == 201


def test_another_home_is_not_concerned(sender, visit, homes):
    refuse(homes["far"], Purpose.PHOTOS)
    assert sender.begin(visit, DATA).status_code == 201


def test_a_file_that_carries_them_brings_none_either(visit, home, worker):
    device = Device.objects.filter(staff=worker).first()
    begun = PhotoBegun(str(uuid4()), visit, len(DATA), sha256(DATA).hexdigest())
    carried, now = Carried([], [(begun, DATA)], []), timezone.now()
    refuse(home, Purpose.PHOTOS)
    assert take_in_carried(carried, device, now=now) == {REFUSED: 1}
    give_consent(home, Purpose.PHOTOS, actor=None, now=now)
    assert take_in_carried(carried, device, now=now) == {TAKEN: 1}
    assert take_in_carried(carried, device, now=now) == {HERE: 1}
