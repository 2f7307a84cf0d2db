"""Photos come after their visit, in pieces, and go on where they stopped; nobody sends to another's visit."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin import switches
from lianxin.switches.actions import approve_change, set_switch
from lianxin.switches.models import SwitchChange
from lianxin.visits.actions import drop_unfinished, mark_enclosed_backed_up, remove_photo
from lianxin.visits.models import Photo, PhotoPiece, PhotoUpload, Position
from lianxin.visits.photos import keeping, limits
from lianxin.visits.photos.parts import beside_the_picture
from tests.field.enclosing import PIECE, Encloser
from tests.visits import jpegs

pytestmark = pytest.mark.django_db
DATA = jpegs.laden(1200, 900)


@pytest.fixture(autouse=True)
def own_media(own_home, settings):
    settings.MEDIA_ROOT = own_home / "media"


def switch(code, value):
    now = timezone.now()
    moments = {"asked_at": now, "decided_at": now}
    SwitchChange.objects.create(code=code, value=value, reason="会议", outcome="adopted", **moments)


@pytest.fixture
def switched_on():
    switch("photos", "on")
    switch("gps", "on")


@pytest.fixture
def visit(phone, homes):
    op = phone.visit(homes["near"].pk)
    phone.push()
    return json.loads(op["payload"])["visit_id"]


@pytest.fixture
def sender(client, phone):
    return Encloser(client, phone)


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_as_the_district_came_nothing_is_taken_and_nothing_is_read(sender, visit):
    assert (switches.is_on("photos"), switches.is_on("gps")) == (False, False)
    answer = sender.begin(visit, DATA)
    assert code(answer) == (403, "photos-off")
    assert answer.json()["message"] == "本区没有开通走访照片。"
    key = uuid4()
    assert sender.head(key).status_code == 403
    assert code(sender.piece(key, DATA[:100], 0)) == (403, "photos-off")
    assert code(sender.note(visit)) == (403, "gps-off")
    counts = [model.objects.count() for model in (PhotoUpload, PhotoPiece, Photo, Position)]
    assert counts == [0, 0, 0, 0]


def test_the_page_may_ask_for_camera_and_place_only_where_they_are_on(client, desk, worker):
    def policy():
        return client.get("/field/").headers["Permissions-Policy"]

    assert policy() == "camera=(), geolocation=(), microphone=()"
    now = timezone.now()
    approve_change(
        set_switch(code="gps", value="on", reason="会议", actor=worker, now=now), actor=desk, now=now
    )
    assert policy() == "camera=(), geolocation=(self), microphone=()"
    switch("photos", "on")
    assert policy() == "camera=(self), geolocation=(self), microphone=()"


def test_a_photo_arrives_in_pieces_and_holds_nothing_but_the_picture(switched_on, sender, visit):
    key = uuid4()
    answer = sender.begin(visit, DATA, key=key)
    assert (answer.status_code, answer.json()["offset"]) == (201, 0)
    assert answer.headers["Location"] == f"/field/photos/{key}"
    assert len(DATA) > 3 * PIECE
    assert sender.send(visit, DATA, key=key).status_code == 204
    photo = Photo.objects.get()
    kept = keeping.take(photo.pk)
    assert (photo.pk, str(photo.visit_id), bytes(photo.sha256)) == (key, visit, sha256(DATA).digest())
    assert beside_the_picture(kept) == []
    assert jpegs.SECRET not in kept
    assert (PhotoUpload.objects.count(), PhotoPiece.objects.count()) == (0, 0)


def test_what_broke_off_goes_on_where_it_stopped(switched_on, sender, visit):
    key = uuid4()
    sender.send(visit, DATA, key=key, stops_after=2)
    head = sender.head(key)
    assert head.headers["Upload-Offset"] == str(2 * PIECE)
    assert head.headers["Upload-Length"] == str(len(DATA))
    assert sender.begin(visit, DATA, key=key).json()["offset"] == 2 * PIECE
    sender.send(visit, DATA, key=key)
    assert Photo.objects.count() == 1


def test_a_piece_that_comes_twice_or_too_early_is_told_where_to_go_on(switched_on, sender, visit):
    key = uuid4()
    sender.begin(visit, DATA, key=key)
    sender.piece(key, DATA[:PIECE], 0)
    for start in (0, 3 * PIECE):
        again = sender.piece(key, DATA[:PIECE], start)
        assert code(again) == (409, "offset-differs")
        assert again.json()["offset"] == PIECE
    assert PhotoPiece.objects.count() == 1


def test_the_last_answer_lost_makes_no_second_photo(switched_on, sender, visit):
    key = uuid4()
    sender.send(visit, DATA, key=key)
    assert sender.begin(visit, DATA, key=key).json()["state"] == "received"
    assert sender.piece(key, DATA[-10:], len(DATA) - 10).headers["Photo-State"] == "received"
    assert sender.head(key).headers["Photo-State"] == "received"
    assert Photo.objects.count() == 1


def test_a_server_that_died_before_it_drew_the_photo_does_so_when_asked_again(
    switched_on, sender, visit, monkeypatch
):
    key = uuid4()
    with monkeypatch.context() as broken:
        broken.setattr("lianxin.visits.actions.finish_upload", lambda *args, **more: None)
        sender.send(visit, DATA, key=key)
    assert Photo.objects.count() == 0
    assert sender.begin(visit, DATA, key=key).json()["offset"] == len(DATA)
    assert sender.piece(key, b"", len(DATA)).status_code == 204
    assert Photo.objects.get().pk == key


def test_what_was_damaged_on_its_way_begins_anew(switched_on, sender, visit):
    key = uuid4()
    sender.begin(visit, DATA, key=key)
    answer = sender.piece(key, b"x" * len(DATA[:PIECE]), 0)
    start = PIECE
    while start < len(DATA):
        answer = sender.piece(key, DATA[start : start + PIECE], start)
        start += PIECE
    assert code(answer) == (422, "photo-damaged")
    assert sender.begin(visit, DATA, key=key).json()["offset"] == 0
    assert sender.send(visit, DATA, key=key).status_code == 204


@pytest.mark.parametrize("data", [b"#!/bin/sh\n" * 500, jpegs.unfolding(), jpegs.of_many_scans()])
def test_what_is_no_photo_is_refused_and_leaves_nothing(switched_on, sender, visit, data):
    assert code(sender.send(visit, data)) == (400, "photo-refused")
    assert (PhotoUpload.objects.count(), Photo.objects.count()) == (0, 0)
    assert list(keeping.folder().glob("*/*")) == []


def test_the_visit_comes_first(switched_on, sender, phone, homes):
    op = phone.visit(homes["near"].pk)
    visit = json.loads(op["payload"])["visit_id"]
    assert code(sender.begin(visit, DATA)) == (409, "visit-waits")
    assert code(sender.note(visit)) == (409, "visit-waits")
    phone.push()
    assert sender.begin(visit, DATA).status_code == 201


def test_a_neighbour_sends_nothing_to_anothers_visit_and_learns_nothing(
    switched_on, client, sender, visit, phone_of, neighbour
):
    other, key = Encloser(client, phone_of(neighbour)), uuid4()
    assert code(other.begin(visit, DATA)) == (409, "visit-waits")
    assert code(other.note(visit)) == (409, "visit-waits")
    sender.send(visit, DATA, key=key, stops_after=1)
    assert other.head(key).status_code == 404
    assert code(other.piece(key, DATA[PIECE : 2 * PIECE], PIECE)) == (404, "photo-unknown")
    sender.send(visit, DATA, key=key)
    assert other.head(key).status_code == 404
    assert other.states(photos=[key]) == {str(key): "unknown"}


def test_a_photo_does_not_move_to_another_visit_nor_change(switched_on, sender, visit, phone, homes):
    op, key = phone.visit(homes["next"].pk), uuid4()
    phone.push()
    other = json.loads(op["payload"])["visit_id"]
    sender.send(visit, DATA, key=key)
    assert code(sender.begin(other, DATA, key=key)) == (409, "photo-known")
    assert code(sender.begin(visit, jpegs.plain(), key=key)) == (409, "photo-known")


def test_there_are_limits_to_number_size_and_day(switched_on, sender, visit, monkeypatch):
    assert code(sender.begin(visit, DATA, size=limits.LARGEST + 1)) == (413, "too-large")
    for _ in range(limits.MOST_PER_VISIT):
        assert sender.send(visit, jpegs.plain()).status_code == 204
    assert code(sender.begin(visit, DATA)) == (409, "photos-full")
    monkeypatch.setattr(limits, "MOST_A_DAY", limits.MOST_PER_VISIT)
    monkeypatch.setattr(limits, "MOST_PER_VISIT", 99)
    assert code(sender.begin(visit, DATA)) == (429, "photos-today")
    Photo.objects.update(received_at=timezone.now() - timedelta(days=2))
    assert sender.begin(visit, DATA).status_code == 201


def test_a_piece_larger_than_agreed_or_longer_than_the_photo_is_refused(switched_on, sender, visit):
    key = uuid4()
    sender.begin(visit, DATA, key=key)
    assert code(sender.piece(key, DATA + b"x", 0)) == (413, "too-large")
    assert code(sender.piece(key, DATA, 0, kind="text/plain")) == (415, "no-piece")
    big = uuid4()
    sender.begin(visit, bytes(limits.LARGEST_PIECE + 2), key=big)
    assert code(sender.piece(big, bytes(limits.LARGEST_PIECE + 1), 0)) == (413, "too-large")
    assert PhotoPiece.objects.count() == 0


def test_a_phone_out_of_use_sends_no_photo(switched_on, sender, visit, phone, worker):
    from lianxin.field.actions import revoke_device
    from lianxin.field.models import Device

    revoke_device(Device.objects.get(pk=phone.device_id), actor=worker, now=timezone.now(), reason="丢了")
    assert code(sender.begin(visit, DATA)) == (403, "no-field-work")


def test_pieces_of_a_photo_that_never_came_go_after_a_day(switched_on, sender, visit):
    now = timezone.now()
    sender.send(visit, DATA, stops_after=2)
    assert drop_unfinished(now=now + timedelta(hours=23)) == 0
    assert drop_unfinished(now=now + timedelta(hours=25)) == 1
    assert PhotoPiece.objects.count() == 0


def test_a_phone_hears_what_has_become_of_its_photos(switched_on, sender, visit, desk):
    here, safe, gone = uuid4(), uuid4(), uuid4()
    for key in (here, safe, gone):
        sender.send(visit, jpegs.plain(), key=key)
    now, strange = timezone.now(), uuid4()
    mark_enclosed_backed_up([safe], [], at=now)
    remove_photo(Photo.objects.get(pk=gone), reason="住户不同意", actor=desk, now=now)
    said = sender.states(photos=[here, safe, gone, strange])
    assert list(said.values()) == ["received", "backed_up", "removed", "unknown"]
    assert sender.begin(visit, jpegs.plain(), key=gone).json()["state"] == "removed"


def test_a_position_is_noted_once_and_rounded(switched_on, sender, visit):
    key = uuid4()
    assert sender.note(visit, key=key).json() == {"state": "received"}
    assert sender.note(visit, key=key).json() == {"state": "received"}
    assert code(sender.note(visit)) == (409, "position-known")
    position = Position.objects.get()
    assert (position.spot, position.accuracy_m) == ([32.685, 109.029], 18)
    assert sender.states(positions=[key]) == {str(key): "received"}


@pytest.mark.parametrize("spot", [(91, 0), (0, 181), (0, -999)])
def test_a_place_off_the_earth_is_refused(switched_on, sender, visit, spot):
    assert code(sender.note(visit, *spot)) == (400, "not-as-agreed")
    assert code(sender.note(visit, accuracy_m=-1)) == (400, "not-as-agreed")
    assert code(sender.begin("not-a-key", DATA)) == (400, "not-as-agreed")
